// Rings that are ideal from the start, of any size: nobody waits for a hundred thousand joins.

import { settledMember, type Contact, type RingOptions } from '../ring/index.ts';
import { sortIds } from '../survey/index.ts';
import type { Chance } from './chance.ts';
import type { Simulation } from './simulation.ts';

/** So many different ids, by chance, in ring order. */
export function drawIds(chance: Chance, count: number, size: number): number[] {
  const ids = new Set<number>();
  while (ids.size < count) ids.add(chance.below(size));
  return [...ids].toSorted((a, b) => a - b);
}

/** The contact of a peer that began at time 0. */
function founder(simulation: Simulation, id: number): Contact {
  const address = `127.0.0.1:${12_000 + id}`;
  return { id: simulation.id(id), epoch: 1_000, address };
}

/** Seats a member at each id, all lists whole and true. */
export function seatIdealRing(simulation: Simulation, ids: readonly number[]): void {
  const contacts = sortIds(ids.map((id) => simulation.id(id))).map((id) => founder(simulation, id));
  for (const [place, self] of contacts.entries()) {
    const lists = neighbours(contacts, place, simulation.options);
    const seed = simulation.chance.below(2 ** 31);
    simulation.place(settledMember(simulation.options, self, seed, lists, simulation.now));
  }
}

function neighbours(
  contacts: readonly Contact[],
  place: number,
  { successorsMax }: RingOptions,
): { readonly pred: readonly Contact[]; readonly succ: readonly Contact[] } {
  const around = (offset: number): Contact | undefined =>
    contacts[(place + offset + contacts.length) % contacts.length];
  const others = contacts.length - 1;
  const pred = [-1, -2].slice(0, others).map(around);
  const succ = Array.from({ length: Math.min(successorsMax, others) }, (_, n) => around(n + 1));
  return { pred: pred.filter((each) => each !== undefined), succ: succ.filter((each) => each !== undefined) };
}
