// `runner run`: plays scenarios, tells how it goes, judges, and says how to repeat it.

import { appendFile } from 'node:fs/promises';
import { colorLevel } from '@ringside/reporter';
import { versionIn } from '@ringside/peer/program';
import { EXIT, parseWhole, UsageError } from '@ringside/peer/settings';
import { ringFilePath } from '../ring/index.ts';
import { simulateAndKeep } from '../runs/in-simulator.ts';
import type { Job } from '../runs/job.ts';
import { playSeeds } from '../runs/many-seeds.ts';
import { playOnProcesses } from '../runs/on-processes.ts';
import type { Played } from '../runs/played.ts';
import { readPrograms, type Programs } from '../runs/programs.ts';
import { openRunStage, type RunStage, type RunStageOptions } from '../runs/run-stage.ts';
import { mistakeLines } from '../scenario/index.ts';
import type { Surroundings } from '../session/surroundings.ts';
import { ringsidePeer } from '../spawn/index.ts';
import { annotationLines, stepSummary, type JunitRun } from '../verdict/index.ts';
import { readJobs } from './read-jobs.ts';
import { once, type RunFlags } from './scenario-options.ts';
import { isSwitchOn } from './switches.ts';

const version = versionIn(new URL('../../package.json', import.meta.url));
const seedsMax = 1_000_000;
const seedSpace = 2 ** 32;

export async function run(flags: RunFlags, around: Surroundings): Promise<number> {
  const options = readRunOptions(flags, around);
  const seeds = readSeeds(flags);
  const read = await readJobs(flags, around);
  if (read.kind === 'wrong') {
    around.stderr.write(
      mistakeLines(read.mistakes)
        .map((line) => `${line}\n`)
        .join(''),
    );
    return read.exitCode;
  }
  const programs = flags.simulate === true ? new Map() : readPrograms(flags['peer-command'] ?? [], read.jobs);
  const all: Played[] = [];
  for (const job of read.jobs) {
    if (around.ending.signal.aborted) break;
    // One ring after the other: two at once would starve each other.
    // oxlint-disable-next-line no-await-in-loop
    all.push(...(await runJob(job, { simulate: flags.simulate === true, seeds, programs }, options, around)));
  }
  await tellGithub(all, options.isJson, around);
  return exitCodeOf(all, around);
}

interface Where {
  readonly simulate: boolean;
  readonly seeds: number | undefined;
  readonly programs: Programs;
}

async function runJob(
  job: Job,
  { simulate, seeds, programs }: Where,
  options: RunStageOptions,
  around: Surroundings,
): Promise<readonly Played[]> {
  await using stage = openRunStage({ ...options, isTableWanted: !simulate }, around);
  if (seeds !== undefined) return await runSeeds(job, seeds, stage, around);
  stage.begin(job, simulate ? 'the simulator' : 'real processes');
  const { signal } = around.ending;
  const played = simulate
    ? await simulateAndKeep(job, { tell: (event) => stage.tell(event), signal }, version)
    : await playOnProcesses(job, {
        ownCommand: around.peerCommand ?? ringsidePeer(),
        isOwnForeign: around.peerCommand !== undefined,
        commands: programs,
        tell: (event) => stage.tell(event),
        watch: (arena) => stage.watch(arena.ring),
        ringFile: ringFilePath,
        version,
        signal,
      });
  await stage.end(played);
  return [played];
}

async function runSeeds(
  job: Job,
  seeds: number,
  stage: RunStage,
  { ending }: Surroundings,
): Promise<readonly Played[]> {
  const { onSeed, plan } = job;
  if (onSeed === undefined)
    throw new UsageError('--seeds needs a scenario, for a plan is of one seed; leave it out.');
  const found = await playSeeds(jobsOn(onSeed, plan.seed, seeds), {
    version,
    signal: ending.signal,
    say: (line) => stage.say(line),
    onSeed: (played, failed) =>
      stage.progress(`${plan.name}: ${played} of ${seeds} seeds, ${failed} not held`),
  });
  const held = found.played - found.failed.length;
  const virtual = `${(found.virtualMs / 60_000).toFixed(0)} virtual minutes in ${(found.tookMs / 1_000).toFixed(1)} s`;
  stage.say(`${plan.name}: ${held} of ${found.played} seeds held, from ${plan.seed} on (${virtual})`);
  return found.failed;
}

function* jobsOn(onSeed: (seed: number) => Job, first: number, count: number): Iterable<Job> {
  for (let turn = 0; turn < count; turn += 1) yield onSeed((first + turn) % seedSpace);
}

function readSeeds(flags: RunFlags): number | undefined {
  const text = once('--seeds', flags.seeds);
  if (text === undefined) return undefined;
  if (flags.simulate !== true)
    throw new UsageError('--seeds is for the simulator; add --simulate, or leave it out.');
  return parseWhole(text, '--seeds', { min: 1, max: seedsMax });
}

function readRunOptions(flags: RunFlags, { environment, stdout }: Surroundings): RunStageOptions {
  const isOn = (name: 'json' | 'quiet' | 'verbose'): boolean => isSwitchOn(name, flags[name], environment);
  const isQuiet = isOn('quiet');
  const isVerbose = isOn('verbose');
  if (isQuiet && isVerbose)
    throw new UsageError('--quiet and --verbose contradict each other; give one of them.');
  return {
    isJson: isOn('json'),
    detail: isQuiet ? 'quiet' : isVerbose ? 'all' : 'steps',
    colors: colorLevel(flags['no-color'] === true ? false : undefined, environment, stdout.isTTY ? 1 : 0),
    isTableWanted: true,
  };
}

async function tellGithub(
  all: readonly Played[],
  isJson: boolean,
  { environment, stdout }: Surroundings,
): Promise<void> {
  if (environment['GITHUB_ACTIONS'] !== 'true') return;
  const runs = all.map(({ job, verdict, result }): JunitRun => ({
    about: job,
    verdict,
    tookMs: result.tookMs,
  }));
  // Among records there is no place for workflow commands.
  if (!isJson) for (const line of annotationLines(runs)) stdout.write(`${line}\n`);
  const summary = environment['GITHUB_STEP_SUMMARY'];
  // A summary that cannot be written costs a convenience, and the verdict nothing.
  if (summary !== undefined) await appendFile(summary, stepSummary(runs)).catch(() => {});
}

/** The worst one: an arena that failed, then what did not hold, then what says nothing. */
function exitCodeOf(all: readonly Played[], { ending }: Surroundings): number {
  if (ending.signal.aborted) return ending.signal.reason === 'SIGINT' ? EXIT.interrupted : EXIT.terminated;
  const codes = new Set<number>(all.map(({ verdict }) => verdict.exitCode));
  return [EXIT.arenaFailed, EXIT.notHeld, EXIT.inconclusive].find((code) => codes.has(code)) ?? EXIT.ok;
}
