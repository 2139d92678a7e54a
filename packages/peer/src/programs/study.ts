// `pnpm study <name> [--seed N] [flags]`: one study of the simulator. Figures go to stdout as a table and to .ringside/study-<name>.json,
// progress to stderr. Exit code 0 when every limit held, 1 when one did not, 64 for a command line that cannot be obeyed.

import { mkdir, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { isMainThread } from 'node:worker_threads';
import { EXIT, lastWords, type ExitCode } from '../settings/index.ts';
import { isHeld, studies, type AnyStudy, type Conclusion } from '../sim/studies/index.ts';
import { readStudyArguments, studyUsage, type StudyArguments } from './study-arguments.ts';
import { performAll } from './study-crew.ts';
import { studyTable } from './study-table.ts';
import { workOnTasks } from './study-worker.ts';

const root = join(import.meta.dirname, '..', '..', '..', '..');
/** The first word on progress, and how often there is another. */
const quietMs = 2_000;
const progressMs = 10_000;

async function main(): Promise<ExitCode> {
  const asked = readStudyArguments(process.argv.slice(2), studies);
  if (asked === 'help') {
    process.stdout.write(studyUsage(studies));
    return EXIT.ok;
  }
  const study = studies[asked.name];
  if (study === undefined) throw new RangeError(`no study ${asked.name}`);
  const startedAt = performance.now();
  const conclusion = await conduct(study, asked);
  const tookMs = performance.now() - startedAt;
  await write(`.ringside/study-${asked.name}.json`, `${JSON.stringify(record(asked, conclusion, tookMs))}\n`);
  for (const { path, text } of conclusion.pages ?? []) await write(path, text);
  process.stdout.write(`${asked.name}: ${study.claim}\n${studyTable(conclusion.figures)}\n`);
  return isHeld(conclusion.figures) ? EXIT.ok : EXIT.notHeld;
}

async function conduct(study: AnyStudy, { name, options, seed }: StudyArguments): Promise<Conclusion> {
  const tasks = study.plan(options, seed);
  const startedAt = performance.now();
  const say = (line: string): void => void process.stderr.write(`study ${name}: ${line}\n`);
  let sayAt = startedAt + quietMs;
  const results = await performAll(name, tasks, Math.min(tasks.length, availableParallelism()), {
    say,
    onDone(done) {
      const now = performance.now();
      if (now < sayAt || done === tasks.length) return;
      sayAt = now + progressMs;
      const leftS = Math.round((((now - startedAt) / done) * (tasks.length - done)) / 1_000);
      say(`${done} of ${tasks.length} done, about ${leftS} s left`);
    },
  });
  return study.conclude(results, options);
}

/** What is kept of a study. A value that never came is null there. */
function record({ name, options, seed }: StudyArguments, { figures }: Conclusion, tookMs: number): object {
  const machine = { cores: availableParallelism(), runtime: `Node.js ${process.version}` };
  const at = new Date().toISOString();
  return { at, machine, study: name, seed, options, tookMs, held: isHeld(figures), figures };
}

async function write(path: string, text: string): Promise<void> {
  const whole = join(root, path);
  await mkdir(dirname(whole), { recursive: true });
  await writeFile(whole, text);
}

if (isMainThread) {
  try {
    process.exitCode = await main();
  } catch (error) {
    const { line, exitCode } = lastWords('study', error);
    process.stderr.write(`${line}\n`);
    process.exitCode = exitCode;
  }
} else workOnTasks(studies);
