// Turns what peers say into lines, from a given moment on: what they said before is kept and told then, in order.

import type { Show } from '@ringside/peer/voice';
import { peerLines } from '../print/peer-lines.ts';
import type { RingEvent } from '../ring/index.ts';

export interface Hearing {
  readonly onEvent: (event: RingEvent) => void;
  /** The launch has been told; now the peers may be heard. */
  start(): void;
}

export function hearPeers(show: ReadonlySet<Show>, tell: (id: number, line: string) => void): Hearing {
  const early: RingEvent[] = [];
  let hasStarted = false;
  const relay = (event: RingEvent): void => {
    const id = event.kind === 'ready' ? event.peer.id : event.id;
    for (const line of peerLines(event, show)) tell(id, line);
  };
  return {
    onEvent: (event) => {
      if (hasStarted) relay(event);
      else early.push(event);
    },
    start() {
      hasStarted = true;
      for (const event of early.splice(0)) relay(event);
    },
  };
}
