// The lab's first step: names become places on a circle, and distances are walked clockwise.

import { createHash } from 'node:crypto';
import { keyOfName } from '@ringside/peer/keys';

/** k: the circle has 2^k places. */
export const bits = 8;
export const places: number = 2 ** bits;

/** The first k bits of the SHA-256 of a name, for peers and items alike. */
export function placeOf(name: string): number {
  const named = keyOfName(name, { preset: 'chord', hash: 'sha256', bits }, (bytes) =>
    createHash('sha256').update(bytes).digest(),
  );
  if (named.kind === 'refused') throw new Error(named.message);
  return named.key;
}

/** Ticks of a clock that starts at `from` until it reaches `to`. */
export function clockwise(from: number, to: number, modulus: number = places): number {
  return (((to - from) % modulus) + modulus) % modulus;
}
