// A stream of chance from one seed. Everything random in a simulation is drawn here, in the order of events, so that a seed is a whole history.

import { draw } from '../ring/random.ts';

export class Chance {
  #state: number;

  constructor(seed: number) {
    this.#state = seed | 0;
  }

  /** A number in [0, 1). */
  next(): number {
    const [value, state] = draw(this.#state);
    this.#state = state;
    return value;
  }

  /** Does a thing of this probability happen? Draws nothing when the answer is certain. */
  happens(probability: number): boolean {
    return probability > 0 && (probability >= 1 || this.next() < probability);
  }

  /** A whole number, 0 <= n < `size`. */
  below(size: number): number {
    return Math.floor(this.next() * size);
  }

  /** A number in [`least`, `most`). */
  between(least: number, most: number): number {
    return least + this.next() * (most - least);
  }

  /** Exponentially distributed with this mean: the pause between independent events. */
  pause(mean: number): number {
    return -mean * Math.log(1 - this.next());
  }

  /** One of the list. Undefined when there is none. */
  pick<Item>(list: readonly Item[]): Item | undefined {
    return list[this.below(list.length)];
  }

  /** A stream of its own, so that what one part draws does not move the others. */
  branch(): Chance {
    return new Chance(Math.floor(this.next() * 2 ** 32));
  }
}
