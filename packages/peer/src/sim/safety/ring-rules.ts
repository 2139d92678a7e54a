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

/** The first of its list that is a member in the very life it is known by. */
export function liveSuccessor(seat: Seat, alive: ReadonlyMap<Identifier, Contact>): Contact | undefined {
  return seat.state.succ.find(({ id, epoch }) => {
    const member = alive.get(id);
    return member !== undefined && (epoch === member.epoch || epoch === 0);
  });
}

/** Members by id. */
export function membersById(simulation: Simulation): ReadonlyMap<Identifier, Contact> {
  return new Map(members(simulation).map(({ self }) => [self.id, self]));
}

export function ringViolations(simulation: Simulation): Violation[] {
  const alive = membersById(simulation);
  const broken: Violation[] = [];
  const next = new Map<Identifier, Identifier>();
  for (const seat of ringMembers(simulation)) {
    const live = liveSuccessor(seat, alive);
    if (live === undefined && !seat.state.isAlone)
      broken.push({ rule: 'live-successor', words: `peer ${seat.self.id} has no live successor` });
    next.set(seat.self.id, live?.id ?? seat.self.id);
  }
  const rings = cycles(next);
  if (rings.length > 1)
    broken.push({
      rule: 'one-ring',
      words: `${rings.length} rings: ${rings.map((ring) => ring.join(' ')).join(' and ')}`,
    });
  for (const ring of rings) {
    const turns = windings(ring);
    if (turns > 1)
      broken.push({ rule: 'one-ring', words: `the ring ${ring.join(' ')} winds ${turns} times` });
  }
  return broken;
}
