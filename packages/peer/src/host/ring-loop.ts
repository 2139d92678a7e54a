// Where the pure core meets time: keeps its state, wakes it when it wants to be woken, tells it when it was late, and hands its effects on.

import { step, wakeAt, type Effect, type Input, type RingState } from '../ring/index.ts';

/** Later than this is a pause, and moves every deadline. */
const lateMs = 50;
const sleepMaxMs = 60_000;

export class RingLoop implements Disposable {
  #state: RingState;
  readonly #perform: (effect: Effect) => void;
  readonly #clock: () => number;
  #wakeAt = Number.POSITIVE_INFINITY;
  #timer: NodeJS.Timeout | undefined;
  #timerAt = Number.POSITIVE_INFINITY;
  #isOver = false;

  constructor(state: RingState, perform: (effect: Effect) => void, clock: () => number) {
    this.#state = state;
    this.#perform = perform;
    this.#clock = clock;
  }

  get state(): RingState {
    return this.#state;
  }

  /** Gives the core one input, and performs what it asks for. */
  deliver(input: Input): void {
    if (this.#isOver) return;
    const now = this.#clock();
    const late = now - this.#wakeAt;
    // Before anything is judged by a clock that ran on without us.
    if (late > lateMs) this.#take({ kind: 'slept', lateMs: late }, now);
    this.#take(input, now);
    this.#arm(now);
  }

  #take(input: Input, now: number): void {
    const { state, effects } = step(this.#state, input, now);
    this.#state = state;
    this.#wakeAt = wakeAt(state);
    for (const effect of effects) this.#perform(effect);
  }

  /** One timer, set anew only when it would come too late. */
  #arm(now: number): void {
    if (this.#isOver || this.#timerAt <= this.#wakeAt) return;
    clearTimeout(this.#timer);
    this.#timerAt = this.#wakeAt;
    this.#timer = setTimeout(() => this.#fired(), Math.min(sleepMaxMs, Math.max(1, this.#wakeAt - now)));
  }

  #fired(): void {
    this.#timerAt = Number.POSITIVE_INFINITY;
    const now = this.#clock();
    if (now < this.#wakeAt) return this.#arm(now);
    // After a pause the sockets are read first: the answers may be there already.
    if (now - this.#wakeAt > lateMs) setImmediate(() => this.deliver({ kind: 'tick' }));
    else this.deliver({ kind: 'tick' });
  }

  [Symbol.dispose](): void {
    this.#isOver = true;
    clearTimeout(this.#timer);
  }
}
