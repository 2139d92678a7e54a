// What must hold of all members together (Zave 2017, section 6): each has a live successor, they form one ring that winds round once.

import type { Contact, Identifier } from '../../ring/index.ts';
import { cycles, windings } from '../../survey/index.ts';
import { members } from '../census.ts';
import type { Seat } from '../seat.ts';
import type { Simulation } from '../simulation.ts';
import type { Violation } from './violation.ts';

/** Members that are in the ring or come to it. One that is isolated says so itself. */
export function ringMembers(simulation: Simulation): Seat[] {
  return members(simulation).filter(({ state }) => state.phase !== 'isolated');
}

/** Members that mean to stay. */
export function stayingMembers(simulation: Simulation): Seat[] {
  return members(simulation).filter(({ state }) => state.phase !== 'leaving');
}

/** The first of a list that is a member in the very life it is known by. */
export function firstAlive(
  list: readonly Contact[],
  alive: ReadonlyMap<Identifier, Contact>,
): Contact | undefined {
  return list.find(({ id, epoch }) => {
    const member = alive.get(id);
    return member !== undefined && (epoch === member.epoch || epoch === 0);
  });
}

/** Members by id. */
export function membersById(simulation: Simulation): ReadonlyMap<Identifier, Contact> {
  return new Map(members(simulation).map(({ self }) => [self.id, self]));
}

/** The rings that the members' first live successors make. */
export interface Rings {
  readonly rings: readonly (readonly Identifier[])[];
  /** Members without a live successor, though not lawfully alone. */
  readonly bereft: readonly Identifier[];
}

export function ringsOf(simulation: Simulation): Rings {
  const alive = membersById(simulation);
  const bereft: Identifier[] = [];
  const next = new Map<Identifier, Identifier>();
  for (const seat of ringMembers(simulation)) {
    const live = firstAlive(seat.state.succ, alive);
    if (live === undefined && !seat.state.isAlone) bereft.push(seat.self.id);
    next.set(seat.self.id, live?.id ?? seat.self.id);
  }
  return { rings: cycles(next), bereft };
}

export function ringViolations({ rings, bereft }: Rings): Violation[] {
  const broken: Violation[] = bereft.map((id) => ({
    rule: 'live-successor',
    words: `peer ${id} has no live successor`,
  }));
  const drawn = rings.map((ring) => ring.join(' '));
  if (rings.length > 1)
    broken.push({ rule: 'one-ring', words: `${rings.length} rings: ${drawn.join(' and ')}` });
  for (const [place, ring] of rings.entries()) {
    const turns = windings(ring);
    if (turns > 1) broken.push({ rule: 'one-ring', words: `the ring ${drawn[place]} winds ${turns} times` });
  }
  return broken;
}
