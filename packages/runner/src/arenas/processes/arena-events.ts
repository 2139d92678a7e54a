// What happens in a ring of processes, as an arena tells it. Pure.

import type { RingEvent } from '../../ring/index.ts';
import type { ArenaEvent } from '../../scenario/index.ts';

export function arenaEvents(event: RingEvent): readonly ArenaEvent[] {
  switch (event.kind) {
    case 'ready':
      return [];
    case 'notice':
      return [{ kind: 'notice', id: event.id, notice: event.event }];
    case 'text':
      return [{ kind: 'text', id: event.id, text: event.text }];
    case 'ended': {
      const { kind, ...ending } = event;
      return [{ kind, ending }];
    }
  }
}
