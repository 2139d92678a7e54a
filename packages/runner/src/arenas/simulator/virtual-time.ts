// A player's promises on a virtual clock: time stands still while anybody has something to do, and leaps when all wait. So the same plan gives the
// same events, whatever the machine is doing.

import { setImmediate } from 'node:timers/promises';
import type { Simulation } from '@ringside/peer/sim';

/** Nobody waits so long without a look at the ring: whoever does has lost the thread. */
const leapMaxMs = 3_600_000;

export class VirtualTime {
  readonly #simulation: Simulation;
  #isWoken = false;

  constructor(simulation: Simulation) {
    this.#simulation = simulation;
  }

  now(): number {
    return this.#simulation.now;
  }

  /** Something that somebody waits for has happened: time stands still until he has done what he wants. */
  wake(): void {
    this.#isWoken = true;
  }

  async sleep(ms: number, signal: AbortSignal | undefined): Promise<void> {
    if (signal?.aborted === true) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    const end = (): void => {
      signal?.removeEventListener('abort', end);
      this.wake();
      resolve();
    };
    signal?.addEventListener('abort', end);
    this.#simulation.at(this.now() + Math.max(0, ms), end);
    await promise;
  }

  /** Moves time until the work is done. */
  async drive<Result>(work: Promise<Result>): Promise<Result> {
    let isOver = false;
    const over = (): void => {
      isOver = true;
    };
    work.then(over, over);
    while (!isOver) {
      // All that was woken runs to its next wait before this resolves.
      // oxlint-disable-next-line no-await-in-loop
      await setImmediate();
      if (isOver) break;
      this.#isWoken = false;
      this.#simulation.clock.runWhile(() => !this.#isWoken, this.now() + leapMaxMs);
    }
    return await work;
  }
}
