// What must hold of one peer's own state: lists in order, no former lives, everything bounded, no deadline left lying.

import { between, type RingState } from '../../ring/index.ts';
import type { Seat } from '../seat.ts';
import type { Rule, Violation } from './violation.ts';

/** The core is woken in time, or told that it slept: nothing that is due may be left lying for longer than a host calls late. */
const lateMaxMs = 60;

export function stateViolations({ self, state, wakeAt, lagMs }: Seat, now: number): Violation[] {
  const broken: Violation[] = [];
  const say = (rule: Rule, words: string): void =>
    void broken.push({ rule, words: `peer ${self.id}: ${words}` });
  const { space, successorsMax } = state.options;
  let last = self.id;
  for (const { id } of state.succ) {
    const isOrdered = id !== self.id && (last === self.id || between(space, last, id, self.id));
    if (!isOrdered) say('lists', `successor ${id} is out of order`);
    last = id;
  }
  for (const list of [state.succ, state.pred]) {
    for (const { id, epoch } of list)
      if (epoch < (state.known.get(id)?.epoch ?? 0))
        say('epochs', `a former life of peer ${id} is in a list`);
  }
  if (wakeAt < now - lateMaxMs - lagMs) say('bounds', `a deadline lies ${now - wakeAt} ms in the past`);
  const limits = boundsOf(state, successorsMax, space.bits);
  for (const [name, size, max] of limits) if (size > max) say('bounds', `${size} ${name}, more than ${max}`);
  return broken;
}

function boundsOf(
  state: RingState,
  successorsMax: number,
  bits: number,
): (readonly [name: string, size: number, max: number])[] {
  return [
    ['successors', state.succ.length, successorsMax],
    ['predecessors', state.pred.length, 2],
    // Three by the lists, and those in doubt until their verdict.
    ['watches', state.watches.length, 3 + 8],
    ['candidates', state.candidates.length, 8],
    ['silent', state.silent.length, 64],
    ['suspects', state.suspects.length, 64],
    ['known', state.known.size, 1_024],
    ['lookups', state.lookups.length, 1_024],
    ['fingers', state.fingers.length, bits],
  ];
}
