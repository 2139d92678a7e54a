// One exploration from its start to its end or its limit, with a word on how it goes.

import { convergence, Explorer, type Check, type Convergence } from '../model/index.ts';
import type { Limits } from './model-arguments.ts';

export interface Exploration {
  readonly check: Check;
  readonly explorer: Explorer;
  readonly seconds: number;
  readonly megabytes: number;
  /** Why it stopped before everything was met. */
  readonly stoppedBy: string | undefined;
  /** At the grain of operations, of everything that was met. */
  readonly convergence: Convergence | undefined;
}

const scenesAtOnce = 2_000;
const quietMs = 2_000;
const progressMs = 10_000;

export function explore(check: Check, limits: Limits, say: (line: string) => void): Exploration {
  const startedAt = performance.now();
  const explorer = new Explorer(check.search);
  let sayAt = startedAt + quietMs;
  let stoppedBy: string | undefined;
  while (!explorer.isDone && stoppedBy === undefined) {
    explorer.advance(scenesAtOnce);
    const now = performance.now();
    if (now >= sayAt) {
      sayAt = now + progressMs;
      say(progressOf(explorer, (now - startedAt) / 1_000));
    }
    stoppedBy = limitReached(explorer, limits, (now - startedAt) / 1_000);
  }
  const isWhole = explorer.isDone && explorer.counterexample === undefined;
  const schedules = isWhole && check.search.model.grain === 'operation' ? convergence(explorer) : undefined;
  return {
    check,
    explorer,
    seconds: (performance.now() - startedAt) / 1_000,
    megabytes: megabytesUsed(),
    stoppedBy: explorer.isDone ? undefined : stoppedBy,
    convergence: schedules,
  };
}

function limitReached(explorer: Explorer, limits: Limits, seconds: number): string | undefined {
  if (explorer.scenes.size >= limits.scenes) return `the limit of ${limits.scenes} scenes`;
  if (seconds >= limits.seconds) return `the limit of ${limits.seconds} s`;
  return megabytesUsed() >= limits.megabytes ? `the limit of ${limits.megabytes} MB` : undefined;
}

function megabytesUsed(): number {
  return process.memoryUsage.rss() / 1e6;
}

function progressOf({ scenes, done, transitions, depth, faults, search }: Explorer, seconds: number): string {
  const where = search.faultsMax === undefined ? `${depth} steps deep` : `${faults} losses and joins`;
  const waiting = scenes.size - done;
  return `${scenes.size} scenes, ${waiting} still to look at, ${transitions} transitions, ${where}, ${seconds.toFixed(0)} s, ${megabytesUsed().toFixed(0)} MB`;
}
