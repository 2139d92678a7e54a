// `pnpm model`: the model checker. Figures and counterexamples go to stdout, progress to stderr. Exit code 0 when every check came out as expected,
// 1 when one did not, 64 for a command line that cannot be obeyed.

import process from 'node:process';
import { EXIT, lastWords, type ExitCode } from '../settings/index.ts';
import { modelUsage, readModelArguments } from './model-arguments.ts';
import { isAsExpected, report } from './model-report.ts';
import { explore } from './model-run.ts';

function main(): ExitCode {
  const asked = readModelArguments(process.argv.slice(2));
  if (asked === 'help') {
    process.stdout.write(modelUsage());
    return EXIT.ok;
  }
  let held = 0;
  let unfinished = 0;
  for (const check of asked.chosen) {
    const say = (line: string): void => void process.stderr.write(`model ${check.name}: ${line}\n`);
    const exploration = explore(check, asked.limits, say);
    process.stdout.write(`${report(exploration)}\n`);
    if (isAsExpected(exploration)) held += 1;
    if (exploration.stoppedBy !== undefined) unfinished += 1;
  }
  const cut = unfinished === 0 ? '' : `, ${unfinished} of them as far as the limits let them`;
  process.stdout.write(`${held} of ${asked.chosen.length} checks came out as expected${cut}\n`);
  return held === asked.chosen.length ? EXIT.ok : EXIT.notHeld;
}

try {
  process.exitCode = main();
} catch (error) {
  const { line, exitCode } = lastWords('model', error);
  process.stderr.write(`${line}\n`);
  process.exitCode = exitCode;
}
