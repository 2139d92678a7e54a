// Rings that are ideal from the start, of any size: nobody waits for a hundred thousand joins.

import { settledMember, type Contact, type RingOptions, type RingState } from '../ring/index.ts';
import { sortIds } from '../survey/index.ts';
import type { Chance } from './chance.ts';
import { trueFingers } from './finger-table.ts';
import { addressOfId, firstEpoch } from './seat.ts';
import type { Simulation } from './simulation.ts';

/** So many different ids, by chance, in ring order. */
export function drawIds(chance: Chance, count: number, size: number): number[] {
  const ids = new Set<number>();
  while (ids.size < count) ids.add(chance.below(size));
  return [...ids].toSorted((a, b) => a - b);
}

/** The contact of a peer that began at time 0. */
function founder(simulation: Simulation, id: number): Contact {
  return { id: simulation.id(id), epoch: firstEpoch, address: addressOfId(id) };
}

/** Seats a member at each id, all lists whole and true; with finger routing, all fingers too. */
export function seatIdealRing(simulation: Simulation, ids: readonly number[]): void {
  const { options, now } = simulation;
  const sorted = sortIds(ids.map((id) => simulation.id(id)));
  const contacts = sorted.map((id) => founder(simulation, id));
  for (const [place, self] of contacts.entries()) {
    const lists = neighbours(contacts, place, options);
    const member = settledMember(options, self, simulation.chance.below(2 ** 31), lists, now);
    const fingers = options.routing === 'fingers' ? fingersOf(options, sorted, contacts, place) : [];
    simulation.place(fingers.length === 0 ? member : { ...member, fingers, fingerAt: member.stabilizeAt });
  }
}

function fingersOf(
  { space, successorsMax }: RingOptions,
  ids: readonly number[],
  contacts: readonly Contact[],
  place: number,
): RingState['fingers'] {
  return trueFingers(space, ids, place, successorsMax).flatMap(({ index, place: owner }) => {
    const contact = contacts[owner];
    return contact === undefined ? [] : [{ index, contact }];
  });
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

/** Has everybody's pings fall at its own time: in a ring that is seated in one instant, all would be noticed in one instant too. */
export function scatterPings({ seats, chance, options }: Simulation): void {
  for (const seat of seats) {
    const watches = seat.state.watches.map((watch) =>
      watch.isPinged ? { ...watch, pingAt: watch.pingAt + options.pingMs * chance.next() } : watch,
    );
    seat.state = { ...seat.state, watches };
  }
}
