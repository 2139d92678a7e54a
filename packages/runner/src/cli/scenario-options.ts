// The flags of the commands about scenarios, as yargs knows them.

import { UsageError } from '@ringside/peer/settings';
import type { Argv, Options } from 'yargs';

const checkFlags = {
  seed: {
    type: 'string',
    requiresArg: true,
    describe: 'Draw the same plan again, in place of the seed in the file',
  },
  set: {
    type: 'string',
    array: true,
    nargs: 1,
    requiresArg: true,
    describe: 'A setting in place of the one in the file: ring.ping=1s; may be given several times',
  },
  only: {
    type: 'string',
    requiresArg: true,
    describe: 'Up to this phase: those before it are played too, for they make its ring',
  },
  json: { type: 'boolean', describe: 'Print one JSON object for each scenario, with the whole plans' },
  quiet: { alias: 'q', type: 'boolean', describe: 'One line for each run' },
} as const satisfies Readonly<Record<string, Options>>;

export interface CheckFlags {
  readonly scenarios: readonly string[];
  /** A list when it was given more than once. */
  readonly seed?: string | readonly string[] | undefined;
  readonly set?: readonly string[] | undefined;
  readonly only?: string | readonly string[] | undefined;
  readonly json?: boolean | undefined;
  readonly quiet?: boolean | undefined;
}

/** The value of a flag that can be given once only. */
export function once(flag: string, value: string | readonly string[] | undefined): string | undefined {
  if (value === undefined || typeof value === 'string') return value;
  throw new UsageError(`${flag} is given twice; keep one of them.`);
}

/** --set may be repeated, so that here every flag becomes a list when it is. */
export function withCheckFlags(yargs: Argv<object>): Argv<CheckFlags> {
  return yargs
    .positional('scenarios', {
      type: 'string',
      array: true,
      demandOption: true,
      describe: 'Names of shipped scenarios, or paths of files',
    })
    .options(checkFlags)
    .parserConfiguration({ 'duplicate-arguments-array': true, 'greedy-arrays': false });
}
