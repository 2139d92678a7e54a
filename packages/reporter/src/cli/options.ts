// The flags that every command takes. Values stay text here: they are read, with the environment, in read-settings.ts.

import type { Argv, Options } from 'yargs';

const flags = {
  peers: { type: 'string', requiresArg: true, describe: 'Ids (2,4,5,8) or addresses (host:port), by commas' },
  discover: { type: 'boolean', describe: 'Poll every peer that is named, too' },
  host: { type: 'string', requiresArg: true, describe: 'Where peers given by id listen [127.0.0.1]' },
  'base-port': { type: 'string', requiresArg: true, describe: 'Peer N listens on this plus N [12000]' },
  bits: { type: 'string', requiresArg: true, describe: 'Ids are below 2^bits [8]' },
  ring: { type: 'string', requiresArg: true, describe: 'Name of the ring [ringside]' },
  interval: { type: 'string', requiresArg: true, describe: 'From sweep to sweep: 2, 500ms, 1m [1s]' },
  json: { type: 'boolean', describe: 'Print records, one JSON object a line' },
  record: { type: 'string', requiresArg: true, describe: 'Write the records to this file, too' },
  'no-color': { type: 'boolean', describe: 'No colours; NO_COLOR and FORCE_COLOR count' },
  quiet: { type: 'boolean', alias: 'q', describe: 'Only verdicts' },
  verbose: { type: 'boolean', alias: 'v', describe: 'Every answer as well, and where a bug is' },
} as const satisfies Readonly<Record<string, Options>>;

export interface CommonArguments {
  readonly peers: string | undefined;
  readonly discover: boolean | undefined;
  readonly host: string | undefined;
  readonly 'base-port': string | undefined;
  readonly bits: string | undefined;
  readonly ring: string | undefined;
  readonly interval: string | undefined;
  readonly json: boolean | undefined;
  readonly record: string | undefined;
  readonly 'no-color': boolean | undefined;
  readonly quiet: boolean | undefined;
  readonly verbose: boolean | undefined;
}

export function withCommonOptions(yargs: Argv<object>): Argv<CommonArguments> {
  return yargs.options(flags);
}
