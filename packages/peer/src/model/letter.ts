// A message on its way, as its receiver will read it. Only those that can change a list of neighbours; what is left out only hastens or repeats
// what may happen anyway (changed), or is another matter (leave, merge, lookups). `pong` stands for a ping or its answer: it arrives at once.

import type { Contact, Message } from '../ring/index.ts';
import { contactOf, nobody, seenFrom, whoAt, whoIs, type Who } from './who.ts';
import { openN } from './unfold.ts';

export type LetterKind =
  | 'ask-state'
  | 'state'
  | 'not-member'
  | 'notify'
  | 'candidate'
  | 'find'
  | 'found'
  | 'pong';

export interface Letter {
  readonly kind: LetterKind;
  readonly from: Who;
  readonly pred: Who;
  readonly succ: readonly Who[];
}

const walkN = 2;

/** What a peer of that life sends to the one `steps` further on. Undefined when the model does not carry it. */
export function letterOf(message: Message, life: number, steps: number, places: number): Letter | undefined {
  const read = (contact: Contact | undefined): Who => seenFrom(whoIs(contact), steps, places);
  const from = seenFrom(whoAt(0, life), steps, places);
  switch (message.kind) {
    case 'ask-state':
    case 'not-member':
    case 'notify':
    case 'candidate':
      return { kind: message.kind, from, pred: nobody, succ: [] };
    case 'state':
      return { kind: 'state', from, pred: read(message.pred[0]), succ: message.succ.map(read) };
    case 'found':
      return message.seek === 'place'
        ? { kind: 'found', from, pred: nobody, succ: message.succ.map(read) }
        : undefined;
    default:
      return undefined;
  }
}

/** What the core of the receiver is given. */
export function messageIn({ kind, from, pred, succ }: Letter): Message {
  switch (kind) {
    case 'ask-state':
    case 'not-member':
      return { kind, n: openN };
    case 'notify':
      return { kind, pred: null };
    case 'candidate':
      return { kind };
    case 'state': {
      const lists = { pred: pred === nobody ? [] : [contactOf(pred)], succ: succ.map(contactOf) };
      return { kind, n: openN, version: 0, phase: 'member', ...lists };
    }
    case 'pong':
      return { kind, n: 0, phase: 'member', succ: succ.map(contactOf) };
    case 'found':
      return { kind, n: walkN, seek: 'place', route: [], pred: [], succ: succ.map(contactOf) };
    case 'find': {
      const asker = contactOf(from);
      const walk = { n: walkN, attempt: 1, asker, seek: 'place', key: asker.id, purpose: 'join' } as const;
      return {
        kind,
        walk: { ...walk, name: null, route: [], hopsLeft: 100, isFinal: false, isTraced: false, avoid: [] },
      };
    }
  }
}

/** Says where its sender stood; nobody waits for more than one of each. */
export function isAnswer(kind: LetterKind): boolean {
  return kind === 'state' || kind === 'not-member';
}
