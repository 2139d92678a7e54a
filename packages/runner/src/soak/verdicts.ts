// Every `died` that a peer announced: by whom, about whom, and whether it was true. Listens; decides nothing about the ring.

import type { RingEvent } from '../ring/index.ts';
import type { Lives, Truth } from './lives.ts';

export interface DeathNotice {
  readonly atMs: number;
  readonly by: number;
  readonly about: number;
  /** Since the first question that was not answered, by the peer's own clock. */
  readonly afterMs: number;
  readonly truth: Truth;
}

export class DeathNotices {
  readonly #lives: Lives;
  readonly #clock: () => number;
  readonly all: DeathNotice[] = [];

  constructor(lives: Lives, clock: () => number) {
    this.#lives = lives;
    this.#clock = clock;
  }

  onEvent(event: RingEvent): void {
    if (event.kind !== 'notice' || event.event.event !== 'died') return;
    const atMs = this.#clock();
    const { peer: about, afterMs } = event.event;
    this.all.push({ atMs, by: event.id, about, afterMs, truth: this.#lives.truthOf(about, atMs) });
  }

  get false(): readonly DeathNotice[] {
    return this.all.filter(({ truth }) => truth === 'false');
  }

  /** The first that this peer said about that one, from a moment on. */
  first(by: number, about: number, sinceMs: number): DeathNotice | undefined {
    return this.all.find((each) => each.by === by && each.about === about && each.atMs >= sinceMs);
  }
}
