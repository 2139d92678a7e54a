// One answer to "is the ring right?": one sweep, and a second when what the first showed may be two moments.

import { watchRing, type WatchOptions } from './watch-ring.ts';
import { isIdeal } from '@ringside/peer/survey';
import type { RingView } from '../view/ring-view.ts';

/** More than two only while every sweep shows another wrong entry, so that none can be firm. */
export const surveySweepsMax = 5;
export const surveyGapMs = 100;

/** A right ring ends it at once, a wrong one as soon as a finding is firm. Undefined only when aborted. */
export async function surveyOnce(options: Omit<WatchOptions, 'intervalMs'>): Promise<RingView | undefined> {
  let last: RingView | undefined;
  for await (const view of watchRing({ ...options, intervalMs: surveyGapMs })) {
    last = view;
    if (isIdeal(view.verdict) || view.isFirm || view.sweep >= surveySweepsMax) return view;
  }
  return last;
}
