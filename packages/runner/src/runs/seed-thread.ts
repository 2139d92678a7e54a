// One seed in a thread of its own: only whether it held. Whoever wants to know more plays it once more.

import { simulate } from './in-simulator.ts';
import type { Job } from './job.ts';

/** A job that can be given to another thread. */
export type PlainJob = Job & { readonly onSeed: undefined };

export interface SeedPlayed {
  readonly isHeld: boolean;
  /** Of the virtual clock. */
  readonly virtualMs: number;
}

export default async function playOnce(job: PlainJob): Promise<SeedPlayed> {
  // The thread is ended when nobody waits any more.
  const { signal } = new AbortController();
  const { verdict, result } = await simulate({ job, signal });
  return { isHeld: verdict.kind === 'held', virtualMs: result.tookMs };
}
