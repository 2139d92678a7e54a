// Masks by number and steps, in one flat table: which lives of the peer so many steps away are named by the local state or letter with that number.

import type { Lives } from './facts.ts';

const stride = 8;

export class Marks {
  #table = new Uint8Array(stride * 1_024);

  put(number: number, lives: Lives): void {
    if ((number + 1) * stride > this.#table.length) {
      const table = new Uint8Array(this.#table.length * 2);
      table.set(this.#table);
      this.#table = table;
    }
    this.#table.set(lives, number * stride);
  }

  /** Bit `life` for each life. Nothing is marked under number 0. */
  at(number: number, steps: number): number {
    return this.#table[number * stride + steps] ?? 0;
  }
}
