// Indirect probes, SWIM's ping-req (Das, Gupta, Motivala 2002, section 3.1): who does not answer us may answer somebody else, and then it is the way
// between us that is dead. The peer in the middle keeps nothing: each message names all three. It passes on one message for one, as large, and only
// between peers that it knows at those very addresses, so that nobody can turn it on a stranger.
// The answer also tells what stabilize asks a successor for: a ring stays whole round a way that is cut.
//
//   asker -> proxy -> target      relay-ping
//   target -> proxy -> asker      relay-pong

import { isSameContact, type Contact } from './contact.ts';
import { onHeardThrough } from './detector.ts';
import type { Message } from './message.ts';
import { takesPart } from './phase.ts';
import { onPredHeard } from './rectify.ts';
import { onStateThrough } from './stabilize.ts';
import type { RingState } from './state.ts';
import type { Turn } from './turn.ts';

type Relayed<Kind extends Message['kind']> = Extract<Message, { kind: Kind }>;

/** So many successors fit into a datagram; of a longer list the rest can wait for the way to be mended. */
const succMax = 12;

/** We are the target, and answer the way it came; or the proxy, and pass it on. */
export function onRelayPing(turn: Turn, from: Contact, message: Relayed<'relay-ping'>): void {
  const { asker, target, n } = message;
  const { self, phase, pred, succ } = turn.state;
  if (isSameContact(target, self)) {
    const about = { n, asker, target: self, phase, pred, succ: succ.slice(0, succMax) };
    return turn.send(from, { kind: 'relay-pong', ...about }, 'datagram');
  }
  if (isItself(from, asker)) passOn(turn, target, message);
}

/** We are the asker, and have heard the target; or the proxy, and pass it on. */
export function onRelayPong(turn: Turn, from: Contact, message: Relayed<'relay-pong'>): void {
  const { asker, target } = message;
  if (isSameContact(asker, turn.state.self)) {
    if (onHeardThrough(turn, from, message)) onPredHeard(turn, target);
    onStateThrough(turn, from, message);
  } else if (isItself(from, target)) passOn(turn, asker, message);
}

function passOn(turn: Turn, to: Contact, message: Message): void {
  if (takesPart(turn.state.phase) && isKnownThere(turn.state, to)) turn.send(to, message, 'datagram');
}

/** Did it speak to us from there, or do we have it from a live peer's list? */
function isKnownThere({ known, pred, succ }: RingState, contact: Contact): boolean {
  return [known.get(contact.id), ...pred, ...succ].some(
    (each) => each !== undefined && isItself(each, contact),
  );
}

function isItself(one: Contact, other: Contact): boolean {
  return isSameContact(one, other) && one.address === other.address;
}
