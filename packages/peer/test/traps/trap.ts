// What a trap is: a known mistake, the one place of the core where it is made, and where it has to be caught.

import type { Plan, Rule } from '../../src/sim/index.ts';

/** One text of one file of the core, found there exactly once, and what stands there instead. */
export interface Change {
  readonly file: string;
  readonly before: string;
  readonly after: string;
}

export interface Trap {
  /** As the design of the ring calls it. */
  readonly name: string;
  /** What goes wrong. */
  readonly mistake: string;
  readonly changes: readonly Change[];
  /** What each seed does to a ring. */
  readonly stage: Stage;
  /** The rules that may catch it; any other would be caught by accident. */
  readonly rules: readonly Rule[];
}

export interface Stage {
  readonly name: string;
  plan(seed: number): Plan;
}
