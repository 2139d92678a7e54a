// Chord's finger table (Stoica et al. 2003, section 4.3): finger i is the owner of self + 2^i. A wrong finger costs hops, never a wrong answer.

import { isSameContact, type Contact } from './contact.ts';
import { startLookup } from './lookup.ts';
import { between, toIdentifier } from './space.ts';
import type { Turn } from './turn.ts';

const quickMs = 50;

/** Refreshes one finger: the next at once while they change, else one an interval. */
export function fingerTick(turn: Turn): void {
  const { state, now } = turn;
  if (state.fingerAt > now) return;
  turn.set({ fingerAt: now + turn.jitter(state.options.pingMs) });
  const last = state.succ.at(-1);
  if (state.phase !== 'member' || last === undefined) return;
  const { space, successorsMax } = state.options;
  const key = toIdentifier(space, state.self.id + 2 ** state.fingerIndex);
  // Fingers within the successor list are in it already; then the round begins again.
  const isCovered =
    state.succ.length < successorsMax || key === last.id || between(space, state.self.id, key, last.id);
  const index = isCovered || state.fingerIndex === 0 ? space.bits - 1 : state.fingerIndex - 1;
  turn.set({
    fingerIndex: index,
    fingers: isCovered ? state.fingers.filter((finger) => finger.index > state.fingerIndex) : state.fingers,
  });
  if (isCovered) return;
  const use = { kind: 'finger', index: state.fingerIndex } as const;
  startLookup(turn, { use, seek: 'owner', key, purpose: 'upkeep', name: null });
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
