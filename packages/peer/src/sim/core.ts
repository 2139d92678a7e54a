// The protocol as the simulator meets it: three functions. Whoever wants to see a mistake caught gives a variant of one of them.

import { initialState, step, wakeAt } from '../ring/index.ts';

export interface Core {
  readonly initialState: typeof initialState;
  readonly step: typeof step;
  readonly wakeAt: typeof wakeAt;
}

/** The one that ships. */
export const ringCore: Core = { initialState, step, wakeAt };
