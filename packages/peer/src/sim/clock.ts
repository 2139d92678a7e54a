// The virtual clock: what is to happen when. Time moves only from one thing to the next, in order of time, then of when it was asked for.

import TinyQueue from 'tinyqueue';

interface Appointment {
  readonly at: number;
  readonly turn: number;
  readonly call: () => void;
}

const lookEveryMs = 20;

export class Clock {
  /** Virtual milliseconds. */
  now: number = 0;
  readonly #queue = new TinyQueue<Appointment>([], (a, b) => a.at - b.at || a.turn - b.turn);
  #turn = 0;

  /** Has `call` called at that time, not before now. */
  at(time: number, call: () => void): void {
    this.#turn += 1;
    this.#queue.push({ at: Math.max(time, this.now), turn: this.#turn, call });
  }

  /** Everything up to that time, itself included. */
  runTo(end: number): void {
    for (let next = this.#queue.peek(); next !== undefined && next.at <= end; next = this.#queue.peek()) {
      this.#queue.pop();
      this.now = next.at;
      next.call();
    }
    this.now = end;
  }

  /** One thing after another, as long as the condition holds after each, and not beyond that time. */
  runWhile(goesOn: () => boolean, end: number): void {
    for (let next = this.#queue.peek(); next !== undefined && next.at <= end; next = this.#queue.peek()) {
      this.#queue.pop();
      this.now = next.at;
      next.call();
      if (!goesOn()) return;
    }
    this.now = end;
  }

  /** Until the condition holds, looked at every 20 ms. How long that took; Infinity when it does not within the limit. */
  runUntil(holds: () => boolean, limitMs: number): number {
    const start = this.now;
    while (!holds()) {
      if (this.now - start >= limitMs) return Number.POSITIVE_INFINITY;
      this.runTo(this.now + lookEveryMs);
    }
    return this.now - start;
  }
}
