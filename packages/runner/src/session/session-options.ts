// What a session is asked to be, once everything that was said has been read and found right.

import type { ColorLevel } from '@ringside/reporter';
import type { RingPlan } from '../plan/index.ts';
import type { Outcome } from './execute.ts';

/** quiet: failures and the verdict. verbose: everything that peers have to tell. */
export type Loudness = 'quiet' | 'normal' | 'verbose';

export interface SessionOptions {
  readonly plan: RingPlan;
  /** The live ring table. */
  readonly isReport: boolean;
  readonly isJson: boolean;
  readonly loudness: Loudness;
  readonly colors: ColorLevel;
  /** Played in place of what is typed or piped. */
  readonly script: Iterable<string> | AsyncIterable<string> | undefined;
  /** A last check, counted like a command. */
  readonly afterScript: (() => Promise<Outcome>) | undefined;
}
