// What must hold of one peer's own state: lists in order, no former lives, everything bounded, no deadline left lying. Looked at after every
// event, so only what the event may have changed is looked at.

import { between, type Contact, type RingState } from '../../ring/index.ts';
import type { Seat } from '../seat.ts';
import type { Rule, Violation } from './violation.ts';

/** The core is woken in time, or told that it slept: nothing that is due may be left lying for longer than a host calls late. */
const lateMaxMs = 60;
/** Three by the lists, and those in doubt until their verdict. */
const watchesMax = 3 + 8;

/** `before` is the state that the event found: what is the same in both was looked at then. Without it, all is looked at. */
export function stateViolations(
  { self, state, wakeAt, lagMs }: Seat,
  now: number,
  before?: RingState,
): readonly Violation[] {
  const broken: Violation[] = [];
  const say = (rule: Rule, words: string): void =>
    void broken.push({ rule, words: `peer ${self.id}: ${words}` });
  const { succ, pred, known } = state;
  if (succ !== before?.succ) sayDisorder(state, say);
  if (succ !== before?.succ || known !== before.known) sayFormerLives(succ, known, say);
  if (pred !== before?.pred || known !== before.known) sayFormerLives(pred, known, say);
  if (wakeAt < now - lateMaxMs - lagMs) say('bounds', `a deadline lies ${now - wakeAt} ms in the past`);
  sayExcess(state, say);
  return broken;
}

type Say = (rule: Rule, words: string) => void;

function sayDisorder({ self, succ, options }: RingState, say: Say): void {
  let last = self.id;
  for (const { id } of succ) {
    const isOrdered = id !== self.id && (last === self.id || between(options.space, last, id, self.id));
    if (!isOrdered) say('lists', `successor ${id} is out of order`);
    last = id;
  }
}

function sayFormerLives(list: readonly Contact[], known: RingState['known'], say: Say): void {
  for (const { id, epoch } of list)
    if (epoch < (known.get(id)?.epoch ?? 0)) say('epochs', `a former life of peer ${id} is in a list`);
}

function sayExcess(state: RingState, say: Say): void {
  const { successorsMax, space } = state.options;
  const atMost = (max: number, name: string, size: number): void => {
    if (size > max) say('bounds', `${size} ${name}, more than ${max}`);
  };
  atMost(successorsMax, 'successors', state.succ.length);
  atMost(2, 'predecessors', state.pred.length);
  atMost(watchesMax, 'watches', state.watches.length);
  atMost(8, 'candidates', state.candidates.length);
  atMost(64, 'silent', state.silent.length);
  atMost(64, 'suspects', state.suspects.length);
  atMost(1_024, 'known', state.known.size);
  atMost(1_024, 'lookups', state.lookups.length);
  atMost(space.bits, 'fingers', state.fingers.length);
}
