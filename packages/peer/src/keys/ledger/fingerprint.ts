// A number for a set of entries, whatever their order: two sets with the same one are taken for equal. The sum of a hash of each (Meyer 2023,
// "Range-based set reconciliation", section 5); against chance, not against malice.

import type { Stamp } from './version.ts';

/** How many there are, and two sums of 32 bits. */
export interface Fingerprint {
  readonly count: number;
  readonly low: number;
  readonly high: number;
}

export const emptyPrint: Fingerprint = { count: 0, low: 0, high: 0 };

export function isSamePrint(a: Fingerprint, b: Fingerprint): boolean {
  return a.count === b.count && a.low === b.low && a.high === b.high;
}

export function sumOf(a: Fingerprint, b: Fingerprint): Fingerprint {
  return { count: a.count + b.count, low: (a.low + b.low) >>> 0, high: (a.high + b.high) >>> 0 };
}

/** The set `a` without its part `b`. */
export function differenceOf(a: Fingerprint, b: Fingerprint): Fingerprint {
  return { count: a.count - b.count, low: (a.low - b.low) >>> 0, high: (a.high - b.high) >>> 0 };
}

/** Of one version of one name. */
export function printOf(name: string, { at, by, life }: Stamp): Fingerprint {
  const text = `${name}\n${at}.${by}.${life}`;
  return { count: 1, low: hash(text, 0x811c9dc5), high: hash(text, 0x1234567) };
}

/** Where a name stands among those of the same key: 32 bits. */
export function tieOf(name: string): number {
  return hash(name, 0x9747b28c);
}

/** MurmurHash3 of the text's UTF-16 units (Appleby 2011, public domain), 32 bits. */
function hash(text: string, seed: number): number {
  let mixed = seed;
  for (let at = 0; at < text.length; at += 1) {
    let unit = Math.imul(text.charCodeAt(at), 0xcc9e2d51);
    unit = Math.imul((unit << 15) | (unit >>> 17), 0x1b873593);
    mixed ^= unit;
    mixed = (Math.imul((mixed << 13) | (mixed >>> 19), 5) + 0xe6546b64) | 0;
  }
  mixed ^= text.length;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
