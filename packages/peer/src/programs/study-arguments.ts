// The command line of `pnpm study`: which study, which seed, and the numbers that the study lets one change.

import { parseArgs } from 'node:util';
import { parseWhole, UsageError } from '../settings/index.ts';
import { defaultOptions, type AnyStudy, type Flag } from '../sim/studies/index.ts';

export interface StudyArguments {
  readonly name: string;
  readonly seed: number;
  readonly options: Readonly<Record<string, number>>;
}

type Studies = Readonly<Record<string, AnyStudy>>;

const seedMost = 2 ** 31 - 1;

/** What is asked for. Throws UsageError for anything else. */
export function readStudyArguments(args: readonly string[], studies: Studies): StudyArguments | 'help' {
  const names = Object.keys(studies);
  const [name, ...flags] = args;
  if (args.includes('--help') || args.includes('-h')) return 'help';
  const study = studies[name ?? ''];
  if (name === undefined || study === undefined) {
    const what = name === undefined ? 'say which study' : `there is no study "${name}"`;
    throw new UsageError(`${what}; choose one of ${names.join(', ')}.`);
  }
  const values = read(name, study, flags);
  const { seed, ...changed } = values;
  return { name, seed: seed ?? 1, options: { ...defaultOptions(study.flags), ...changed } };
}

function read(name: string, study: AnyStudy, args: readonly string[]): Readonly<Record<string, number>> {
  const flags: Readonly<Record<string, Flag>> = {
    seed: { value: 1, least: 0, most: seedMost, says: 'where all chance begins' },
    ...study.flags,
  };
  const known = Object.keys(flags);
  const options = Object.fromEntries(known.map((flag) => [flag, { type: 'string' as const }]));
  const { tokens } = parseArgs({ args: [...args], options, strict: false, tokens: true });
  const values: Record<string, number> = {};
  for (const token of tokens) {
    if (token.kind === 'positional')
      throw new UsageError(`"${token.value}" is one word too many; see --help.`);
    if (token.kind !== 'option') continue;
    const flag = flags[token.name];
    if (flag === undefined)
      throw new UsageError(`${token.rawName} is no flag of ${name}; it has --${known.join(', --')}.`);
    if (token.value === undefined) throw new UsageError(`${token.rawName} needs a value; see --help.`);
    values[token.name] = parseWhole(token.value, token.rawName, { min: flag.least, max: flag.most });
  }
  return values;
}

/** For --help. */
export function studyUsage(studies: Studies): string {
  const lines = Object.entries(studies).flatMap(([name, { claim, flags }]) => [
    `  ${name}`,
    `      ${claim}`,
    ...Object.entries(flags).map(
      ([flag, { value, says }]) => `      --${`${flag} N`.padEnd(14)} ${says} (${value})`,
    ),
    '',
  ]);
  return ['study <name> [--seed N] [flags]: what the simulator says of one claim', '', ...lines].join('\n');
}
