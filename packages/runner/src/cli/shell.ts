// Gives the runner program the real terminal and the signals of a shell. The only file of it that listens to signals.

import process from 'node:process';
import type { Ending } from '../session/surroundings.ts';
import type { PeerCommand } from '../spawn/index.ts';

/** Sets the exit code; the process ends by itself when everything is closed. */
export async function runInShell(peerCommand?: PeerCommand): Promise<void> {
  const ending = new AbortController();
  const end = (how: Ending): void => ending.abort(how);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => end(signal));
  process.stdout.on('error', () => end('EPIPE'));
  process.stderr.on('error', () => end('EPIPE'));
  const { runRunner } = await import('./run-runner.ts');
  process.exitCode = await runRunner({
    argv: process.argv.slice(2),
    environment: process.env,
    stdin: process.stdin,
    stdout: process.stdout,
    stderr: process.stderr,
    ending,
    peerCommand,
  });
}
