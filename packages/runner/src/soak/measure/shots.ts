// What a measurement will do: rounds of shots at peers that are no neighbours, each at a moment of its own, so that each is measured alone. Pure.

import type { Chance } from '@ringside/peer/sim';

export interface Shot {
  readonly id: number;
  /** From the start of the round: anywhere in an interval, for a detector may be quicker or slower just before a ping. */
  readonly afterMs: number;
  /** How long it is stopped, where it is. */
  readonly forMs: number;
}

/** One victim in so many peers: whoever watches it loses nobody else in this round. */
const apart = 4;

export interface ShotsExtent {
  /** In the order of the ring. */
  readonly ids: readonly number[];
  readonly count: number;
  readonly pingMs: number;
  readonly stopMs: readonly [least: number, most: number];
}

export function drawShots(
  chance: Chance,
  { ids, count, pingMs, stopMs }: ShotsExtent,
): readonly (readonly Shot[])[] {
  const atOnce = Math.floor(ids.length / apart);
  const rounds: (readonly Shot[])[] = [];
  for (let left = count; left > 0; left -= atOnce) {
    const turn = chance.below(ids.length);
    const shots = Array.from({ length: Math.min(atOnce, left) }, (_, place) => ({
      id: ids[(turn + place * apart) % ids.length] ?? 0,
      afterMs: Math.round(chance.next() * pingMs),
      forMs: Math.round(chance.between(...stopMs)),
    }));
    rounds.push(shots);
  }
  return rounds;
}

/** The living peer just before this one. */
export function predecessorOf(id: number, living: readonly number[]): number | undefined {
  const sorted = living.toSorted((a, b) => a - b);
  return sorted.findLast((each) => each < id) ?? sorted.findLast((each) => each !== id);
}
