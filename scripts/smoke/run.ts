// Runs one command to its end: with a limit, without a stdin, and with all it said kept for the day it fails.

import { execFile, type ExecFileException } from 'node:child_process';
import { dirname, delimiter } from 'node:path';
import process from 'node:process';

export interface Ended {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly folder: string;
  readonly limitMs: number;
  /** What the command reads; then its stdin ends. */
  readonly input?: string;
}

/** The Node.js of this process comes first: what is installed starts by `#!/usr/bin/env node`. */
const environment = {
  ...process.env,
  PATH: [dirname(process.execPath), process.env['PATH']].join(delimiter),
};

/** Resolves with whatever exit code; rejects when the command cannot start, runs over its limit or dies of a signal. */
export function run(file: string, args: readonly string[], options: RunOptions): Promise<Ended> {
  const { promise, resolve, reject } = Promise.withResolvers<Ended>();
  const child = execFile(
    file,
    [...args],
    {
      cwd: options.folder,
      timeout: options.limitMs,
      killSignal: 'SIGKILL',
      env: environment,
      maxBuffer: 2 ** 26,
    },
    (error, stdout, stderr) => {
      const exitCode = exitCodeOf(error);
      if (exitCode === undefined)
        reject(failure(`${file} ${args.join(' ')}`, error, stdout, stderr, options));
      else resolve({ exitCode, stdout, stderr });
    },
  );
  // A command that ended early takes no more input; its exit code says more than the broken pipe.
  child.stdin?.on('error', () => undefined);
  child.stdin?.end(options.input ?? '');
  return promise;
}

/** As `run`, and any exit code but zero rejects. */
export async function runWell(file: string, args: readonly string[], options: RunOptions): Promise<Ended> {
  const ended = await run(file, args, options);
  if (ended.exitCode === 0) return ended;
  throw failure(`${file} ${args.join(' ')}`, `exit ${ended.exitCode}`, ended.stdout, ended.stderr, options);
}

function exitCodeOf(error: ExecFileException | null): number | undefined {
  if (error === null) return 0;
  return typeof error.code === 'number' && error.killed !== true ? error.code : undefined;
}

function failure(command: string, why: unknown, stdout: string, stderr: string, options: RunOptions): Error {
  const lastLines = `${stdout}\n${stderr}`.trim().split('\n').slice(-20).join('\n');
  return new Error(`\`${command}\` failed within ${options.limitMs} ms: ${String(why)}\n${lastLines}`);
}
