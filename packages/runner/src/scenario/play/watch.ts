// Looks at the ring again and again while a plan is played, and tells whoever waits. Every condition is judged by what it saw.

import type { Arena } from './arena.ts';
import { judged, type Sweep } from './sweep.ts';

export interface WatchPace {
  /** From one look to the next while somebody waits for something. */
  readonly urgentMs: number;
  readonly calmMs: number;
}

export class Watch {
  readonly #arena: Arena;
  readonly #pace: WatchPace;
  readonly #ending = new AbortController();
  readonly #onSweep: (sweep: Sweep) => void;
  #looking: Promise<void> | undefined;
  #last: Sweep | undefined;
  #hurry = new AbortController();
  /** Each is told of the first sweep that began after it asked. */
  #waiting: { readonly sinceMs: number; readonly tell: (sweep: Sweep | undefined) => void }[] = [];
  /** Something is to be seen soon: a change that the ring has not got over. */
  isUrgent: () => boolean = () => false;

  constructor(arena: Arena, pace: WatchPace, onSweep: (sweep: Sweep) => void) {
    this.#arena = arena;
    this.#pace = pace;
    this.#onSweep = onSweep;
  }

  start(): void {
    this.#looking = this.#lookOn();
  }

  get last(): Sweep | undefined {
    return this.#last;
  }

  /** The first whole sweep that begins from now on. Undefined when the watch ends before. */
  async next(): Promise<Sweep | undefined> {
    if (this.#ending.signal.aborted) return undefined;
    const { promise, resolve } = Promise.withResolvers<Sweep | undefined>();
    this.#waiting.push({ sinceMs: this.#arena.now(), tell: resolve });
    this.#hurry.abort('over');
    return await promise;
  }

  async end(): Promise<void> {
    this.#ending.abort('over');
    this.#hurry.abort('over');
    await this.#looking;
    for (const { tell } of this.#waiting.splice(0)) tell(undefined);
  }

  async #lookOn(): Promise<void> {
    const { urgentMs, calmMs } = this.#pace;
    while (!this.#ending.signal.aborted) {
      // One look after the other: each shows what the one before did not.
      // oxlint-disable-next-line no-await-in-loop
      const look = await this.#arena.look();
      this.#last = judged(look, this.#last);
      this.#onSweep(this.#last);
      this.#tell(this.#last);
      // oxlint-disable-next-line no-await-in-loop
      await this.#arena.sleep(urgentMs, this.#ending.signal);
      if (this.#waiting.length === 0 && !this.isUrgent() && !this.#ending.signal.aborted) {
        this.#hurry = new AbortController();
        // oxlint-disable-next-line no-await-in-loop
        await this.#arena.sleep(calmMs - urgentMs, this.#hurry.signal);
      }
    }
  }

  #tell(sweep: Sweep): void {
    const due = this.#waiting.filter(({ sinceMs }) => sinceMs <= sweep.startedAt);
    this.#waiting = this.#waiting.filter(({ sinceMs }) => sinceMs > sweep.startedAt);
    for (const { tell } of due) tell(sweep);
  }
}
