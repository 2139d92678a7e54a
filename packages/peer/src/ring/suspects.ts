// Suspects: peers whose answer is late, or at whom somebody's walk was lost. Routing passes over them until they are heard, and the detector looks after
// those in our list; no list changes for a suspicion, no key gets another owner, nobody is held dead. So hearsay may begin one, and it ends by itself.

import type { Contact } from './contact.ts';
import { doubt } from './detector.ts';
import type { Identifier } from './space.ts';
import type { Millis, RingState } from './state.ts';
import type { Turn } from './turn.ts';
import { askWhetherAlive } from './twin.ts';

const suspectsMax = 64;
/** Whoever is asked has so long to answer. */
const answerMs = 500;
/** Intervals until it is forgotten: by then our list and our finger are renewed. */
const lastsIntervals = 3;
const never: Millis = Number.POSITIVE_INFINITY;

/** A peer that was asked whether it lives, and that routing passes over from `since` on. */
export interface Suspect {
  readonly id: Identifier;
  /** Infinity: it has answered. */
  readonly since: Millis;
  /** When it is forgotten. */
  readonly until: Millis;
}

/** Is this peer to be passed over now? */
export function isSuspect({ suspects }: RingState, { id }: Contact, now: Millis): boolean {
  return suspects.some((suspect) => suspect.id === id && isCurrent(suspect, now));
}

/** Is anybody to be passed over now? */
export function hasSuspects({ suspects }: RingState, now: Millis): boolean {
  return suspects.some((suspect) => isCurrent(suspect, now));
}

function isCurrent({ since, until }: Suspect, now: Millis): boolean {
  return since <= now && now < until;
}

/** Somebody's walk was lost at these peers: those to whom we would send others are suspects at once, and asked. */
export function suspectNamed(turn: Turn, ids: readonly Identifier[]): void {
  if (ids.length === 0) return;
  const named = others(turn.state).filter(({ id }) => ids.includes(id));
  ask(turn, named, turn.now);
}

/** Somebody died, or swallowed a walk of ours, and seldom is it one alone: all to whom walks go are asked, and have a moment to answer. */
export function suspectAll(turn: Turn): void {
  ask(turn, others(turn.state), turn.now + answerMs);
}

/** It was heard. For an interval nobody can make it a suspect again: so each is asked once at most in that time, whatever we are told. */
export function clearSuspect(turn: Turn, { id }: Contact): void {
  const { suspects, options } = turn.state;
  if (!suspects.some((each) => each.id === id && each.since !== never)) return;
  const cleared = { id, since: never, until: turn.now + options.pingMs };
  turn.set({ suspects: suspects.map((each) => (each.id === id ? cleared : each)) });
}

/** Forgets whose time is over; has the detector judge those in our list, since whoever copies the list would send its walks to them too. */
export function suspectTick(turn: Turn): void {
  const { suspects, succ } = turn.state;
  if (suspects.length === 0) return;
  turn.set({ suspects: suspects.filter(({ until }) => until > turn.now) });
  for (const contact of succ) if (isSuspect(turn.state, contact, turn.now)) doubt(turn, contact);
}

/** Asks each that was not asked lately. Without an answer it is a suspect from `since` on. */
function ask(turn: Turn, contacts: readonly Contact[], since: Millis): void {
  const { suspects, options } = turn.state;
  const fresh = contacts.filter(({ id }) => !suspects.some((each) => each.id === id));
  if (fresh.length === 0) return;
  const until = turn.now + lastsIntervals * options.pingMs;
  const added = fresh.map(({ id }) => ({ id, since, until }));
  turn.set({ suspects: [...suspects, ...added].slice(-suspectsMax) });
  for (const contact of fresh) askWhetherAlive(turn, contact);
}

/** To whom a walk may go, each once; the head is the detector's, and walks go to it when there is nobody else. */
function others({ succ, fingers, options }: RingState): readonly Contact[] {
  if (options.routing === 'ring') return [];
  const reach = options.routing === 'fingers' ? fingers.map(({ contact }) => contact) : [];
  const all = new Map([...succ, ...reach].map((contact) => [contact.id, contact]));
  return [...all.values()].filter(({ id }) => id !== succ[0]?.id);
}
