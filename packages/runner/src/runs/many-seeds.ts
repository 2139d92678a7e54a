// One scenario on many seeds in the simulator. Of the first that do not hold, everything is kept, with the fewest steps that still fail.

import { sha256 } from '../ring/index.ts';
import { shrinkPlan, writePlan, type Plan } from '../scenario/index.ts';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { simulate, simulateAndKeep, type Simulated } from './in-simulator.ts';
import type { Job } from './job.ts';

/** More failures than that tell nothing new. */
const shrunkMax = 3;
const shrinkPlaysMax = 200;

export interface SeedsPlayed {
  /** Those that did not hold; the first of them with a folder. */
  readonly failed: readonly Simulated[];
  readonly played: number;
  readonly tookMs: number;
  /** Of the virtual clock, all together. */
  readonly virtualMs: number;
}

export interface SeedsOptions {
  readonly onSeed: (played: number, failed: number) => void;
  readonly say: (line: string) => void;
  readonly signal: AbortSignal;
  readonly version: string;
}

export async function playSeeds(jobs: Iterable<Job>, options: SeedsOptions): Promise<SeedsPlayed> {
  const { onSeed, signal } = options;
  const startedAt = performance.now();
  const failed: Simulated[] = [];
  let played = 0;
  let virtualMs = 0;
  for (const job of jobs) {
    if (signal.aborted) break;
    // oxlint-disable-next-line no-await-in-loop
    const run = await simulate({ job, signal });
    played += 1;
    virtualMs += run.result.tookMs;
    if (run.verdict.kind !== 'held' && !signal.aborted) {
      // oxlint-disable-next-line no-await-in-loop
      failed.push(failed.length < shrunkMax ? await examine(run, options) : run);
    }
    onSeed(played, failed.length);
  }
  return { failed, played, tookMs: performance.now() - startedAt, virtualMs };
}

/** Plays it once more with everything kept, and shrinks its plan. */
async function examine(run: Simulated, { say, signal, version }: SeedsOptions): Promise<Simulated> {
  const { job, verdict } = run;
  const kept = await simulateAndKeep(job, { tell: () => {}, signal }, version);
  say(`${job.name}: ${verdict.kind === 'not-held' ? 'NOT HELD' : verdict.kind}: ${verdict.cause ?? ''}`);
  const way = wayOfFailing(run);
  const { plan, plays } = await shrinkPlan(job.plan, {
    sha256,
    playsMax: shrinkPlaysMax,
    fails: async (candidate) =>
      !signal.aborted && wayOfFailing(await simulate({ job: { ...job, plan: candidate }, signal })) === way,
  });
  const path = join(kept.folder ?? '.', 'shrunk-plan.json');
  await writeFile(path, writePlan(plan));
  say(
    `  ${stepsOf(job.plan)} steps, ${stepsOf(plan)} of them still fail in the same way (${plays} tries): runner run --plan ${path} --simulate`,
  );
  return kept;
}

/** Two runs fail alike when the same claim is the first that does not hold, and for the same reason, whoever and how many it concerns. */
function wayOfFailing({ verdict }: Simulated): string {
  const first = verdict.checks.find(({ outcome }) => outcome !== 'held' && outcome !== 'not-judged');
  if (first === undefined) return verdict.kind;
  const { group, name, says } = first;
  return `${verdict.kind} ${group} ${name} ${(says ?? '').replaceAll(/\d+(?:[ ,.]+\d+)*/g, '#')}`;
}

function stepsOf({ phases }: Plan): number {
  return phases.reduce(
    (sum, { steps }) =>
      sum + steps.reduce((inner, step) => inner + ('events' in step ? step.events.length : 1), 0),
    0,
  );
}
