// How long a client of this peer waits, and for what. Pure arithmetic on one call.

import type { Millis } from '../../../ring/state.ts';
import type { Call } from './serving-state.ts';

/** Slower than that, a large value is given up: bytes a ms, to all holders one after the other. */
const slowestRate = 4_000;
/** So many times as long may pass in all, when owners change meanwhile. */
export const patience = 4;

/** So long a request waits for an owner that is sure, whatever it is that takes so long; then it takes an answer that may be old. */
export const sureMs = 300;

/** So long an owner that was asked, and those beside it, have time to answer. */
const silenceMs = 1_000;

export function transferMs(wish: Call['wish']): number {
  return wish.kind === 'store' && 'parked' in wish.content ? wish.bytes / slowestRate : 0;
}

/** Bytes are on their way. */
export function isUnderWay({ stage }: Call): boolean {
  return stage === 'delivering' || stage === 'shipping';
}

/** When those who may have a copy are asked beside the owner: it cannot be found, or is not ready, or was asked and says nothing. */
export function asideAt(call: Call): Millis {
  const { wish, stage, since, askedAt, aside } = call;
  if (wish.kind === 'store' || isUnderWay(call)) return Number.POSITIVE_INFINITY;
  if (aside !== undefined) return aside.since + silenceMs;
  return stage === 'asking' ? askedAt + silenceMs : since + sureMs;
}
