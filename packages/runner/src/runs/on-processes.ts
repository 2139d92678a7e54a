// Plays one job on real processes, and keeps all of it in a folder of its own. Nothing runs any more when it is over, however it ends.

import { RunFiles } from '../arenas/run-files.ts';
import { openProcessArena, type ProcessArena } from '../arenas/processes/process-arena.ts';
import { sha256 } from '../ring/index.ts';
import { play, type PlayEvent, type PlayResult } from '../scenario/index.ts';
import type { PeerCommand } from '../spawn/index.ts';
import { judgeRun } from '../verdict/index.ts';
import type { Job } from './job.ts';
import type { Played } from './played.ts';
import { RunFolder } from './run-folder.ts';
import { writeResults } from './write-results.ts';

export interface ProcessRunOptions {
  readonly ownCommand: PeerCommand;
  /** By the word that the scenario has for the program. */
  readonly commands: ReadonlyMap<string, PeerCommand>;
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
  arena.listen((event) => folder.log(event));
  const result = await played(job, arena, folder, options);
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
