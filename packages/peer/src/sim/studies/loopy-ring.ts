// Rings made wrong on purpose: every peer holds the peer `turns` places on for its successor, so that the one ring goes round the circle
// so many times before it is back. All neighbours agree, and plain Chord finds nothing to mend (Liben-Nowell, Balakrishnan and Karger 2002).

import { settledMember, type Contact } from '../../ring/index.ts';
import { sortIds } from '../../survey/index.ts';
import { addressOfId, firstEpoch } from '../seat.ts';
import type { Simulation } from '../simulation.ts';

/** The least number of peers from `count` on that make one ring, not several, when each skips to the `turns`-th next. */
export function loopySize(count: number, turns: number): number {
  let size = count;
  while (greatestDivisor(size, turns) > 1) size += 1;
  return size;
}

function greatestDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestDivisor(b, a % b);
}

/** Seats a member at each id. `ids.length` must be a `loopySize`. */
export function seatLoopyRing(simulation: Simulation, ids: readonly number[], turns: number): void {
  const { options } = simulation;
  const contacts = sortIds(ids.map((id) => simulation.id(id))).map((id) => ({
    id,
    epoch: firstEpoch,
    address: addressOfId(id),
  }));
  const reach = Math.min(options.successorsMax, Math.floor((contacts.length - 1) / turns));
  for (const [place, self] of contacts.entries()) {
    const at = (step: number): Contact[] =>
      contacts.slice((place + step * turns + contacts.length) % contacts.length).slice(0, 1);
    const pred = at(-1);
    const succ = Array.from({ length: reach }, (_, step) => at(step + 1)).flat();
    const seed = simulation.chance.below(2 ** 31);
    simulation.place(settledMember(options, self, seed, { pred, succ }, simulation.now));
  }
}
