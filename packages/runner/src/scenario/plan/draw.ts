// What plans draw: ids, names, members. The same chance gives the same again, here and when a player draws what could not be drawn before.

import { Chance } from '@ringside/peer/sim';
import type { Amount, RingRules } from '../language/index.ts';

/** On a circle that is nearly full, the next free place is taken after so many draws. */
const drawsMax = 64;

/** A stream of chance for one seed. Neighbouring seeds would draw alike for a while, so they are set apart. */
export function chanceOf(seed: number): Chance {
  return new Chance(Math.imul(seed, 0x9e_37_79_b1));
}

/** A seed for somebody who draws later. */
export function drawSeed(chance: Chance): number {
  return chance.below(2 ** 32);
}

/** An id below 2^bits that is not taken; undefined when all are. */
export function drawId(chance: Chance, bits: number, taken: ReadonlySet<number>): number | undefined {
  const size = 2 ** bits;
  if (taken.size >= size) return undefined;
  let id = drawPosition(chance, bits);
  for (let tries = 0; taken.has(id); tries += 1)
    id = tries < drawsMax ? drawPosition(chance, bits) : (id + 1) % size;
  return id;
}

/** One draw has 32 bits; a larger circle takes two. */
function drawPosition(chance: Chance, bits: number): number {
  if (bits <= 32) return chance.below(2 ** bits);
  return chance.below(2 ** (bits - 32)) * 2 ** 32 + chance.below(2 ** 32);
}

const lettersAndDigits = 'abcdefghijkmnpqrstuvwxyz23456789';

/** A name of a value that the rules of the ring allow. */
export function drawName(chance: Chance, ring: Pick<RingRules, 'preset' | 'hash'>): string {
  if (ring.hash === 'mod') {
    const digits = ring.preset === 'classic' ? 4 : 9;
    return String(chance.below(10 ** digits)).padStart(digits, '0');
  }
  return Array.from({ length: 8 }, () => lettersAndDigits[chance.below(lettersAndDigits.length)]).join('');
}

/** How many of so many. A share of somebody is at least one, and never more than all. */
export function countOf(amount: Amount, of: number): number {
  if (amount.kind === 'count') return amount.count;
  return Math.min(of, Math.max(1, Math.round(amount.share * of)));
}

/** All living members in the order of ids, and those of them that may be chosen. */
export interface Field {
  readonly members: readonly number[];
  readonly pool: readonly number[];
}

/**
 * So many of the pool. `adjacent`: side by side among all members, wherever the circle begins; nobody when no so many of the pool stand so.
 */
export function drawFrom(
  { members, pool }: Field,
  how: 'any' | 'adjacent',
  count: number,
  chance: Chance,
): readonly number[] {
  return how === 'any' ? drawAny(pool, count, chance) : drawAdjacent(members, new Set(pool), count, chance);
}

/** So many of them, sorted; all when there are no more. */
export function drawAny(from: readonly number[], count: number, chance: Chance): readonly number[] {
  if (count >= from.length) return from;
  const left = [...from];
  const drawn = Array.from({ length: count }, () => left.splice(chance.below(left.length), 1));
  return drawn.flat().toSorted((a, b) => a - b);
}

function drawAdjacent(
  members: readonly number[],
  pool: ReadonlySet<number>,
  count: number,
  chance: Chance,
): readonly number[] {
  if (count > members.length) return [];
  const arcs = members.map((_, first) =>
    Array.from({ length: count }, (_each, place) => members[(first + place) % members.length] ?? first),
  );
  return chance.pick(arcs.filter((arc) => arc.every((id) => pool.has(id)))) ?? [];
}

/** So many moments in [0, `forMs`), as independent arrivals fall: sorted, whole ms. */
export function drawMoments(chance: Chance, count: number, forMs: number): readonly number[] {
  return Array.from({ length: count }, () => Math.floor(chance.next() * forMs)).toSorted((a, b) => a - b);
}

/** One of the kinds, by weight. At least one weight is above zero. */
export function pickWeighted<Kind extends string>(
  chance: Chance,
  weights: Readonly<Record<Kind, number>>,
): Kind {
  const kinds = Object.entries<number>(weights).filter(([, weight]) => weight > 0);
  let left = chance.next() * kinds.reduce((sum, [, weight]) => sum + weight, 0);
  const picked = kinds.find(([, weight]) => (left -= weight) < 0) ?? kinds.at(-1);
  return picked?.[0] as Kind; // oxlint-disable-line typescript/no-unsafe-type-assertion -- A key of the weights.
}
