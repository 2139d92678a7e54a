// One run that is to be played: a plan, and what has to be known of where it came from. Shapes only.

import type { Plan } from '../scenario/index.ts';

export interface Job {
  /** `churn-nightly seed=2 ring.ping=250ms`. */
  readonly name: string;
  /** The file as it was named. */
  readonly source: string;
  readonly plan: Plan;
  /** The command that repeats the run. */
  readonly again: string;
  /** The scenario as resolved, as YAML; null when only a plan was given. */
  readonly scenario: string | null;
  /** The same run on another seed; undefined when a plan is all there is. */
  readonly onSeed: ((seed: number) => Job) | undefined;
  /** The folder in which files of the scenario lie. */
  readonly beside: string;
}
