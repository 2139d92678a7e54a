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

const runFlags = {
  ...checkFlags,
  simulate: { type: 'boolean', describe: 'Play in the simulator, under a virtual clock' },
  seeds: {
    type: 'string',
    requiresArg: true,
    describe: 'With --simulate: so many seeds, one after the other, from the one of the scenario on',
  },
  plan: { type: 'string', requiresArg: true, describe: 'Play this plan again, as a run has saved it' },
  'peer-command': {
    type: 'string',
    array: true,
    nargs: 1,
    requiresArg: true,
    describe: 'What a scenario means by "peer: name": name=path of a program',
  },
  json: { type: 'boolean', describe: 'Print records, one JSON object a line' },
  quiet: { alias: 'q', type: 'boolean', describe: 'Only what did not hold, and the verdict' },
  verbose: { alias: 'v', type: 'boolean', describe: 'Everything that is done and seen' },
  'no-color': { type: 'boolean', describe: 'No colours; NO_COLOR and FORCE_COLOR count' },
} as const satisfies Readonly<Record<string, Options>>;

export interface RunFlags extends Omit<CheckFlags, 'scenarios'> {
  readonly scenarios?: readonly string[] | undefined;
  readonly simulate?: boolean | undefined;
  readonly seeds?: string | readonly string[] | undefined;
  readonly plan?: string | readonly string[] | undefined;
  readonly 'peer-command'?: readonly string[] | undefined;
  readonly verbose?: boolean | undefined;
  readonly 'no-color'?: boolean | undefined;
}

export function withRunFlags(yargs: Argv<object>): Argv<RunFlags> {
  return yargs
    .positional('scenarios', {
      type: 'string',
      array: true,
      describe: 'Names of shipped scenarios, or paths of files',
    })
    .options(runFlags)
    .parserConfiguration({ 'duplicate-arguments-array': true, 'greedy-arrays': false });
}
