// Where a pure core meets time: keeps its state, wakes it when it wants to be woken, tells it when it was late, and hands its effects on. All effects of
// one step are done before the next one begins, whatever they bring about.

/** What time does to a core. */
export type Timely = { readonly kind: 'tick' } | { readonly kind: 'slept'; readonly lateMs: number };

export interface Core<State, Input, Effect> {
  readonly step: (
    state: State,
    input: Input | Timely,
    now: number,
  ) => { readonly state: State; readonly effects: readonly Effect[] };
  /** When it wants to be woken; Infinity: never. */
  readonly wakeAt: (state: State) => number;
}

export interface CoreEvents<State, Effect> {
  perform(effect: Effect): void;
  /** A step is over, its effects done. */
  onStep?(before: State, after: State): void;
}

/** Later than this is a pause, and moves every deadline. */
const lateMs = 50;
const sleepMaxMs = 60_000;

export class CoreLoop<State, Input, Effect> implements Disposable {
  #state: State;
  readonly #core: Core<State, Input, Effect>;
  readonly #events: CoreEvents<State, Effect>;
  readonly #clock: () => number;
  readonly #inputs: (Input | Timely)[] = [];
  #isTaking = false;
  #wakeAt: number;
  #timer: NodeJS.Timeout | undefined;
  #timerAt = Number.POSITIVE_INFINITY;
  #isOver = false;

  constructor(
    core: Core<State, Input, Effect>,
    state: State,
    events: CoreEvents<State, Effect>,
    clock: () => number,
  ) {
    this.#core = core;
    this.#state = state;
    this.#events = events;
    this.#clock = clock;
    this.#wakeAt = Number.POSITIVE_INFINITY;
  }

  get state(): State {
    return this.#state;
  }

  /** From now on it wakes by itself. Before the first input it need not. */
  start(): void {
    this.#wakeAt = this.#core.wakeAt(this.#state);
    this.#arm(this.#clock());
  }

  /** Gives the core one input, and does what it asks for; after what it is doing now, if it is. */
  deliver(input: Input): void {
    this.#queue(input);
  }

  #queue(input: Input | Timely): void {
    this.#inputs.push(input);
    if (this.#isTaking) return;
    this.#isTaking = true;
    try {
      for (let next = this.#inputs.shift(); next !== undefined; next = this.#inputs.shift())
        this.#takeInTime(next);
    } finally {
      this.#isTaking = false;
    }
    this.#arm(this.#clock());
  }

  #takeInTime(input: Input | Timely): void {
    if (this.#isOver) return;
    const now = this.#clock();
    const late = now - this.#wakeAt;
    // Before anything is judged by a clock that ran on without us.
    if (late > lateMs) this.#take({ kind: 'slept', lateMs: late }, now);
    this.#take(input, now);
  }

  #take(input: Input | Timely, now: number): void {
    const before = this.#state;
    const { state, effects } = this.#core.step(before, input, now);
    this.#state = state;
    this.#wakeAt = this.#core.wakeAt(state);
    for (const effect of effects) this.#events.perform(effect);
    this.#events.onStep?.(before, state);
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
    if (now - this.#wakeAt > lateMs) setImmediate(() => this.#tick());
    else this.#tick();
  }

  #tick(): void {
    if (!this.#isOver) this.#queue({ kind: 'tick' });
  }

  [Symbol.dispose](): void {
    this.#isOver = true;
    clearTimeout(this.#timer);
  }
}
