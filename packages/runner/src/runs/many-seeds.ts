// One scenario on many seeds in the simulator. Of the first that do not hold, everything is kept, with the fewest steps that still fail.

import { availableParallelism } from 'node:os';
import { extname, join } from 'node:path';
import { Tinypool } from 'tinypool';
import { sha256 } from '../ring/index.ts';
import { shrinkPlan, writePlan, type Plan } from '../scenario/index.ts';
import { writeFile } from 'node:fs/promises';
import { simulate, simulateAndKeep, type Simulated } from './in-simulator.ts';
import type { Job } from './job.ts';
import type { PlainJob, SeedPlayed } from './seed-thread.ts';

const thread = new URL(`./seed-thread${extname(import.meta.url)}`, import.meta.url).href;
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

/** As many at a time as there are processors. What did not hold is played once more here, and looked at. */
export async function playSeeds(jobs: Iterable<Job>, options: SeedsOptions): Promise<SeedsPlayed> {
  const { onSeed, signal } = options;
  const startedAt = performance.now();
  const failed: { readonly nth: number; readonly run: Simulated }[] = [];
  const waiting = Iterator.from(jobs);
  let [begun, played, virtualMs] = [0, 0, 0];
  const threads = availableParallelism();
  const pool = new Tinypool({ filename: thread, runtime: 'worker_threads', maxThreads: threads });
  let looked = 0;
  const lookAt = async (job: Job): Promise<Simulated> => {
    const run = await simulate({ job, signal });
    looked += 1;
    return looked > shrunkMax || signal.aborted ? run : await examine(run, options);
  };
  const takeOn = async (): Promise<void> => {
    for (let next = waiting.next(); next.done !== true && !signal.aborted; next = waiting.next()) {
      const job = next.value;
      const nth = begun;
      begun += 1;
      // oxlint-disable-next-line no-await-in-loop
      const once = await inThread(pool, job, signal);
      if (once === undefined) return;
      played += 1;
      virtualMs += once.virtualMs;
      // oxlint-disable-next-line no-await-in-loop
      if (!once.isHeld) failed.push({ nth, run: await lookAt(job) });
      onSeed(played, failed.length);
    }
  };
  try {
    await Promise.all(Array.from({ length: threads }, takeOn));
  } finally {
    await pool.destroy();
  }
  const inOrder = failed.toSorted((a, b) => a.nth - b.nth).map(({ run }) => run);
  return { failed: inOrder, played, tookMs: performance.now() - startedAt, virtualMs };
}

/** Undefined: it was given up. */
async function inThread(pool: Tinypool, job: Job, signal: AbortSignal): Promise<SeedPlayed | undefined> {
  const plain: PlainJob = { ...job, onSeed: undefined };
  const run: Promise<SeedPlayed> = pool.run(plain, { signal });
  return await run.catch((error: unknown) => {
    if (signal.aborted) return undefined;
    throw error;
  });
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
