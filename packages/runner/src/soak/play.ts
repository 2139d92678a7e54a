// Plays a plan on a real ring, round after round: faults as drawn, then the ring gets time to be ideal again. A thin loop; everything was decided before.

import { setTimeout } from 'node:timers/promises';
import { perform, type Deed, type Stage } from './perform.ts';
import type { Plan, Round } from './plan.ts';

export interface Played {
  readonly rounds: number;
  /** The round after which the ring was not ideal in time. */
  readonly brokenIn: number | undefined;
}

export interface PlayOptions {
  /** No round begins later, in ms of the soak's clock. */
  readonly untilMs: number;
  /** From the end of a round's faults. */
  readonly healsWithinMs: number;
  readonly onDeed: (deed: Deed) => void;
}

/** Ends early at the first round that does not heal, and when it is told to. */
export async function play(stage: Stage, plan: Plan, options: PlayOptions): Promise<Played> {
  const { soak, signal } = stage;
  let rounds = 0;
  for (const round of plan.rounds) {
    if (signal.aborted || soak.clock() >= options.untilMs) break;
    await playRound(stage, round, options.onDeed);
    rounds += 1;
    const wholeAt = await soak.watch.untilWhole(options.healsWithinMs, signal);
    if (wholeAt === undefined && !signal.aborted) return { rounds, brokenIn: rounds };
  }
  return { rounds, brokenIn: undefined };
}

/** Steps overlap: the next one begins in its time, whether the one before has ended or not. */
async function playRound(stage: Stage, round: Round, onDeed: (deed: Deed) => void): Promise<void> {
  const { signal } = stage;
  const underWay: Promise<void>[] = [];
  for (const { afterMs, ...fault } of round) {
    if (afterMs > 0) await setTimeout(afterMs, undefined, { signal }).catch(() => undefined);
    if (signal.aborted) break;
    underWay.push(perform(stage, fault).then(onDeed));
  }
  await untilDone(underWay, signal);
}

/** What is still under way when everything is ended ends with the ring. */
async function untilDone(underWay: readonly Promise<void>[], signal: AbortSignal): Promise<void> {
  const aborted = Promise.withResolvers<void>();
  const onAbort = (): void => aborted.resolve();
  signal.addEventListener('abort', onAbort);
  if (signal.aborted) onAbort();
  await Promise.race([Promise.all(underWay), aborted.promise]);
  signal.removeEventListener('abort', onAbort);
}
