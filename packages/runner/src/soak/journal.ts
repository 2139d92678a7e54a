// The last things that peers said and that happened to them, in order: evidence of how a ring healed, or why it did not. Bounded.

import type { MemberState, RingEvent } from '../ring/index.ts';

const entriesMax = 10_000;

export interface Entry {
  readonly atMs: number;
  readonly peer: number;
  /** `died peer=5 afterMs=2700`, `ready pid=4711`, `ended was ended by SIGKILL`, or a line that it printed. */
  readonly what: string;
}

/** A process that ended without having been told to. */
export interface Death {
  readonly atMs: number;
  readonly peer: number;
  readonly how: string;
}

const unasked: MemberState = 'gone';

export class Journal {
  readonly #clock: () => number;
  #entries: Entry[] = [];
  readonly gone: Death[] = [];

  constructor(clock: () => number) {
    this.#clock = clock;
  }

  get entries(): readonly Entry[] {
    return this.#entries;
  }

  note(peer: number, what: string): void {
    this.#entries.push({ atMs: Math.round(this.#clock()), peer, what });
    if (this.#entries.length >= 2 * entriesMax) this.#entries = this.#entries.slice(-entriesMax);
  }

  onEvent(event: RingEvent): void {
    switch (event.kind) {
      case 'ready':
        return this.note(event.peer.id, `ready pid=${event.peer.pid}`);
      case 'text':
        return this.note(event.id, event.text);
      case 'ended':
        if (event.state === unasked) this.gone.push({ atMs: this.#clock(), peer: event.id, how: event.how });
        return this.note(event.id, `ended ${event.how}`);
      case 'notice': {
        const { rs: _version, type: _type, at: _at, event: name, ...fields } = event.event;
        const said = Object.entries(fields).map(([field, value]) => `${field}=${JSON.stringify(value)}`);
        return this.note(event.id, [name, ...said].join(' '));
      }
    }
  }
}
