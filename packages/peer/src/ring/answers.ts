// What a peer says of itself when it is asked. Every answer is a snapshot of this instant, also in the middle of our own operation; there is no "busy".

import type { Contact } from './contact.ts';
import type { Channel } from './effect.ts';
import type { Message } from './message.ts';
import { learnBeyond } from './neighbours.ts';
import { takesPart } from './phase.ts';
import { onSuccOfPred } from './rectify.ts';
import type { Turn } from './turn.ts';

/** Answered in every phase; a ping of our pred also says who stands before it. */
export function onPing(
  turn: Turn,
  from: Contact,
  ping: Extract<Message, { kind: 'ping' }>,
  isTwin: boolean,
  channel: Channel,
): void {
  const { phase, pred, succ, self } = turn.state;
  // Only who holds us for its pred has a use for our head.
  const heads = ping.pred?.id === self.id ? succ.slice(0, 1) : [];
  turn.send(from, { kind: 'pong', n: ping.n, phase, succ: heads }, channel);
  if (!isTwin && pred[0]?.id === from.id) learnBeyond(turn, ping.pred);
  if (!isTwin) onSuccOfPred(turn, from, ping.succ);
  turn.announce({ event: 'ping-received', from: from.id });
}

/** Our lists whole, as long as we take part. */
export function onAskState(turn: Turn, from: Contact, n: number, channel: Channel): void {
  const { version, phase, pred, succ } = turn.state;
  const answer = takesPart(phase)
    ? ({ kind: 'state', n, version, phase, pred, succ } as const)
    : ({ kind: 'not-member', n } as const);
  turn.send(from, answer, channel);
}

/** Our lists, unless they are still what the asker knows of them. */
export function onAskChange(
  turn: Turn,
  from: Contact,
  { n, version }: Extract<Message, { kind: 'ask-change' }>,
  channel: Channel,
): void {
  const { state } = turn;
  if (state.phase !== 'member' || state.version !== version) return onAskState(turn, from, n, channel);
  turn.send(from, { kind: 'same', n }, channel);
}
