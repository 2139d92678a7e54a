// Group commit (DeWitt et al. 1984): while one group is on its way to the disk the next one gathers, so that many writes at a time
// share one sync.

interface Waiting<Op> {
  readonly op: Op;
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}

export class Group<Op> {
  readonly #flush: (ops: readonly Op[]) => Promise<readonly (Error | undefined)[]>;
  readonly #weigh: (op: Op) => number;
  readonly #weightMax: number;
  #waiting: Waiting<Op>[] = [];
  #running: Promise<void> | undefined;

  /**
   * `flush` performs a whole group; what it resolves with says which of its members failed, place by place. When it rejects all have failed.
   * A group ends with the member that brings it to `weightMax`, so that nobody waits for all the others; without it a group takes all that waits.
   */
  constructor(
    flush: (ops: readonly Op[]) => Promise<readonly (Error | undefined)[]>,
    weigh: (op: Op) => number = () => 0,
    weightMax: number = Infinity,
  ) {
    this.#flush = flush;
    this.#weigh = weigh;
    this.#weightMax = weightMax;
  }

  /** Resolves when the group that this belongs to has been flushed. */
  add(op: Op): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    this.#waiting.push({ op, resolve, reject });
    this.#running ??= this.#run();
    return promise;
  }

  /** Resolves when nothing is left to flush. */
  async idle(): Promise<void> {
    await this.#running;
  }

  async #run(): Promise<void> {
    while (this.#waiting.length > 0) {
      // Not at once: whatever else this turn of the event loop brings belongs to the same group.
      await nextTurn();
      await this.#flushOne(this.#next());
    }
    this.#running = undefined;
  }

  #next(): Waiting<Op>[] {
    let weight = 0;
    const last = this.#waiting.findIndex(({ op }) => {
      weight += this.#weigh(op);
      return weight >= this.#weightMax;
    });
    return this.#waiting.splice(0, last === -1 ? this.#waiting.length : last + 1);
  }

  async #flushOne(members: readonly Waiting<Op>[]): Promise<void> {
    try {
      const failures = await this.#flush(members.map(({ op }) => op));
      for (const [place, { resolve, reject }] of members.entries()) {
        const failure = failures[place];
        if (failure === undefined) resolve();
        else reject(failure);
      }
    } catch (error) {
      const failure = error instanceof Error ? error : new Error(String(error));
      for (const { reject } of members) reject(failure);
    }
  }
}

async function nextTurn(): Promise<void> {
  await new Promise((resolve) => {
    setImmediate(resolve);
  });
}
