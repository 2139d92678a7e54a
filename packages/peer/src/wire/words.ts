// The words of the wire and their numbers: a message says the number. Numbers are never given to another word; new words go to the end.

import type { Phase, Seek, StuckCode, WalkPurpose } from '../ring/index.ts';
import type { WireMessage } from './envelope.ts';

export const phases: readonly Phase[] = [
  'idle',
  'joining',
  'member',
  'leaving',
  'left',
  'fenced',
  'isolated',
];
export const seeks: readonly Seek[] = ['owner', 'place', 'near'];
export const purposes: readonly WalkPurpose[] = ['join', 'store', 'request', 'lookup', 'upkeep'];
export const stuckCodes: readonly StuckCode[] = ['hop-limit', 'not-member', 'no-way', 'unsettled'];

type Kind = WireMessage['kind'];

/** The number of each kind of message; the compiler asks for that of a new one. */
export const numberOfKind: Readonly<Record<Kind, number>> = {
  ping: 0,
  pong: 1,
  'ask-state': 2,
  state: 3,
  'not-member': 4,
  notify: 5,
  changed: 6,
  superseded: 7,
  candidate: 8,
  leave: 9,
  'leave-heard': 10,
  find: 11,
  found: 12,
  stuck: 13,
  passed: 14,
  caller: 15,
  hello: 16,
  who: 17,
  'ask-status': 18,
  status: 19,
  'ask-lookup': 20,
  'lookup-done': 21,
  failed: 22,
  put: 23,
  'put-go': 24,
  'put-end': 25,
  'put-done': 26,
  get: 27,
  'ask-change': 29,
  same: 30,
  'relay-ping': 31,
  'relay-pong': 32,
  claim: 33,
  granted: 34,
  contested: 35,
  open: 36,
  opened: 37,
  copy: 38,
  copied: 39,
  whole: 40,
  'whole-heard': 41,
  digest: 42,
  differences: 43,
  collect: 44,
  values: 45,
  replicate: 46,
  prepared: 47,
  commit: 48,
  committed: 49,
  declined: 50,
  abandon: 51,
  'ask-held': 52,
  held: 53,
  depart: 54,
  relieved: 55,
  offer: 56,
  'offer-heard': 57,
  store: 58,
  stored: 59,
  request: 60,
  value: 61,
  moved: 62,
  refused: 63,
  'get-go': 64,
  'ask-store': 65,
  'store-done': 66,
  'ask-request': 67,
  'request-done': 68,
  'ask-keys': 69,
  keys: 70,
};

/** By number. */
export const kinds: readonly string[] = byNumber();

function byNumber(): string[] {
  const words: string[] = [];
  for (const [kind, number] of Object.entries(numberOfKind)) words[number] = kind;
  // A number that no message has any more stands for nothing.
  return Array.from(words, (kind) => kind ?? 'nothing');
}
