// The flags as yargs knows them. Values stay text here: they are read, with the environment, in read-session.ts.

import { hashRules, ownerRules, presetNames, routings } from '@ringside/peer/settings';
import type { Argv, Options } from 'yargs';
import type { OptionName } from '../plan/index.ts';

/** Of every command. */
const sessionFlags = {
  ping: {
    alias: 'i',
    type: 'string',
    requiresArg: true,
    describe: 'Ping interval: 3 (seconds), 500ms, 2m [3s]',
  },
  report: { alias: 'r', type: 'boolean', describe: 'Live ring table' },
  'base-port': { type: 'string', requiresArg: true, describe: 'Peer N listens on this plus N [12000]' },
  host: { type: 'string', requiresArg: true, describe: 'Where peers listen [127.0.0.1]' },
  show: {
    type: 'string',
    requiresArg: true,
    describe: 'More of what peers say: ping-requests,ping-responses,debug',
  },
  json: { type: 'boolean', describe: 'Print records, one JSON object a line' },
  'no-color': { type: 'boolean', describe: 'No colours; NO_COLOR and FORCE_COLOR count' },
  quiet: { alias: 'q', type: 'boolean', describe: 'Only failures and the verdict' },
  verbose: {
    alias: 'v',
    type: 'boolean',
    describe: 'Everything that peers have to tell, and where a bug is',
  },
} as const satisfies Readonly<Record<string, Options>>;

const ringFlags = {
  peers: {
    alias: 'p',
    type: 'string',
    requiresArg: true,
    describe: 'Ids by commas, or names to be hashed [2,4,5,8,9,14,19]',
  },
  count: {
    type: 'string',
    requiresArg: true,
    describe: 'So many peers with random ids, in place of --peers',
  },
  preset: {
    type: 'string',
    requiresArg: true,
    choices: presetNames,
    describe: 'classic: 8 bits, one successor at a time; chord: 32 bits, sha256, fingers',
  },
  ring: { type: 'string', requiresArg: true, describe: 'Name of the ring [ringside]' },
  bits: { type: 'string', requiresArg: true, describe: 'Ids are below 2^bits' },
  hash: { type: 'string', requiresArg: true, choices: hashRules, describe: 'How a name becomes a key' },
  owner: {
    type: 'string',
    requiresArg: true,
    choices: ownerRules,
    describe: 'Who keeps a key that equals an id',
  },
  successors: { type: 'string', requiresArg: true, describe: 'Length of the successor list [8]' },
  replicas: { type: 'string', requiresArg: true, describe: 'How many peers hold each value [3]' },
  routing: { type: 'string', requiresArg: true, choices: routings, describe: 'Where a request may go next' },
  data: {
    type: 'string',
    requiresArg: true,
    describe: 'Peers keep their values in <folder>/<id> [.ringside/peers]',
  },
  seed: { type: 'string', requiresArg: true, describe: 'Draw the same ids and delays again' },
  unmonitored: { type: 'string', requiresArg: true, describe: 'Ids that are started but not polled' },
} as const satisfies Readonly<Record<string, Options>>;

type Switch = 'report' | 'json' | 'no-color' | 'quiet' | 'verbose';

/** Every flag, whether its command has it or not. */
export type Flags = { readonly [Name in OptionName]?: string | undefined } & {
  readonly [Name in Switch]?: boolean | undefined;
};

export function withSessionFlags(yargs: Argv<object>): Argv<Flags> {
  return yargs.options(sessionFlags);
}

export function withRingFlags(yargs: Argv<object>): Argv<Flags> {
  return yargs.options({ ...ringFlags, ...sessionFlags });
}
