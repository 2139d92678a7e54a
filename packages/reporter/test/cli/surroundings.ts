// A shell in memory: runs the program with a fake network and keeps what it printed.

import { EventEmitter } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { PeerStatus } from '@ringside/peer/survey';
import { runReporter } from '../../src/cli/run-reporter.ts';
import type { Output, Surroundings } from '../../src/cli/surroundings.ts';
import { fakeObserver, startAt, type FakeObserver } from '../sweeps.ts';

export interface Ended {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly observer: FakeObserver;
}

export interface Shell {
  readonly statuses?: readonly PeerStatus[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly folder?: string;
  readonly stdout?: Output;
  readonly keyboard?: Surroundings['keyboard'];
  /** Called before each pause between sweeps, with what ends the program. */
  readonly onPause?: (sweeps: number, end: AbortController, observer: FakeObserver) => void;
}

export async function report(line: string, shell: Shell = {}): Promise<Ended> {
  const observer = fakeObserver(shell.statuses ?? []);
  const stdout = shell.stdout ?? new Sink();
  const stderr = new Sink();
  const end = new AbortController();
  let at = startAt;
  let pauses = 0;
  const exitCode = await runReporter({
    argv: line.split(' ').filter((word) => word !== ''),
    environment: shell.environment ?? {},
    keyboard: shell.keyboard ?? process.stdin,
    stdout,
    stderr,
    folder: shell.folder ?? join(tmpdir(), 'no-such-folder'),
    signal: end.signal,
    openObserver: () => observer,
    pace: {
      now: () => at,
      // A long pause is a limit (`--timeout`), which is over when as many short ones have passed.
      async pause(ms) {
        if (ms >= limitMs) {
          const until = at + ms;
          while (at < until) await nextTurn();
          return;
        }
        at += ms;
        pauses += 1;
        shell.onPause?.(pauses, end, observer);
        await nextTurn();
      },
    },
  });
  return { exitCode, stdout: stdout instanceof Sink ? stdout.text : '', stderr: stderr.text, observer };
}

/** A folder with a ring file in it, removed by `await using`. */
export async function folderWith(
  ringFile: string | undefined,
): Promise<AsyncDisposable & { readonly path: string }> {
  const path = await mkdtemp(join(tmpdir(), 'ringside-reporter-'));
  if (ringFile !== undefined) {
    await mkdir(join(path, '.ringside'));
    await writeFile(join(path, '.ringside/ring.json'), ringFile);
  }
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true }) };
}

const limitMs = 5_000;

function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}

class Sink extends EventEmitter implements Output {
  text = '';

  write(text: string): boolean {
    this.text += text;
    return true;
  }
}
