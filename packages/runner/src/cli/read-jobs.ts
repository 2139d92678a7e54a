// From what was asked for to the runs that will be played: scenarios read and compiled, or a plan that was saved. Starts nothing.

import { randomInt } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { EXIT, given, ProgramError, UsageError } from '@ringside/peer/settings';
import { sha256 } from '../ring/index.ts';
import type { Job } from '../runs/job.ts';
import {
  compileRun,
  mistakeLines,
  readPlan,
  readRuns,
  runOnSeed,
  sortMistakes,
  writeScenario,
  type Mistake,
  type Plan,
  type Run,
} from '../scenario/index.ts';
import type { Surroundings } from '../session/surroundings.ts';
import { findScenario, type FoundScenario } from './find-scenario.ts';
import { once, type RunFlags } from './scenario-options.ts';

export type ReadJobs =
  | { readonly kind: 'jobs'; readonly jobs: readonly Job[] }
  | { readonly kind: 'wrong'; readonly mistakes: readonly Mistake[]; readonly exitCode: number };

export async function readJobs(flags: RunFlags, around: Surroundings): Promise<ReadJobs> {
  const plan = once('--plan', flags.plan);
  const scenarios = flags.scenarios ?? [];
  if (plan !== undefined) {
    const others = (['seed', 'set', 'only'] as const).filter((flag) => flags[flag] !== undefined);
    if (scenarios.length > 0)
      throw new UsageError('--plan says what to play by itself; leave the scenarios out.');
    if (others.length > 0) throw new UsageError(`--plan is played as it is; leave --${others[0]} out.`);
    return await readPlanJob(plan, flags);
  }
  if (scenarios.length === 0)
    throw new UsageError('run needs a scenario, such as: runner run classic; or a plan: --plan file.');
  const found = await Promise.all(scenarios.map(findScenario));
  const read = found.map((scenario) => readScenarioJobs(scenario, flags, around));
  const mistakes = read.flatMap((each) => (each.kind === 'wrong' ? each.mistakes : []));
  if (mistakes.length > 0) return wrong(mistakes);
  return { kind: 'jobs', jobs: read.flatMap((each) => (each.kind === 'jobs' ? each.jobs : [])) };
}

function wrong(mistakes: readonly Mistake[]): ReadJobs {
  const isInFlag = mistakes.some(({ place }) => place === undefined);
  return { kind: 'wrong', mistakes, exitCode: isInFlag ? EXIT.usage : EXIT.badConfig };
}

async function readPlanJob(path: string, flags: RunFlags): Promise<ReadJobs> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(path);
  } catch (cause) {
    throw new ProgramError(EXIT.noSuchFile, `the plan ${path} cannot be read; is the path right?`, { cause });
  }
  const read = readPlan(path, bytes, sha256);
  if (read.kind === 'wrong') return wrong(read.mistakes);
  const { plan } = read;
  const job: Job = {
    name: `${plan.name} seed=${plan.seed}`,
    source: path,
    plan,
    again: `runner run --plan ${path}${playedWith(flags)}`,
    scenario: null,
    onSeed: undefined,
    beside: dirname(path),
  };
  return { kind: 'jobs', jobs: [job] };
}

function readScenarioJobs(scenario: FoundScenario, flags: RunFlags, { environment }: Surroundings): ReadJobs {
  const { source, bytes } = scenario;
  const outside = {
    settings: flags.set ?? [],
    seed: given('--seed', once('--seed', flags.seed), environment),
    only: once('--only', flags.only),
    drawnSeed: randomInt(2 ** 32),
  };
  const read = readRuns(source, bytes, outside, sha256);
  if (read.kind === 'wrong') return wrong(read.mistakes);
  const jobs: Job[] = [];
  const mistakes: Mistake[] = [];
  for (const run of read.runs) {
    const compiled = compileRun(run, sha256);
    if (compiled.kind === 'wrong') mistakes.push(...compiled.mistakes);
    else jobs.push(jobOf(run, compiled.plan, scenario, flags));
  }
  return mistakes.length > 0 ? wrong(sortMistakes(mistakes)) : { kind: 'jobs', jobs };
}

function jobOf(run: Run, plan: Plan, found: FoundScenario, flags: RunFlags): Job {
  return {
    name: run.name,
    source: found.source,
    plan,
    again: `runner run ${found.asked} ${run.again.join(' ')}${playedWith(flags)}`,
    scenario: writeScenario(run.scenario),
    onSeed: (seed) => onSeed(run, seed, found, flags),
    beside: found.folder,
  };
}

/** A scenario is right for every seed or for none, so that this one cannot be wrong. */
function onSeed(run: Run, seed: number, found: FoundScenario, flags: RunFlags): Job {
  const other = runOnSeed(run, seed);
  const compiled = compileRun(other, sha256);
  if (compiled.kind === 'plan') return jobOf(other, compiled.plan, found, flags);
  throw new ProgramError(EXIT.badConfig, `seed ${seed}: ${mistakeLines(compiled.mistakes).join(' / ')}`);
}

/** Flags that say where it is played, and by whom. */
function playedWith({ simulate, 'peer-command': commands = [] }: RunFlags): string {
  const programs = simulate === true ? [] : commands.map((each) => ` --peer-command ${each}`);
  return `${simulate === true ? ' --simulate' : ''}${programs.join('')}`;
}
