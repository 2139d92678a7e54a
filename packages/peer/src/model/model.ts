// What is asked of the model: how many peers, how finely their steps are cut, and what may befall them.

import { identifierSpace, type RingOptions } from '../ring/index.ts';
import { ringCore, type Core } from '../sim/core.ts';

/**
 * How much happens at once.
 * `operation`: a whole operation with all its questions, answers and notifications, and the verdicts it waits for.
 * `query`: a question and its answer (the grain of Zave 2017); notifications arrive at any later moment.
 * `message`: nothing; every message arrives on its own.
 */
export type Grain = 'operation' | 'query' | 'message';

/**
 * Who may fail. `guarded`: nobody whose loss would take a whole list from a member or leave fewer than L + 1 principals;
 * `kept-list`: only the first of the two; `principals`: only the second; `any`: everybody; `none`.
 */
export type Failures = 'guarded' | 'kept-list' | 'principals' | 'any' | 'none';

export interface Model {
  readonly core: Core;
  /** How many ids there are, members or not. */
  readonly places: number;
  readonly options: RingOptions;
  readonly grain: Grain;
  readonly failures: Failures;
  /** An absent peer may join. */
  readonly joins: boolean;
  /** A peer held silent may be forgotten at any time, as it is after ten intervals. */
  readonly forgets: boolean;
  /** What a peer said before it failed is still read, however late; else only its answers are. */
  readonly lateWords: boolean;
  /** A question to a living candidate may be given up. */
  readonly givesUp: boolean;
  /** A round may also begin because the head told of a change; then it notifies the head whatever that knows. */
  readonly tells: boolean;
  /** Two rings that are the same but turned are one. */
  readonly turns: boolean;
}

export type ModelOptions = Partial<Omit<Model, 'options' | 'places'>> & {
  readonly places: number;
  readonly successorsMax?: number;
};

export function modelOf({ places, successorsMax = 2, ...wanted }: ModelOptions): Model {
  if (places < 2 || places > 7) throw new RangeError(`a model has 2 to 7 ids, not ${places}`);
  const space = identifierSpace(Math.ceil(Math.log2(places)));
  return {
    core: ringCore,
    places,
    options: { space, successorsMax, routing: 'ring', pingMs: 3_000 },
    grain: 'query',
    failures: 'guarded',
    joins: true,
    forgets: false,
    lateWords: false,
    givesUp: false,
    tells: false,
    turns: true,
    ...wanted,
  };
}
