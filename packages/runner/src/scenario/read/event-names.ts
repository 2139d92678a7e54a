// The events that a peer tells of, by name. The compiler asks for a row when peers gain one.

import type { EventLine } from '@ringside/peer/control';

const events: Readonly<Record<EventLine['event'], true>> = {
  launched: true,
  'ping-sent': true,
  'ping-received': true,
  'pong-received': true,
  forwarded: true,
  'join-received': true,
  joined: true,
  'join-failed': true,
  'succ-changed': true,
  'pred-changed': true,
  departed: true,
  died: true,
  revived: true,
  'phase-changed': true,
  found: true,
  'store-accepted': true,
  stored: true,
  'value-here': true,
  sending: true,
  sent: true,
  'value-at': true,
  receiving: true,
  received: true,
  trouble: true,
  debug: true,
};

export const eventNames: readonly string[] = Object.keys(events);
