// How long a client of this peer waits, and for what. Pure arithmetic on one call.

import type { Call } from './serving-state.ts';

/** Slower than that, a large value is given up: bytes a ms, to all holders one after the other. */
const slowestRate = 4_000;
/** So many times as long may pass in all, when owners change meanwhile. */
export const patience = 4;

/** So long a request waits for an owner that takes the key over, and would be sure; then it takes an answer that may be old. */
export const sureMs = 300;

export function transferMs(wish: Call['wish']): number {
  return wish.kind === 'store' && 'parked' in wish.content ? wish.bytes / slowestRate : 0;
}

/** Bytes are on their way. */
export function isUnderWay({ stage }: Call): boolean {
  return stage === 'delivering' || stage === 'shipping';
}
