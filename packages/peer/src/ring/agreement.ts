// Agreement: our lists are what they would be after one more answer of our head. Then it need not be told whole: the head says only that nothing changed.

import { isSameContact, type Contact } from './contact.ts';
import { isSameList, successorList } from './lists.ts';
import type { Message } from './message.ts';
import type { Turn } from './turn.ts';

/** The head whose lists, in its version, ours agreed with in our own version. */
export interface Agreement {
  readonly head: Contact;
  readonly headVersion: number;
  readonly version: number;
}

/** Asks the head for its state; or, when we agree with what it said last, whether that has changed. */
export function askHead(
  turn: Turn,
  head: Contact,
  n: number,
  channel: 'stream' | 'datagram' = 'stream',
): void {
  const { agreed } = turn.state;
  const question =
    agreed !== undefined && isAgreed(turn, head)
      ? ({ kind: 'ask-change', n, version: agreed.headVersion } as const)
      : ({ kind: 'ask-state', n } as const);
  turn.send(head, question, channel);
}

/** Did our lists agree with that head when it last told them, and have they stayed as they were? */
export function isAgreed({ state }: Turn, head: Contact): boolean {
  const { agreed, version } = state;
  return agreed !== undefined && isSameContact(agreed.head, head) && agreed.version === version;
}

/** The head's answer was taken over; when it was so whole, and the head holds us for its pred, another one like it would change nothing. */
export function agree(turn: Turn, head: Contact, answer: Extract<Message, { kind: 'state' }>): void {
  const { self, succ, version } = turn.state;
  const isSame = isSameList(succ, successorList(turn.state, head, answer.succ));
  const agreed =
    isSame && isSameContact(answer.pred[0], self)
      ? { head, headVersion: answer.version, version }
      : undefined;
  if (agreed !== undefined || turn.state.agreed !== undefined) turn.set({ agreed });
}
