// What a peer knows that was started and told nothing yet.

import type { Contact } from './contact.ts';
import { draw } from './random.ts';
import type { Millis, RingOptions, RingState } from './state.ts';

const never: Millis = Number.POSITIVE_INFINITY;
/** So that a life's questions mostly fit into two bytes. */
const numbersMax = 2 ** 15;

/** The state before the first input. `seed` feeds its own chance (jitter, whom to ask). */
export function initialState(options: RingOptions, self: Contact, seed: number): RingState {
  return {
    options,
    self,
    phase: 'idle',
    version: 0,
    pred: [],
    succ: [],
    announced: [],
    given: [],
    isAlone: false,
    op: undefined,
    agreed: undefined,
    again: undefined,
    candidates: [],
    rectifier: undefined,
    beyondLeaver: undefined,
    join: undefined,
    leave: undefined,
    known: new Map(),
    watches: [],
    silent: [],
    suspects: [],
    fingers: [],
    fingerIndex: 0,
    lookups: [],
    stabilizeAt: never,
    merge: { at: never, rows: 0, asked: 0, turn: 0, united: new Set(), quietSince: 0 },
    fingerAt: never,
    refillAt: never,
    refillPauseMs: 0,
    tellAt: never,
    toldAt: -never,
    toldPred: undefined,
    nextN: firstNumber(self, seed),
    random: seed | 0,
  };
}

/** Questions are numbered from a place drawn for each life, so that a late answer to a former one is nobody's. */
function firstNumber({ epoch }: Contact, seed: number): number {
  return 1 + Math.floor(draw(seed ^ epoch)[0] * numbersMax);
}
