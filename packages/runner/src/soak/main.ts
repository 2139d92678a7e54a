// `pnpm soak`: real churn on real processes for ten minutes, or a measurement of the failure detector. Gives the program the shell's
// signals and its own streams; the process ends by itself when everything is closed.

import process from 'node:process';
import { runSoak } from './program.ts';

const ending = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => ending.abort(signal));
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => ending.abort('EPIPE'));

process.exitCode = await runSoak({
  argv: process.argv.slice(2),
  out: (line) => void process.stdout.write(`${line}\n`),
  err: (line) => void process.stderr.write(`${line}\n`),
  signal: ending.signal,
  seed: Math.floor(Math.random() * 2 ** 32),
});
