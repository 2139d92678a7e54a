// The command line of `pnpm model`: which checks, or one of one's own, and how much it may take.

import { parseArgs } from 'node:util';
import { checks, searchOf, type Check } from '../model/index.ts';
import { parseChoice, parseWhole, UsageError } from '../settings/index.ts';

export interface ModelArguments {
  readonly chosen: readonly Check[];
  readonly limits: Limits;
}

/** Where an exploration stops although it is not done. */
export interface Limits {
  readonly scenes: number;
  readonly seconds: number;
  readonly megabytes: number;
}

const grains = ['operation', 'query', 'message'] as const;
const failures = ['guarded', 'kept-list', 'principals', 'any', 'none'] as const;

const flags = {
  only: { type: 'string', multiple: true },
  all: { type: 'boolean' },
  scenes: { type: 'string' },
  seconds: { type: 'string' },
  megabytes: { type: 'string' },
  ids: { type: 'string' },
  members: { type: 'string' },
  list: { type: 'string' },
  grain: { type: 'string' },
  failures: { type: 'string' },
  faults: { type: 'string' },
  late: { type: 'boolean' },
  forgetful: { type: 'boolean' },
  impatient: { type: 'boolean' },
  told: { type: 'boolean' },
  recover: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

const limitFlags: readonly string[] = ['only', 'all', 'scenes', 'seconds', 'megabytes', 'help'];

type Values = ReturnType<typeof read>;

/** What is asked for. Throws UsageError for anything else. */
export function readModelArguments(args: readonly string[]): ModelArguments | 'help' {
  const values = read(args);
  if (values.help === true) return 'help';
  return { chosen: chosenBy(values), limits: limitsIn(values) };
}

function read(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: flags }).values;
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    throw new UsageError(`${words.replace(/\.? To specify.*$/s, '').replace(/\.$/, '')}; see --help.`, {
      cause: error,
    });
  }
}

function chosenBy(values: Values): readonly Check[] {
  const own = Object.keys(values).filter((flag) => !limitFlags.includes(flag));
  if (values.only === undefined)
    return own.length > 0
      ? [ownCheck(values)]
      : checks.filter(({ isLong }) => values.all === true || !isLong);
  if (own.length > 0) throw new UsageError(`--only and --${own[0]} do not go together; use one of them.`);
  const names = checks.map(({ name }) => name);
  const unknown = values.only.find((name) => !names.includes(name));
  if (unknown !== undefined)
    throw new UsageError(`--only ${unknown} is no check; choose one of ${names.join(', ')}.`);
  return checks.filter(({ name }) => values.only?.includes(name));
}

function ownCheck(values: Values): Check {
  const places = whole(values, 'ids', 2, 7, 4);
  const members = whole(values, 'members', 1, places, places);
  const search = searchOf({
    places,
    members,
    successorsMax: whole(values, 'list', 1, 6, 2),
    grain: parseChoice(values.grain ?? 'query', '--grain', grains),
    failures: parseChoice(values.failures ?? 'guarded', '--failures', failures),
    lateWords: values.late === true,
    forgets: values.forgetful === true,
    givesUp: values.impatient === true,
    tells: values.told === true,
    recoverEvery: whole(values, 'recover', 0, 1_000_000, 1),
    ...(values.faults === undefined ? {} : { faultsMax: whole(values, 'faults', 0, 100, 0) }),
  });
  const says = `${members} members among ${places} ids, as the flags say`;
  return { name: 'own', says, search, isLong: false, expects: 'holds' };
}

function limitsIn(values: Values): Limits {
  return {
    scenes: whole(values, 'scenes', 1, 2 ** 31 - 2, 90_000_000),
    seconds: whole(values, 'seconds', 1, 1_000_000, 3_600),
    megabytes: whole(values, 'megabytes', 100, 1_000_000, 6_000),
  };
}

type NumberFlag = 'ids' | 'members' | 'list' | 'recover' | 'faults' | 'scenes' | 'seconds' | 'megabytes';

function whole(values: Values, flag: NumberFlag, min: number, max: number, otherwise: number): number {
  const text = values[flag];
  return text === undefined ? otherwise : parseWhole(text, `--${flag}`, { min, max });
}

/** For --help. */
export function modelUsage(): string {
  const named = checks.map(
    ({ name, says, isLong }) => `  ${name.padEnd(20)} ${says}${isLong ? ' (long)' : ''}`,
  );
  return `${[
    'model [--only <check>]... [--all]: every interleaving of a small ring, made by the shipped core',
    '',
    ...named,
    '',
    '  --all            the long ones too',
    '  --scenes N       stop after so many scenes (90000000), --seconds N (3600), --megabytes N (6000)',
    '',
    'One of your own, with any of:',
    '  --ids N          ids there are (4)',
    '  --members N      members in the beginning (all)',
    '  --list N         length of the successor lists (2)',
    '  --grain G        operation, query or message (query)',
    '  --failures F     guarded, kept-list, principals, any or none (guarded)',
    '  --faults N       at most so many losses and joins (as many as there can be)',
    '  --late           what the dead said is read however late',
    '  --forgetful      who was silent is forgotten at any time',
    '  --impatient      questions to the living are given up',
    '  --told           rounds begin because the head told of a change, too',
    '  --recover N      look at the recovery of every N-th scene (1; 0 = of none)',
  ].join('\n')}\n`;
}
