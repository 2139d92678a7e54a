// A place at the table: one peer, and what the table knows of it.

import type { Contact, Effect, Input, LookupOutcome, RingOptions, RingState } from '../../src/ring/index.ts';

/** A stopped peer keeps its machine's sockets; a killed one is refused by its machine; of a silent one nothing is heard. */
export type Condition = 'up' | 'stopped' | 'killed' | 'silent';

export interface Seat {
  readonly self: Contact;
  state: RingState;
  wakeAt: number;
  condition: Condition;
  /** What arrived while it was stopped. */
  held: Input[];
}

export interface TableOptions extends Partial<Omit<RingOptions, 'space'>> {
  readonly seed?: number;
  readonly bits?: number;
  readonly loss?: number;
  /** Called after every step of every peer. */
  readonly afterStep?: (seat: Seat, input: Input, effects: readonly Effect[]) => void;
}

/** How a lookup ended, and when. */
export interface Answer {
  readonly at: number;
  readonly outcome: LookupOutcome;
}
