// A stage of plain lines: answers and peers' words on stdout, one line for each failure on stderr.

import type { Outcome } from './execute.ts';
import type { Stage } from './stage.ts';

export interface Outlets {
  readonly out: (line: string) => void;
  readonly err: (line: string) => void;
  readonly now: () => number;
}

/** What takes longer than this shows that it lives. */
const patienceMs = 2_000;

export class PlainStage implements Stage {
  readonly #outlets: Outlets;
  readonly #startedAt: number;
  #lastShownAt: number;

  constructor(outlets: Outlets) {
    this.#outlets = outlets;
    this.#startedAt = outlets.now();
    this.#lastShownAt = this.#startedAt;
  }

  onProgress(ready: number, all: number): void {
    const now = this.#outlets.now();
    if (now - this.#lastShownAt < patienceMs) return;
    this.#lastShownAt = now;
    this.#outlets.err(`Launching peers: ${ready} of ${all} ready`);
  }

  onCommand(line: string): void {
    this.#outlets.out(`runner> ${line}`);
  }

  onOutcome(line: string, place: number, { isOk, lines }: Outcome): void {
    if (isOk) for (const each of lines) this.#outlets.out(each);
    else this.#outlets.err(`runner: ${place > 0 ? `line ${place}, ` : ''}${line}: ${lines.join('; ')}`);
  }

  say(line: string): void {
    this.#outlets.out(line);
  }

  async [Symbol.asyncDispose](): Promise<void> {}
}
