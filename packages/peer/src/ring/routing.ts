// Where a walk goes next. Chord's closest preceding peer (Stoica et al. 2003, figure 5), with the choice of how far one may look.

import type { Contact } from './contact.ts';
import { isHeldSilent, withoutSilent } from './lists.ts';
import { between, clockwise, owns, type Identifier } from './space.ts';
import type { Millis, RingState } from './state.ts';
import { isSuspect } from './suspects.ts';

/** Nobody knows less than such a part of a ring, or it is so large that it does not matter. */
const knownShare = 64;

/** `isFinal`: we hold that peer for the owner. */
export interface Hop {
  readonly contact: Contact;
  readonly isFinal: boolean;
}

/** The next peer towards `key`, none of `avoid`; suspects only when there is nobody else. Undefined when nobody is left to ask. */
export function nextHop(
  state: RingState,
  key: Identifier,
  avoid: readonly Identifier[],
  now: Millis,
): Hop | undefined {
  const usable = (contact: Contact): boolean => !avoid.includes(contact.id) && !isHeldSilent(state, contact);
  const { space, routing } = state.options;
  const succ = state.succ.filter(usable);
  const [first] = succ;
  if (first === undefined) return undefined;
  // A key within the list goes straight to its owner, which confirms or passes it one step back.
  const owner = withoutSilent(state, state.succ).find(({ id }) => owns(space, state.self.id, id, key));
  const isFinal = owner !== undefined && usable(owner);
  const isTrusted = (contact: Contact): boolean => !isSuspect(state, contact, now);
  // Whoever stands before a suspect watches it, and knows better.
  if (isFinal && (owner === first || (routing !== 'ring' && isTrusted(owner))))
    return { contact: owner, isFinal };
  // The owner did not answer before, and nobody behind it may answer in its place.
  if (!between(space, state.self.id, first.id, key)) return undefined;
  if (routing === 'ring') return { contact: first, isFinal: false };
  const fingers = routing === 'fingers' ? state.fingers.map((finger) => finger.contact).filter(usable) : [];
  const trusted = [...succ, ...fingers].filter(isTrusted);
  return { contact: closestPreceding(state, key, first, trusted), isFinal: false };
}

/** The farthest of `contacts` that still lies strictly before the key; `first` does. */
function closestPreceding(
  state: RingState,
  key: Identifier,
  first: Contact,
  contacts: readonly Contact[],
): Contact {
  const { space } = state.options;
  const { id } = state.self;
  let best = first;
  for (const contact of contacts) {
    const isBefore = between(space, id, contact.id, key);
    if (isBefore && clockwise(space, id, contact.id) > clockwise(space, id, best.id)) best = contact;
  }
  return best;
}

/** Do we own the key ourselves? Without a pred only the sender's word tells (`isFinal`). */
export function ownsKey(state: RingState, key: Identifier, isFinal: boolean): boolean {
  const [pred] = state.pred;
  if (state.succ.length === 0) return standsAlone(state);
  if (pred === undefined) return isFinal || key === state.self.id;
  return owns(state.options.space, pred.id, state.self.id, key);
}

/**
 * Without a successor: lawfully alone, or isolated and sure of it. While we still look for others (a first member that was
 * just told of them, a member whose list is exhausted) their keys and places are not ours to give.
 */
export function standsAlone(state: RingState): boolean {
  return state.isAlone || (state.phase === 'isolated' && state.refillPauseMs > 0);
}

/** Is our id the last before (or, for a lone peer, the only one near) the place of `key`? */
export function isPlaceOf(state: RingState, key: Identifier): boolean {
  const [head] = state.succ;
  return head === undefined ? standsAlone(state) : owns(state.options.space, state.self.id, head.id, key);
}

/** How far any walk may go: 2 bits + the size of the ring as its density shows it (twice, since it is an estimate). */
export function hopLimit(state: RingState): number {
  return 2 * state.options.space.bits + Math.max(state.known.size + 1, 2 * sizeEstimate(state));
}

/**
 * The size of the ring: exact where our list goes all round it, else as the density of our neighbours shows it. Ids that lie close together
 * by chance, or were given so, make it far too large; whom we know keeps it within reason.
 */
export function sizeEstimate({ options, self, pred, succ, known }: RingState): number {
  const { size } = options.space;
  const [first, last] = [pred.at(-1) ?? self, succ.at(-1) ?? self];
  const behind = clockwise(options.space, first.id, self.id);
  const ahead = clockwise(options.space, self.id, last.id);
  const isWhole = succ.length < options.successorsMax || behind + ahead >= size;
  if (isWhole) return new Set([self, ...pred, ...succ].map(({ id }) => id)).size;
  const density = (pred.length + succ.length) / (behind + ahead);
  return Math.min(Math.ceil(density * size) + 1, knownShare * (known.size + 1));
}
