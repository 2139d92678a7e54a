// What a verdict changes: the dead peer leaves every list of ours, and whatever waited for it goes on without it.

import type { Contact } from './contact.ts';
import { rewatch } from './detector.ts';
import { dropHead } from './stabilize.ts';
import { without } from './lists.ts';
import { setPred, setSucc } from './neighbours.ts';
import type { Millis } from './state.ts';
import type { Turn } from './turn.ts';

const silentMax = 64;

/** Our own verdict on a peer: it is dead, `afterMs` after the first question it did not answer. */
export function bury(turn: Turn, contact: Contact, afterMs: Millis): void {
  const wasHead = turn.state.succ[0]?.id === contact.id;
  const wasPred = turn.state.pred[0]?.id === contact.id;
  const { rectifier } = turn.state;
  holdSilent(turn, contact);
  turn.announce({ event: 'died', peer: contact.id, afterMs });
  // What was sent to it is repeated after ever longer pauses; should it come back, a fresh connection is quicker.
  turn.effects.push({ kind: 'hang-up', to: contact.address });
  turn.set({ fingers: turn.state.fingers.filter((finger) => finger.contact.id !== contact.id) });
  rewatch(turn);
  if (wasPred) setPred(turn, rectifier?.id === contact.id ? undefined : rectifier, null);
  if (wasHead) return dropHead(turn, [], 'died', contact.id);
  setSucc(turn, without(turn.state.succ, contact.id), 'died', contact.id);
}

/** Keeps in mind that this peer is silent, so that nobody's old list brings it back before it is heard again. */
export function holdSilent(turn: Turn, contact: Contact, hasLeft: boolean = false): void {
  const until = turn.now + 10 * turn.state.options.pingMs;
  const others = turn.state.silent.filter((each) => each.contact.id !== contact.id && each.until > turn.now);
  turn.set({ silent: [...others, { contact, hasLeft, until }].slice(-silentMax) });
}

/** A peer that we held dead was heard: our verdict was wrong, or it came back. */
export function revive(turn: Turn, contact: Contact): void {
  const { silent } = turn.state;
  if (!silent.some((each) => each.contact.id === contact.id && each.contact.epoch <= contact.epoch)) return;
  turn.set({ silent: silent.filter((each) => each.contact.id !== contact.id) });
  turn.announce({ event: 'revived', peer: contact.id });
}
