// What peers say, as lines of the runner: whole, each with its speaker in front. Pure.

import { classicLines, launchMark, type Show } from '@ringside/peer/voice';
import type { RingEvent } from '../ring/index.ts';

/** `[4] > Peer 15 Join request forwarded to my successor` */
export function peerLines(event: RingEvent, show: ReadonlySet<Show>): string[] {
  switch (event.kind) {
    case 'ready':
      return [];
    case 'notice':
      // The launch heading has told this one, in order and for everybody.
      if (event.event.event === 'launched') return [];
      return classicLines(event.event, { id: event.id, show }).map((line) => `[${event.id}] ${line}`);
    case 'text':
      return [`[${event.id}] ${event.text}`];
    case 'ended':
      return event.state === 'gone' ? [`[${event.id}] has gone: it ${event.how}`] : [];
  }
  return [];
}

/** The seeds' heading: one line a peer, each with its first two successors. `ids` in the order of the ring. */
export function launchLines(ids: readonly number[]): string[] {
  const marks = ids.map((id, place) => {
    const next = [1, 2].slice(0, ids.length - 1).map((step) => ids[(place + step) % ids.length]);
    return `■ ${launchMark(
      id,
      next.filter((each) => each !== undefined),
    )}`;
  });
  return ['Launching peers:', ...marks, ''];
}
