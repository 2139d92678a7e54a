// When the silence of a watched peer is a verdict, and when something is due before. Pure arithmetic on one watch; detector.ts acts on it.

import { overdueMs, replyWaitMs, verdictWaitMs } from './estimate.ts';
import type { Millis, Watch } from './state.ts';

const refusedMs = 600;
const refusalsMin = 3;

/** Is its time up? Refused throughout, or silent for long enough and asked often enough. */
export function isDead(watch: Watch, pingMs: number, now: Millis): boolean {
  const { askedAt, refusedSince, refusals } = watch;
  if (askedAt === undefined) return false;
  const isRefused = refusedSince !== undefined && refusals >= refusalsMin;
  if (isRefused && now - refusedSince >= Math.min(refusedMs, 0.9 * pingMs)) return true;
  return now >= silentAt(watch, askedAt, pingMs);
}

/** Has it been silent for half the time that makes a verdict? */
export function isHalfWay(watch: Watch, pingMs: number, now: Millis): boolean {
  const waited = now - (watch.askedAt ?? now);
  return waited * 2 >= verdictWaitMs(watch, pingMs);
}

/** After the wait, and when the last of the probes needed could have been answered. */
function silentAt(watch: Watch, askedAt: Millis, pingMs: number): Millis {
  return Math.max(askedAt + verdictWaitMs(watch, pingMs), watch.enoughAt + overdueMs(watch));
}

/** The next moment at which a watch has something to do. */
export function watchWakeAt(watch: Watch, pingMs: number): Millis {
  const { askedAt, probeAt, pingAt } = watch;
  if (askedAt === undefined) return pingAt;
  if (probeAt === undefined) return Math.min(pingAt, askedAt + replyWaitMs(watch));
  return Math.min(probeAt, silentAt(watch, askedAt, pingMs), pingAt);
}
