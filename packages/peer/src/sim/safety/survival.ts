// May this peer be lost without taking a promise away? Zave's operating assumption: nobody loses its whole list, and L + 1 principals remain.

import type { Seat } from '../seat.ts';
import type { Simulation } from '../simulation.ts';
import { principals } from './principals.ts';
import { liveSuccessor, ringMembers, stayingMembers } from './ring-rules.ts';

export function wouldSurvive(simulation: Simulation, lost: Seat): boolean {
  const alive = new Map(
    stayingMembers(simulation)
      .filter((seat) => seat !== lost)
      .map(({ self }) => [self.id, self]),
  );
  const taking = ringMembers(simulation).filter((seat) => seat !== lost);
  if (taking.some((seat) => liveSuccessor(seat, alive) === undefined)) return false;
  const standing = principals(simulation).filter((id) => id !== lost.self.id).length;
  return standing > simulation.options.successorsMax;
}
