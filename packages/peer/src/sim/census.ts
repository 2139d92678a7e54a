// Who is there in a simulated ring, and is it right? The judge is the product's own.

import { takesPart, type Contact, type Identifier } from '../ring/index.ts';
import { isIdeal as isIdealVerdict, judge, sortIds, type Observation } from '../survey/index.ts';
import { isLiving, type Seat } from './seat.ts';
import type { Simulation } from './simulation.ts';

/** Peers whose process lives, stopped ones included. */
export function living({ seats }: Simulation): Seat[] {
  return seats.filter(isLiving);
}

/** Living peers that take part in a ring. */
export function members(simulation: Simulation): Seat[] {
  return living(simulation).filter(({ state }) => takesPart(state.phase));
}

/** What an observer would hear if it asked every member now. */
export function observations(simulation: Simulation): Observation[] {
  return members(simulation).map((seat) => observe(simulation, seat));
}

function observe({ options }: Simulation, { self, state }: Seat): Observation {
  const { phase, version, pred, succ } = state;
  const { space, successorsMax, pingMs } = options;
  const about = { ring: 'simulated', bits: space.bits, successorsMax, replicas: 1, pingMs };
  const empty = { keys: 0, bytes: 0, owned: 0, ownedBytes: 0 };
  return {
    id: self.id,
    isMonitored: true,
    status: { ...self, phase, version, pred, succ, ...about, ...empty },
  };
}

/** Every living peer is a member, and every list is whole and true. */
export function isIdeal(simulation: Simulation): boolean {
  return living(simulation).every(({ state }) => state.phase === 'member') && hasIdealMembers(simulation);
}

/** Every list of every member is whole and true; others may still be joining, or be isolated and know nobody who lives. */
export function hasIdealMembers(simulation: Simulation): boolean {
  const seats = findable(simulation);
  return isClosed(seats) && isIdealVerdict(judge(seats.map((seat) => observe(simulation, seat))));
}

/** Members but those that are isolated and know nobody who lives: nothing they can do brings them back. */
function findable(simulation: Simulation): Seat[] {
  const seats = members(simulation);
  return seats.filter(
    (seat) => seat.state.phase !== 'isolated' || seats.some((other) => other !== seat && knows(seat, other)),
  );
}

/** All members, each naming the next one first? Told quickly, and false of nearly every ring that is not ideal. */
function isClosed(seats: readonly Seat[]): boolean {
  const isLost = seats.length > 1 && seats.some(({ state }) => state.phase !== 'member');
  if (isLost) return false;
  const ids = sortIds(seats.map(({ self }) => self.id));
  const next = new Map(ids.map((id, place) => [id, ids[(place + 1) % ids.length]]));
  return seats.length < 2 || seats.every(({ self, state }) => state.succ[0]?.id === next.get(self.id));
}

/** Could the members find each other at all? Whoever nobody living knows, and who knows nobody living, is lost. */
export function isFindable(simulation: Simulation): boolean {
  const seats = findable(simulation);
  const [first] = seats;
  const found = new Set(first === undefined ? [] : [first]);
  for (const seat of found) {
    for (const other of seats) if (knows(seat, other) || knows(other, seat)) found.add(other);
  }
  // Nobody left but such that know nobody: they cannot find each other either.
  return found.size === seats.length && (seats.length > 0 || members(simulation).length === 0);
}

/** An id that two members have, if there is one. */
export function sharedId(simulation: Simulation): Identifier | undefined {
  const seen = new Set<Identifier>();
  for (const { self } of members(simulation)) {
    if (seen.has(self.id)) return self.id;
    seen.add(self.id);
  }
  return undefined;
}

/**
 * Have two had one id? They do while they cannot see each other. When both still live, each half of the ring holds the other's for a
 * former or a later life; when the later one has gone, nobody may take the former life back: somebody has to be started again.
 */
export function isContested(simulation: Simulation): boolean {
  const seats = members(simulation);
  const alive = new Map(seats.map(({ self }) => [self.id, self]));
  if (alive.size < seats.length) return true;
  return seats.some(({ state: { known, silent } }) =>
    [...known.values(), ...silent.map(({ contact }) => contact)].some(
      ({ id, epoch }) => epoch > (alive.get(id)?.epoch ?? epoch),
    ),
  );
}

/** Does the one know where the other is? That others know an isolated peer brings it back by chance alone, some day; unless they are so themselves, and ask everybody. */
function knows({ state }: Seat, { self, state: other }: Seat): boolean {
  const isAsked = state.phase === 'isolated' || other.phase !== 'isolated';
  return isAsked && state.known.get(self.id)?.address === self.address;
}

/** One line a peer, in ring order: predecessors < peer > successors. */
export function drawRing(simulation: Simulation): string {
  return living(simulation)
    .toSorted((a, b) => a.self.id - b.self.id)
    .map(({ self, state, condition }) => {
      const marks = [state.phase, condition].filter((mark) => mark !== 'member' && mark !== 'up');
      const mark = marks.length === 0 ? '' : ` (${marks.join(', ')})`;
      return `${listed(state.pred.slice(0, 1))} < ${self.id} > ${listed(state.succ)}${mark}`;
    })
    .join('\n');
}

function listed(contacts: readonly Contact[]): string {
  return contacts.map(({ id }) => id).join(' ') || '-';
}
