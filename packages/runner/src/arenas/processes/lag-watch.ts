// How late this process runs: what the machine takes from it. Who is late sees everything late, and must not blame the ring.

export interface LagFigures {
  readonly maxMs: number;
  /** The share of the time that was lost, 0 to 1. */
  readonly share: number;
}

const everyMs = 50;
/** So late is every timer now and then. */
const usualMs = 50;

export class LagWatch implements Disposable {
  #startedAt = performance.now();
  readonly #timer: NodeJS.Timeout;
  #before = performance.now();
  #maxMs = 0;
  #lostMs = 0;

  constructor() {
    this.#timer = setInterval(() => this.#look(), everyMs);
    this.#timer.unref();
  }

  /** Forgets what was: from now on somebody looks on, and it matters. */
  begin(): void {
    this.#startedAt = performance.now();
    this.#before = this.#startedAt;
    this.#maxMs = 0;
    this.#lostMs = 0;
  }

  #look(): void {
    const now = performance.now();
    const lateMs = now - this.#before - everyMs;
    this.#before = now;
    this.#maxMs = Math.max(this.#maxMs, lateMs);
    if (lateMs > usualMs) this.#lostMs += lateMs;
  }

  figures(): LagFigures {
    this.#look();
    const tookMs = Math.max(1, performance.now() - this.#startedAt);
    return { maxMs: Math.max(0, this.#maxMs), share: Math.min(1, this.#lostMs / tookMs) };
  }

  [Symbol.dispose](): void {
    clearInterval(this.#timer);
  }
}
