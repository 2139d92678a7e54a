// Waiting until a claim holds, and asking whether it holds now. There is no sleep: every sweep of the ring is looked at, and nothing else.

import type { PlannedClaim } from '../plan/plan.ts';
import { isTrue, type Truth } from './conditions.ts';
import type { Stage } from './stage.ts';

/** What was seen last, for the sentence when time runs out. */
export interface Latest {
  truth: Truth | undefined;
}

export interface Asked {
  readonly stage: Stage;
  readonly claim: PlannedClaim;
  /** Events count from here on. */
  readonly sinceMs: number;
  readonly signal: AbortSignal;
  readonly latest: Latest;
}

/** Resolves with true once it held in so many sweeps in a row; with false when nobody looks any more. */
export async function untilHolds({ stage, claim, sinceMs, signal, latest }: Asked): Promise<boolean> {
  let row = 0;
  while (!signal.aborted) {
    // oxlint-disable-next-line no-await-in-loop
    const sweep = await stage.watch.next();
    if (sweep === undefined || signal.aborted) return false;
    // oxlint-disable-next-line no-await-in-loop
    const found = await isTrue({ stage, sweep, sinceMs, signal }, claim.condition);
    latest.truth = found;
    row = found.holds ? row + 1 : 0;
    if (row >= claim.hold) return true;
  }
  return false;
}

/**
 * Is it so now? A look at a ring is not a moment: it counts as false only when two looks in a row say so and saw the same picture.
 */
export async function holdsNow({ stage, claim, sinceMs, signal, latest }: Asked): Promise<boolean> {
  let row = 0;
  let falses = 0;
  while (!signal.aborted) {
    // oxlint-disable-next-line no-await-in-loop
    const sweep = await stage.watch.next();
    if (sweep === undefined || signal.aborted) return false;
    // oxlint-disable-next-line no-await-in-loop
    const found = await isTrue({ stage, sweep, sinceMs, signal }, claim.condition);
    latest.truth = found;
    row = found.holds ? row + 1 : 0;
    falses = found.holds ? 0 : falses + 1;
    if (row >= claim.hold) return true;
    if (falses >= 2 && sweep.isSame) return false;
  }
  return false;
}
