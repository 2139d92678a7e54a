#!/usr/bin/env node
// The `peer` program. A peer under a runner starts on a path of its own, without the human command line.

import { enableCompileCache } from 'node:module';
import process from 'node:process';

// Types are stripped, and the code compiled, once; later starts take a quarter of the time.
enableCompileCache();

const args = process.argv.slice(2);
if (args[0] === 'serve' && args.includes('--control') && !args.includes('--help') && !args.includes('-h')) {
  const { serveUnderRunner } = await import('./cli/serve-under-runner.ts');
  await serveUnderRunner(args);
} else {
  const { runPeerProgram } = await import('./cli/program.ts');
  await runPeerProgram(args);
}
