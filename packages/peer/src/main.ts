#!/usr/bin/env node
// The `peer` program. A peer under a runner starts on a path of its own, without the human command line.

import process from 'node:process';

const args = process.argv.slice(2);
if (args[0] === 'serve' && args.includes('--control') && !args.includes('--help') && !args.includes('-h')) {
  const { serveUnderRunner } = await import('./cli/serve-under-runner.ts');
  await serveUnderRunner(args);
} else {
  const { runPeerProgram } = await import('./cli/program.ts');
  await runPeerProgram(args);
}
