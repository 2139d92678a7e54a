// Round trips and losses of one watched peer, and what follows from them: how long to wait, how often to ask.

import type { Watch } from './state.ts';

const replyMinMs = 100;
const replyMaxMs = 500;
/** One false verdict in this many is accepted for chance alone. */
const verdictError = 1e-6;
const lossGain = 0.1;
const lossMin = 0.1;
const lossMax = 0.9;

/** How long an answer may take before we doubt: SRTT + 4 RTTVAR (RFC 6298), within 100 to 500 ms. */
export function replyWaitMs(watch: Watch): number {
  const { smoothedRttMs, rttVarianceMs } = watch;
  if (smoothedRttMs === undefined) return replyMaxMs;
  return Math.min(replyMaxMs, Math.max(replyMinMs, smoothedRttMs + 4 * rttVarianceMs));
}

/** How late pred's own ping may be before we ask. We do not ping it, so that its round trip may be unknown; asking too early costs one message. */
export function overdueMs(watch: Watch): number {
  return watch.smoothedRttMs === undefined ? replyMinMs : replyWaitMs(watch);
}

/** How many unanswered probes make a chance error rarer than one in 10^6, at the loss seen lately. */
export function probesNeeded(watch: Watch): number {
  const loss = Math.min(lossMax, Math.max(lossMin, watch.loss));
  return Math.ceil(Math.log(verdictError) / Math.log(loss));
}

/** The silence after which a peer is held dead: 0.9 T, at least 500 ms and 3 round trips. */
export function verdictWaitMs(watch: Watch, pingMs: number): number {
  return Math.max(0.9 * pingMs, 500, 3 * (watch.smoothedRttMs ?? 0));
}

/** The gap between probes of a burst. */
export function probeGapMs(watch: Watch, pingMs: number): number {
  const room = verdictWaitMs(watch, pingMs) - replyWaitMs(watch);
  return Math.max(5, Math.min(pingMs / 20, room / probesNeeded(watch)));
}

/** The answer to the last question came after `rttMs` (RFC 6298, section 2). */
export function withRtt(watch: Watch, rttMs: number): Watch {
  const { smoothedRttMs, rttVarianceMs } = watch;
  if (smoothedRttMs === undefined) return { ...watch, smoothedRttMs: rttMs, rttVarianceMs: rttMs / 2 };
  return {
    ...watch,
    smoothedRttMs: 0.875 * smoothedRttMs + 0.125 * rttMs,
    rttVarianceMs: 0.75 * rttVarianceMs + 0.25 * Math.abs(smoothedRttMs - rttMs),
  };
}

/** One question more was answered. */
export function withAnswer(watch: Watch): Watch {
  return { ...watch, loss: watch.loss * (1 - lossGain) };
}

/** It lives, and so many questions to it were lost: only then do they say something of the network. A dead peer's silence does not. */
export function withLosses(watch: Watch, lost: number): Watch {
  return lost <= 0 ? watch : { ...watch, loss: 1 - (1 - watch.loss) * (1 - lossGain) ** lost };
}
