// The folder of one run, `.ringside/runs/<name>-<seed>-<time>/`: everything that was planned, heard and found, written as it happens. `latest`
// beside it leads to the last one.

import { createWriteStream, type WriteStream } from 'node:fs';
import { mkdir, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import process from 'node:process';
import { finished } from 'node:stream/promises';
import { EXIT, ProgramError } from '@ringside/peer/settings';
import { classicLines, shows, type Show } from '@ringside/peer/voice';
import { writePlan, type ArenaEvent, type PlayEvent } from '../scenario/index.ts';
import type { Job } from './job.ts';

export const runsFolder = '.ringside/runs';
const all: ReadonlySet<Show> = new Set(shows);

export class RunFolder implements AsyncDisposable {
  readonly path: string;
  readonly startedAt: Date;
  readonly #events: WriteStream;
  readonly #logs = new Map<number, WriteStream>();

  private constructor(path: string, startedAt: Date) {
    this.path = path;
    this.startedAt = startedAt;
    this.#events = opened(join(path, 'events.ndjson'));
  }

  /** Makes it, with the plan and the scenario in it. Rejects with a ProgramError when nothing can be written. */
  static async open(job: Job, root: string = runsFolder): Promise<RunFolder> {
    const startedAt = new Date();
    const stem = `${job.plan.name}-${job.plan.seed}-${stamp(startedAt)}`;
    try {
      const path = await freshFolder(root, stem);
      await mkdir(join(path, 'logs'));
      await writeFile(join(path, 'plan.json'), writePlan(job.plan));
      if (job.scenario !== null) await writeFile(join(path, 'scenario.yaml'), job.scenario);
      await pointTo(path);
      return new RunFolder(path, startedAt);
    } catch (cause) {
      throw new ProgramError(EXIT.cannotWrite, `cannot write to ${root}; run it in a folder of your own.`, {
        cause,
      });
    }
  }

  record(event: PlayEvent): void {
    const { kind, atMs, ...rest } = event;
    const at = new Date(this.startedAt.getTime() + atMs).toISOString();
    this.#events.write(`${JSON.stringify({ v: 1, type: kind, at, atMs: Math.round(atMs), ...rest })}\n`);
  }

  /** What peers say, in one file a peer, and how each of their lives ended. */
  log(event: ArenaEvent, atMs: number): void {
    const say = (id: number, line: string): void => this.#say(id, atMs, line);
    switch (event.kind) {
      case 'notice':
        for (const line of classicLines(event.notice, { id: event.id, show: all })) say(event.id, line);
        return;
      case 'text':
        return say(event.id, event.text);
      case 'ended':
        return say(event.ending.id, `-- the process ${event.ending.how} (${event.ending.state})`);
    }
  }

  async write(name: string, text: string): Promise<void> {
    await writeFile(join(this.path, name), text);
  }

  /** What peers had stored is of use only to find out why a run failed. */
  async forgetValues(): Promise<void> {
    for (const part of ['first', 'peers', 'values']) {
      // oxlint-disable-next-line no-await-in-loop
      await rm(join(this.path, part), { recursive: true, force: true });
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all([this.#events, ...this.#logs.values()].map(closed));
  }

  #say(id: number, atMs: number, line: string): void {
    const log = this.#logs.get(id) ?? opened(join(this.path, 'logs', `peer-${id}.log`));
    this.#logs.set(id, log);
    const at = new Date(this.startedAt.getTime() + atMs).toISOString();
    log.write(`${at.slice(11, 23)} ${line}\n`);
  }
}

function opened(path: string): WriteStream {
  const file = createWriteStream(path);
  // A full disk must not end the ring that is being watched.
  file.on('error', () => {});
  return file;
}

async function closed(file: WriteStream): Promise<void> {
  file.end();
  await finished(file).catch(() => {});
}

/** `20261122-143000`, in UTC. */
function stamp(at: Date): string {
  return at.toISOString().slice(0, 19).replaceAll(/[-:]/g, '').replace('T', '-');
}

/** Two runs may begin in the same second. */
async function freshFolder(root: string, stem: string): Promise<string> {
  await mkdir(root, { recursive: true });
  for (let turn = 1; ; turn += 1) {
    const path = join(root, turn === 1 ? stem : `${stem}-${turn}`);
    try {
      // oxlint-disable-next-line no-await-in-loop
      await mkdir(path);
      return path;
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    }
  }
}

async function pointTo(path: string): Promise<void> {
  const latest = join(dirname(path), 'latest');
  const beside = `${latest}.${process.pid}`;
  await rm(beside, { force: true });
  try {
    await symlink(basename(path), beside, 'dir');
    await rename(beside, latest);
  } catch {
    // Not every system lets everybody make links: the name of the last run has to do.
    await rm(latest, { recursive: true, force: true });
    await writeFile(latest, `${basename(path)}\n`);
  }
}
