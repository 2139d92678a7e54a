// Chord's finger table (Stoica et al. 2003, section 4.3): finger i is the owner of self + 2^i. A wrong finger costs hops, never a wrong answer.

import { isSameContact, type Address, type Contact } from './contact.ts';
import { startLookup } from './lookup.ts';
import { owns, toIdentifier, type Identifier } from './space.ts';
import type { RingState } from './state.ts';
import type { Turn } from './turn.ts';

const quickMs = 50;

/** Refreshes one finger, the nearest first, since each leads to the next: at once while they change, else one an interval. */
export function fingerTick(turn: Turn): void {
  const { state, now } = turn;
  if (state.fingerAt > now) return;
  turn.set({ fingerAt: now + turn.jitter(state.options.pingMs) });
  if (state.phase !== 'member') return;
  const { space } = state.options;
  const first = firstBeyondList(state);
  turn.set({ fingers: state.fingers.filter((finger) => finger.index >= first) });
  if (first === space.bits) return;
  const index = Math.max(first, state.fingerIndex);
  turn.set({ fingerIndex: index + 1 < space.bits ? index + 1 : 0 });
  const use = { kind: 'finger', index } as const;
  const wanted = {
    use,
    seek: 'owner',
    key: fingerStart(state, index),
    purpose: 'upkeep',
    name: null,
  } as const;
  // The present finger is asked first: it confirms, or passes the question one step back. Only without one is there a walk.
  const present = turn.state.fingers.find((finger) => finger.index === index);
  startLookup(turn, present === undefined ? wanted : { ...wanted, via: present.contact.address });
}

function fingerStart({ options, self }: RingState, index: number): Identifier {
  return toIdentifier(options.space, self.id + 2 ** index);
}

/** The lowest finger that the successor list does not cover; `bits` when it covers the whole ring. */
function firstBeyondList(state: RingState): number {
  const { options, self, succ } = state;
  const last = succ.at(-1);
  if (last === undefined || succ.length < options.successorsMax) return options.space.bits;
  let index = 0;
  while (index < options.space.bits && owns(options.space, self.id, last.id, fingerStart(state, index)))
    index += 1;
  return index;
}

/** The owner of a finger's start is known. */
export function onFingerFound(turn: Turn, index: number, contact: Contact): void {
  const { fingers, self } = turn.state;
  const old = fingers.find((finger) => finger.index === index);
  const others = fingers.filter((finger) => finger.index !== index);
  turn.set({ fingers: contact.id === self.id ? others : [...others, { index, contact }] });
  if (!isSameContact(old?.contact, contact) && contact.id !== self.id) {
    turn.set({ fingerAt: Math.min(turn.state.fingerAt, turn.now + quickMs) });
  }
}

/** The present finger did not answer: look for another one at once. */
export function onFingerLost(turn: Turn, index: number, via: Address | undefined): void {
  if (via === undefined) return;
  const fingers = turn.state.fingers.filter((finger) => finger.contact.address !== via);
  turn.set({ fingers, fingerIndex: index, fingerAt: Math.min(turn.state.fingerAt, turn.now + quickMs) });
}
