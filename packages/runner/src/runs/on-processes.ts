// Plays one job on real processes, and keeps all of it in a folder of its own. Nothing runs any more when it is over, however it ends.

import { RunFiles } from '../arenas/run-files.ts';
import { lacking, type Program } from '../arenas/processes/abilities.ts';
import { openProcessArena, type ProcessArena } from '../arenas/processes/process-arena.ts';
import { sha256 } from '../ring/index.ts';
import { play, type PlayEvent, type PlayResult } from '../scenario/index.ts';
import type { PeerCommand } from '../spawn/index.ts';
import { judgeRun } from '../verdict/index.ts';
import { arenaFailed } from './arena-failed.ts';
import type { Job } from './job.ts';
import type { Played } from './played.ts';
import type { Programs } from './programs.ts';
import { RunFolder } from './run-folder.ts';
import { writeResults } from './write-results.ts';

export interface ProcessRunOptions {
  readonly ownCommand: PeerCommand;
  /** By the word that the scenario has for the program. */
  readonly commands: Programs;
  /** It is not ours, so that nobody knows what it can do. */
  readonly isOwnForeign: boolean;
  readonly tell: (event: PlayEvent) => void;
  /** The ring is there, though nobody of it yet: a screen may look at it until it is disposed. */
  readonly watch: (arena: ProcessArena) => AsyncDisposable | undefined;
  readonly ringFile: string | undefined;
  readonly version: string;
  readonly signal: AbortSignal;
}

export async function playOnProcesses(job: Job, options: ProcessRunOptions): Promise<Played> {
  await using folder = await RunFolder.open(job);
  const { plan } = job;
  const programs = new Map(plan.peers.map(({ id, program }) => [id, program]));
  await using arena = await openProcessArena({
    plan,
    folder: folder.path,
    files: new RunFiles(job.beside, folder.path),
    commandOf: (id) => options.commands.get(programs.get(id) ?? ''),
    ownCommand: options.ownCommand,
    ringFile: options.ringFile,
    signal: options.signal,
  });
  arena.listen((event) => folder.log(event, arena.now()));
  const lack = await lacking(plan, arena.ring.plan, foreign(job, options), options.signal);
  const result =
    lack === undefined ? await played(job, arena, folder, options) : arenaFailed(plan, 'processes', lack);
  const lag = arena.lag();
  const verdict = judgeRun(plan, result, lag);
  const run: Played = { job, result, lag, verdict, folder: folder.path };
  await writeResults(folder, run, options.version);
  if (verdict.kind === 'held') await folder.forgetValues();
  return run;
}

async function played(
  { plan }: Job,
  arena: ProcessArena,
  folder: RunFolder,
  { tell, watch, signal }: ProcessRunOptions,
): Promise<PlayResult> {
  await using _ = watch(arena);
  return await play(plan, arena, {
    sha256,
    signal,
    tell: (event) => {
      folder.record(event);
      // What peers tell is in their logs, and in the record.
      if (event.kind !== 'peer') tell(event);
    },
  });
}

/** One peer of each program that is not ours. */
function foreign(
  { plan }: Job,
  { commands, ownCommand, isOwnForeign }: ProcessRunOptions,
): readonly Program[] {
  const names = [...new Set(plan.peers.map(({ program }) => program))];
  return names.flatMap((name): readonly Program[] => {
    const command = name === null ? ownCommand : commands.get(name);
    const id = plan.peers.find(({ program }) => program === name)?.id;
    if (command === undefined || id === undefined || (name === null && !isOwnForeign)) return [];
    return [{ name: name ?? undefined, command, id }];
  });
}
