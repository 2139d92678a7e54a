// Acts that must not overlap: under one key one after another, in the order in which they were asked for; under different keys at once.

export class Turns {
  readonly #last = new Map<string, Promise<unknown>>();

  /** Acts when all that was asked for under this key before has ended, well or badly. */
  take<Result>(key: string, act: () => Promise<Result>): Promise<Result> {
    const before = this.#last.get(key);
    const mine = before === undefined ? act() : before.then(act, act);
    this.#last.set(key, mine);
    const end = (): void => {
      if (this.#last.get(key) === mine) this.#last.delete(key);
    };
    mine.then(end, end);
    return mine;
  }

  /** Resolves when nothing is left to do. */
  async idle(): Promise<void> {
    while (this.#last.size > 0) await Promise.allSettled(this.#last.values());
  }
}
