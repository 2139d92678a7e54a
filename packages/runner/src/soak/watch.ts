// Looks at the ring again and again, oftener while it is not ideal, and tells what it saw: each second, and whoever waits.

import { setTimeout } from 'node:timers/promises';
import { openObserver } from '@ringside/peer/client';
import type { Ring } from '../ring/index.ts';
import { Healings } from './healings.ts';
import { History, type Second } from './history.ts';
import { sweepRing, type Sweep } from './sweep.ts';

export interface WatchOptions {
  readonly ring: Ring;
  readonly clock: () => number;
  readonly onSecond: (second: Second) => void;
}

const calmMs = 1_000;
const urgentMs = 250;

export class Watch implements AsyncDisposable {
  readonly healings: Healings = new Healings();
  readonly history: History = new History();
  readonly #options: WatchOptions;
  readonly #ending = new AbortController();
  readonly #looking: Promise<void>;
  readonly #seconds: NodeJS.Timeout;
  #sweep: Promise<Sweep> | undefined;
  #waiting = 0;

  constructor(options: WatchOptions) {
    this.#options = options;
    this.#looking = this.#lookOn();
    this.#seconds = setInterval(() => {
      const closed = this.history.onSecond(options.clock());
      if (closed !== undefined) options.onSecond(closed);
    }, 1_000);
  }

  /** Between two sweeps: a peer that is stopped now leaves no question of ours unanswered. */
  async quiet(): Promise<void> {
    await this.#sweep;
  }

  /**
   * Resolves with the moment of the first sweep, begun from now on, that saw the ring whole and was followed by another of the
   * same picture. Undefined when there was none in time.
   */
  async untilWhole(withinMs: number, signal: AbortSignal): Promise<number | undefined> {
    const { clock } = this.#options;
    const askedAt = clock();
    let before: Sweep | undefined;
    this.#waiting += 1;
    try {
      while (clock() - askedAt < withinMs && !signal.aborted) {
        const { last } = this.history;
        if (last !== undefined && last !== before && last.startedAt >= askedAt) {
          if (before?.isWhole === true && last.isWhole && before.picture === last.picture)
            return before.endedAt;
          before = last;
        }
        await setTimeout(urgentMs / 10);
      }
      return undefined;
    } finally {
      this.#waiting -= 1;
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    clearInterval(this.#seconds);
    this.#ending.abort();
    await this.#looking;
  }

  async #lookOn(): Promise<void> {
    const { ring, clock } = this.#options;
    await using observer = openObserver({ ring: ring.plan.settings.ring });
    let lookedAt = Number.NEGATIVE_INFINITY;
    while (!this.#ending.signal.aborted) {
      if (this.#isUrgent || clock() - lookedAt >= calmMs) {
        lookedAt = clock();
        this.#sweep = sweepRing(ring, observer, clock);
        const sweep = await this.#sweep;
        this.history.onSweep(sweep);
        this.healings.onSweep(sweep);
      }
      // What is urgent may become so at any moment; so it is looked at every time.
      const dueMs = lookedAt + urgentMs - clock();
      await setTimeout(dueMs > 0 ? dueMs : urgentMs / 10);
    }
  }

  get #isUrgent(): boolean {
    return this.#waiting > 0 || this.healings.open > 0 || !this.history.isIdeal;
  }
}
