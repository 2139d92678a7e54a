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
export const seeks: readonly Seek[] = ['owner', 'place'];
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
  value: 28,
  'ask-change': 29,
  same: 30,
  'relay-ping': 31,
  'relay-pong': 32,
};

/** By number. */
export const kinds: readonly string[] = Object.entries(numberOfKind)
  .toSorted(([, a], [, b]) => a - b)
  .map(([kind]) => kind);
