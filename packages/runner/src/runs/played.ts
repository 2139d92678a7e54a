// A run that is over, with everything that is to be said about it. Shapes only.

import type { Lag, PlayResult } from '../scenario/index.ts';
import type { RunVerdict } from '../verdict/index.ts';
import type { Job } from './job.ts';

export interface Played {
  readonly job: Job;
  readonly result: PlayResult;
  readonly lag: Lag;
  readonly verdict: RunVerdict;
  /** Undefined: none was kept. */
  readonly folder: string | undefined;
}
