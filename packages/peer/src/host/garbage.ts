// Counts what could not be understood, and says so once per source and minute. Garbage never changes anything else.

const quietMs = 60_000;
const sourcesMax = 256;

export class GarbageCount {
  total = 0;
  readonly #saidAt = new Map<string, number>();
  readonly #say: (message: string) => void;
  readonly #clock: () => number;

  constructor(say: (message: string) => void, clock: () => number) {
    this.#say = say;
    this.#clock = clock;
  }

  add(source: string, reason: string): void {
    this.total += 1;
    const now = this.#clock();
    const saidAt = this.#saidAt.get(source);
    if (saidAt !== undefined && now - saidAt < quietMs) return;
    if (this.#saidAt.size >= sourcesMax) this.#saidAt.clear();
    this.#saidAt.set(source, now);
    this.#say(`dropped what ${source} sent: ${reason} (${this.total} in all)`);
  }
}
