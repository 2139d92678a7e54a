// Plays one job in the simulator: nothing is started, and the same job gives the same events every time.

import type { Core } from '@ringside/peer/sim';
import { RunFiles } from '../arenas/run-files.ts';
import { SimulatorArena } from '../arenas/simulator/simulator-arena.ts';
import { sha256 } from '../ring/index.ts';
import { play, type ArenaEvent, type PlayEvent } from '../scenario/index.ts';
import { judgeRun } from '../verdict/index.ts';
import { arenaFailed } from './arena-failed.ts';
import type { Job } from './job.ts';
import type { Played } from './played.ts';
import { RunFolder } from './run-folder.ts';
import { writeResults } from './write-results.ts';

export interface SimulatedRunOptions {
  readonly tell: (event: PlayEvent) => void;
  readonly signal: AbortSignal;
}

export interface Simulated extends Played {
  /** A fingerprint of everything that happened. */
  readonly hash: string;
}

/** No clock of this machine is looked at, so nothing can be late. */
const noLag = { maxMs: 0, share: 0 } as const;

export interface SimulatedJob {
  readonly job: Job;
  readonly signal: AbortSignal;
  /** Another core than the one that ships: to see a mistake caught. */
  readonly core?: Core;
}

/** Keeps nothing; what scenarios ask to be written down is let be. */
export async function simulate(
  { job, signal, core }: SimulatedJob,
  tell: (event: PlayEvent) => void = () => {},
  hear: (event: ArenaEvent, atMs: number) => void = () => {},
  files?: Pick<RunFiles, 'read' | 'keep'>,
): Promise<Simulated> {
  const program = job.plan.peers.find((peer) => peer.program !== null)?.program;
  if (program !== undefined && program !== null) {
    const why = `other programs cannot be simulated, and some peers are "${program}"; play it on processes`;
    const nothing = arenaFailed(job.plan, 'simulator', why);
    return {
      job,
      result: nothing,
      lag: noLag,
      verdict: judgeRun(job.plan, nothing, noLag),
      folder: undefined,
      hash: '',
    };
  }
  const readOnly = new RunFiles(job.beside, job.beside);
  const arena = new SimulatorArena({
    plan: job.plan,
    sha256,
    ...(core && { core }),
    files: files ?? { read: async (path) => await readOnly.read(path), keep: async () => {} },
  });
  arena.listen((event) => hear(event, arena.now()));
  const result = await arena.time.drive(play(job.plan, arena, { sha256, signal, tell }));
  const verdict = judgeRun(job.plan, result, noLag);
  return { job, result, lag: noLag, verdict, folder: undefined, hash: arena.hash() };
}

/** With everything kept in a folder, as of a run on processes. */
export async function simulateAndKeep(
  job: Job,
  { tell, signal }: SimulatedRunOptions,
  version: string,
): Promise<Simulated> {
  await using folder = await RunFolder.open(job);
  const record = (event: PlayEvent): void => {
    folder.record(event);
    if (event.kind !== 'peer') tell(event);
  };
  const files = new RunFiles(job.beside, folder.path);
  const run = await simulate({ job, signal }, record, (event, atMs) => folder.log(event, atMs), files);
  const kept = { ...run, folder: folder.path };
  await writeResults(folder, kept, version);
  return kept;
}
