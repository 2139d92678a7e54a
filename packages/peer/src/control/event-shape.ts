// The fields that each event must carry on the control protocol, as one table. Names and kinds only; what they mean is in ring/notice.ts.

import type { Notice } from '../ring/notice.ts';

export type FieldKind = 'number' | 'amount' | 'number?' | 'numbers' | 'text' | 'text?' | 'texts' | 'flag';

type FieldsOf<Event> = { readonly [Name in Exclude<keyof Event, 'event'>]: FieldKind };

/** Written per event name, so that the compiler asks for a row when a notice gains a field. */
export const eventShapes: { readonly [Name in Notice['event']]: FieldsOf<Extract<Notice, { event: Name }>> } =
  {
    launched: { succ: 'numbers' },
    'ping-sent': { to: 'numbers' },
    'ping-received': { from: 'number' },
    'pong-received': { from: 'number' },
    forwarded: {
      purpose: 'text',
      asker: 'number',
      name: 'text?',
      to: 'number',
      isSuccessor: 'flag',
      isAsker: 'flag',
    },
    'join-received': { asker: 'number', route: 'numbers' },
    joined: { pred: 'numbers', succ: 'numbers', route: 'numbers' },
    'join-failed': { code: 'text', message: 'text' },
    'succ-changed': {
      slot: 'number',
      from: 'number?',
      to: 'number?',
      succ: 'numbers',
      reason: 'text',
      by: 'number?',
    },
    'pred-changed': { pred: 'numbers', from: 'number?' },
    departed: { peer: 'number' },
    died: { peer: 'number', afterMs: 'amount' },
    revived: { peer: 'number' },
    'phase-changed': { phase: 'text', was: 'text', why: 'text' },
    found: { purpose: 'text', name: 'text?', owner: 'number', route: 'numbers' },
    'store-accepted': { name: 'text', from: 'number?' },
    stored: { name: 'text', bytes: 'number', source: 'text' },
    'value-here': { name: 'text' },
    sending: { name: 'text', to: 'number?' },
    sent: { name: 'text', bytes: 'number' },
    'value-at': { name: 'text', owner: 'number' },
    receiving: { name: 'text', owner: 'number' },
    received: { name: 'text', bytes: 'number', path: 'text' },
    trouble: { code: 'text', message: 'text' },
    debug: { message: 'text' },
  };

export function isEventName(name: unknown): name is Notice['event'] {
  return typeof name === 'string' && Object.hasOwn(eventShapes, name);
}
