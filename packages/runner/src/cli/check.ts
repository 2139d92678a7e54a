// `runner check`: reads scenarios and says what would be done, or what is wrong. Starts nothing.

import { randomInt } from 'node:crypto';
import { EXIT, given } from '@ringside/peer/settings';
import { sha256 } from '../ring/index.ts';
import {
  compileRun,
  mistakeLines,
  printPlan,
  readRuns,
  sortMistakes,
  type Mistake,
  type Plan,
  type Run,
} from '../scenario/index.ts';
import type { Surroundings } from '../session/surroundings.ts';
import { findScenario, type FoundScenario } from './find-scenario.ts';
import { once, type CheckFlags } from './scenario-options.ts';
import { isSwitchOn } from './switches.ts';

interface Checked {
  readonly source: string;
  readonly runs: readonly { readonly run: Run; readonly plan: Plan }[];
  readonly mistakes: readonly Mistake[];
}

/** 0 when every scenario is right, 78 when one is not, 64 when a flag is not. */
export async function check(flags: CheckFlags, around: Surroundings): Promise<number> {
  const { environment, stdout, stderr } = around;
  const isJson = isSwitchOn('json', flags.json, environment);
  const isQuiet = isSwitchOn('quiet', flags.quiet, environment);
  const found = await Promise.all(flags.scenarios.map(findScenario));
  let exitCode: number = EXIT.ok;
  for (const scenario of found) {
    const checked = checkOne(scenario, flags, around);
    const isRight = checked.mistakes.length === 0;
    if (!isRight) exitCode = checked.mistakes.some(isInFlag) ? EXIT.usage : EXIT.badConfig;
    if (isJson) stdout.write(`${JSON.stringify(record(checked))}\n`);
    else if (isRight) stdout.write(textOf(isQuiet ? headLines(checked) : planLines(checked)));
    else stderr.write(textOf(mistakeLines(checked.mistakes)));
  }
  return exitCode;
}

/** What stands in a file has a place there. */
function isInFlag({ place }: Mistake): boolean {
  return place === undefined;
}

function checkOne(
  { source, bytes }: FoundScenario,
  flags: CheckFlags,
  { environment }: Surroundings,
): Checked {
  const outside = {
    settings: flags.set ?? [],
    seed: given('--seed', once('--seed', flags.seed), environment),
    only: once('--only', flags.only),
    drawnSeed: randomInt(2 ** 32),
  };
  const read = readRuns(source, bytes, outside, sha256);
  if (read.kind === 'wrong') return { source, runs: [], mistakes: read.mistakes };
  const runs: Checked['runs'][number][] = [];
  const mistakes: Mistake[] = [];
  for (const run of read.runs) {
    const compiled = compileRun(run, sha256);
    if (compiled.kind === 'plan') runs.push({ run, plan: compiled.plan });
    else mistakes.push(...compiled.mistakes);
  }
  return { source, runs, mistakes: sortMistakes(mistakes) };
}

/** One line a run. */
function headLines({ source, runs }: Checked): readonly string[] {
  return runs.map(
    ({ run, plan }) => `${source} is right: ${run.name}, ${stepsOf(plan)}, plan ${plan.hash.slice(0, 12)}`,
  );
}

/** Of several runs the plans differ little: one is shown, the others are named. */
function planLines(checked: Checked): readonly string[] {
  const [first] = checked.runs;
  if (first === undefined) return [];
  const others = checked.runs.length > 1 ? [...headLines(checked), '', 'The first of them:', ''] : [];
  const again = `this plan again: runner check ${checked.source.replace(/\.yaml$/, '')} ${first.run.again.join(' ')}`;
  return [...others, ...printPlan(first.plan), '', again, ''];
}

function stepsOf({ phases }: Plan): string {
  const steps = phases.reduce((sum, phase) => sum + phase.steps.length, 0);
  return `${counted(steps, 'step')} in ${counted(phases.length, 'phase')}`;
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

function record({ source, runs, mistakes }: Checked): object {
  const head = { v: 1, type: 'scenario', source, isRight: mistakes.length === 0 };
  if (mistakes.length === 0) {
    return {
      ...head,
      runs: runs.map(({ run, plan }) => ({ name: run.name, seed: run.seed, again: run.again, plan })),
    };
  }
  const listed = mistakes.map(({ source: from, place, message }) => ({
    source: from,
    line: place?.line ?? null,
    column: place?.column ?? null,
    message,
  }));
  return { ...head, mistakes: listed };
}

function textOf(lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join('');
}
