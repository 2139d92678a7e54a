// Rectify, from Zave 2017, section 4: a peer says that we are its successor. Our pred gives way to a nearer one, or to anybody once it is found dead; never unprobed.

import { isSameContact, type Contact } from './contact.ts';
import { startProbing } from './detector.ts';
import { isHeldSilent } from './lists.ts';
import { learnBeyond, setPred } from './neighbours.ts';
import { between } from './space.ts';
import { considerCandidate } from './stabilize.ts';
import type { Turn } from './turn.ts';

/** `beyond` is what the sender says of its own pred. */
export function onNotify(turn: Turn, from: Contact, beyond: Contact | null): void {
  const { pred, self, options, succ } = turn.state;
  const [nearest] = pred;
  if (isSameContact(nearest, from)) learnBeyond(turn, beyond);
  else if (
    nearest === undefined ||
    nearest.id === from.id ||
    between(options.space, nearest.id, from.id, self.id)
  ) {
    setPred(turn, from, beyond);
  } else {
    turn.set({ rectifier: nearerRectifier(turn, from) });
    startProbing(turn, nearest);
  }
  if (succ.length === 0) considerCandidate(turn, from, 'stabilize');
}

/** Of those who notify us while pred is probed, the nearest is to follow it, whoever speaks last. */
function nearerRectifier({ state }: Turn, from: Contact): Contact {
  const { rectifier, self, options } = state;
  const isBeyond = rectifier !== undefined && between(options.space, from.id, rectifier.id, self.id);
  return isBeyond && !isHeldSilent(state, rectifier) ? rectifier : from;
}

/**
 * What pred says of its own successors. When it no longer points at us but at somebody between us, that one has to hear of us:
 * nobody else may know that we are its successor.
 */
export function onSuccOfPred(turn: Turn, from: Contact, succ: readonly Contact[]): void {
  const { pred, self, options } = turn.state;
  const [nearest] = pred;
  const [head] = succ;
  if (head === undefined || nearest === undefined || !isSameContact(nearest, from)) return;
  if (head.id !== self.id && between(options.space, nearest.id, head.id, self.id))
    turn.send(head, { kind: 'candidate' });
}

/** Our pred was heard: nobody replaces it. */
export function onPredHeard(turn: Turn, from: Contact): void {
  if (turn.state.rectifier !== undefined && isSameContact(turn.state.pred[0], from))
    turn.set({ rectifier: undefined });
}
