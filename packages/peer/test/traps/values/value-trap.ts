// What a trap of the keeper is: a known mistake, the places where it is made, and what must catch it.

import type { ValuePlan, ValueRule } from '../../../src/sim/index.ts';
import type { Mistake } from '../plant.ts';

/** Files are named from `src/`. */
export interface ValueTrap extends Mistake {
  /** What goes wrong. */
  readonly mistake: string;
  readonly stage: ValueStage;
  /** The rules that may catch it; any other would be caught by accident. */
  readonly rules: readonly ValueRule[];
}

export interface ValueStage {
  readonly name: string;
  plan(seed: number): ValuePlan;
}
