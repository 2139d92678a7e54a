#!/usr/bin/env node
// The `reporter` program: gives `runReporter` the real terminal, signals, clock and network.

import { enableCompileCache } from 'node:module';
import process from 'node:process';
import type { Ending } from './cli/surroundings.ts';

enableCompileCache();
const { runReporter } = await import('./cli/run-reporter.ts');
const { realPace } = await import('./poll/watch-ring.ts');

const ended = new AbortController();
const end = (ending: Ending): void => ended.abort(ending);
process.on('SIGINT', () => end('SIGINT'));
process.on('SIGTERM', () => end('SIGTERM'));
process.on('SIGHUP', () => end('SIGTERM'));
process.stdout.on('error', () => end('EPIPE'));

process.exitCode = await runReporter({
  argv: process.argv.slice(2),
  environment: process.env,
  keyboard: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  folder: process.cwd(),
  signal: ended.signal,
  pace: realPace,
  openObserver: async (options) => {
    const { openObserver } = await import('@ringside/peer/client');
    return openObserver(options);
  },
});
