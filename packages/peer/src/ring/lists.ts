// Lists of contacts in ring order. Pure arithmetic on lists: who may be in one and in which order, never why.

import type { Contact } from './contact.ts';
import { between, clockwise, type Identifier } from './space.ts';
import { refillPauseMaxMs, type RingState } from './state.ts';

/**
 * A successor list from a head and the head's own list: stops before self, before a repeat, and before a contact
 * out of clockwise order; cut to L (Zave 2017, section 4: successor lists are extended, never invented).
 */
export function successorList(state: RingState, head: Contact, rest: readonly Contact[]): readonly Contact[] {
  const { self, options } = state;
  const list: Contact[] = [];
  let last: Identifier = self.id;
  for (const named of [head, ...rest]) {
    const contact = latestLife(state, named);
    if (list.length === options.successorsMax) break;
    if (contact.id === self.id || (list.length > 0 && !between(options.space, last, contact.id, self.id)))
      break;
    list.push(contact);
    last = contact.id;
  }
  return list;
}

/** Others may name a former life of a peer that we have met again since. */
export function latestLife(state: RingState, contact: Contact): Contact {
  const known = state.known.get(contact.id);
  return known !== undefined && known.epoch > contact.epoch ? known : contact;
}

/** The list without that id, whatever its epoch. */
export function without(list: readonly Contact[], id: Identifier): readonly Contact[] {
  return list.some((contact) => contact.id === id) ? list.filter((contact) => contact.id !== id) : list;
}

/** The list without peers that we hold for dead. Whoever copies a live peer's list uses `believed` (bury.ts). */
export function withoutSilent(state: RingState, list: readonly Contact[]): readonly Contact[] {
  return list.filter((contact) => !isHeldSilent(state, contact));
}

/** Judged dead or refused lately, and not heard since? A later life of the same peer is not. */
export function isHeldSilent(state: RingState, contact: Contact): boolean {
  return state.silent.some(
    (entry) => entry.contact.id === contact.id && entry.contact.epoch >= contact.epoch,
  );
}

/** Did this life of that peer say good-bye? */
export function hasLeft(state: RingState, contact: Contact): boolean {
  return state.silent.some(
    (entry) => entry.hasLeft && entry.contact.id === contact.id && entry.contact.epoch >= contact.epoch,
  );
}

/** Would `contact` come before our present head? */
export function isNearerSuccessor(state: RingState, contact: Contact): boolean {
  const head = state.succ[0];
  if (contact.id === state.self.id) return false;
  return head === undefined || between(state.options.space, state.self.id, contact.id, head.id);
}

/** While the successors of `init` are looked for, only they will do: whoever else speaks first may be the farthest of all. */
export function mayBeSuccessor({ given, refillPauseMs }: RingState, id: Identifier): boolean {
  return given.length === 0 || given.includes(id) || refillPauseMs >= refillPauseMaxMs;
}

/** Contacts sorted clockwise from self, nearest first. */
export function nearestFirst(state: RingState, contacts: Iterable<Contact>): Contact[] {
  const { space } = state.options;
  return [...contacts].toSorted(
    (a, b) => clockwise(space, state.self.id, a.id) - clockwise(space, state.self.id, b.id),
  );
}

/** The same contacts in the same order? */
export function isSameList(a: readonly Contact[], b: readonly Contact[]): boolean {
  return (
    a.length === b.length &&
    a.every((contact, slot) => contact.id === b[slot]?.id && contact.epoch === b[slot]?.epoch)
  );
}

/** The ids of a list. */
export function idsOf(list: readonly Contact[]): Identifier[] {
  return list.map((contact) => contact.id);
}
