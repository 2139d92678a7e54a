// Principals (Zave 2017, section 6): members that no list skips. As long as L + 1 of them stand, no list can run past its owner and no ring can split.
// A list that holds a former life of a member skips it too: that contact is dead, and will be dropped.

import {
  between,
  type Contact,
  type Identifier,
  type IdentifierSpace,
  type Message,
  type RingState,
} from '../../ring/index.ts';
import { nextOnCircle, sortIds } from '../../survey/index.ts';
import { living, members } from '../census.ts';
import type { Simulation } from '../simulation.ts';

/** Members that no list skips: not those that peers keep, nor those in open operations, nor those on their way in messages. */
export function principals(simulation: Simulation): Identifier[] {
  const taking = members(simulation);
  const staying = taking.filter(({ state }) => state.phase !== 'leaving');
  const ids = sortIds(staying.map(({ self }) => self.id));
  const next = new Map(ids.map((id, place) => [id, nextOnCircle(ids, place)]));
  const lives = new Map(staying.map(({ self }) => [self.id, self.epoch]));
  const standing = new Set(ids);
  const { space } = simulation.options;
  const skip = (list: readonly Contact[]): void => {
    dropSkipped(space, list, next, standing);
    dropOutlived(list, lives, standing);
  };
  for (const { self, state } of taking) if (state.phase !== 'isolated') skip([self, ...state.succ]);
  for (const list of listsUnderWay(simulation)) skip(list);
  return [...standing];
}

/** Lists that somebody may still adopt: those in open operations and joins, and those in messages that have not arrived. */
export function* listsUnderWay(simulation: Simulation): Iterable<readonly Contact[]> {
  for (const { state } of living(simulation)) yield* listsInWork(state);
  for (const { from, message } of simulation.messages()) {
    const list = listIn(from, message);
    if (list !== undefined) yield list;
  }
}

/** Most steps of a list go from a member to the next one, and skip nobody. */
function dropSkipped(
  space: IdentifierSpace,
  list: readonly Contact[],
  next: ReadonlyMap<Identifier, Identifier | undefined>,
  standing: Set<Identifier>,
): void {
  for (let place = 1; place < list.length; place += 1) {
    const [from, to] = [list[place - 1], list[place]];
    if (from === undefined || to === undefined || next.get(from.id) === to.id) continue;
    for (const id of standing) if (between(space, from.id, id, to.id)) standing.delete(id);
  }
}

/** Drops those whom the list names in a life that is not the present one. Whom `init` gave is named in no life at all. */
function dropOutlived(
  list: readonly Contact[],
  lives: ReadonlyMap<Identifier, number>,
  standing: Set<Identifier>,
): void {
  for (const { id, epoch } of list) if (epoch > 0 && epoch !== lives.get(id)) standing.delete(id);
}

function* listsInWork({ op, join }: RingState): Iterable<readonly Contact[]> {
  if (join?.place !== undefined) yield [join.place, ...join.heads];
  if (op?.kind !== 'refill') return;
  for (const { contact, succ } of op.answers) yield [contact, ...succ];
}

/** The list in a message that its receiver may adopt. */
function listIn(from: Contact, message: Message): readonly Contact[] | undefined {
  switch (message.kind) {
    case 'state':
      return [from, ...message.succ];
    case 'relay-pong':
      return [message.target, ...message.succ];
    case 'found':
      return message.seek === 'place' ? [from, ...message.succ] : undefined;
    case 'leave':
      return message.succ;
    default:
      return undefined;
  }
}
