// May this peer be lost without taking a promise away? Zave's operating assumption: nobody loses its whole list, and L + 1 principals remain.
// A list on its way is somebody's next one, so it counts like those that are kept.

import type { Contact, Identifier } from '../../ring/index.ts';
import type { Seat } from '../seat.ts';
import type { Simulation } from '../simulation.ts';
import { listsUnderWay, principals } from './principals.ts';
import { firstAlive, ringMembers, stayingMembers } from './ring-rules.ts';

/** Would everybody keep somebody of its list, and enough principals be left, if this peer were lost now? */
export function wouldSurvive(simulation: Simulation, lost: Seat): boolean {
  const alive = new Map(
    stayingMembers(simulation)
      .filter((seat) => seat !== lost)
      .map(({ self }) => [self.id, self]),
  );
  const taking = ringMembers(simulation).filter((seat) => seat !== lost);
  if (taking.some((seat) => firstAlive(seat.state.succ, alive) === undefined)) return false;
  if (isListLost(simulation, alive)) return false;
  const standing = principals(simulation).filter((id) => id !== lost.self.id).length;
  return standing > simulation.options.successorsMax;
}

/** Is there a list under way of which nobody lives? `alive`: those that mean to stay. */
export function isListLost(simulation: Simulation, alive: ReadonlyMap<Identifier, Contact>): boolean {
  const { successorsMax } = simulation.options;
  for (const list of listsUnderWay(simulation)) {
    if (list.length > 0 && firstAlive(list.slice(0, successorsMax), alive) === undefined) return true;
  }
  return false;
}
