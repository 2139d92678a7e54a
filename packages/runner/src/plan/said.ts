// What somebody said about a ring, before anybody has judged it: one value an option, each with the words that an error must name.

import { given, type Environment, type Given } from '@ringside/peer/settings';

/** Every option of a ring that can be said on a command line, in the environment or to the library. */
export const optionNames = [
  'peers',
  'count',
  'ping',
  'preset',
  'ring',
  'bits',
  'hash',
  'owner',
  'successors',
  'replicas',
  'routing',
  'base-port',
  'host',
  'data',
  'seed',
  'unmonitored',
  'show',
] as const;

export type OptionName = (typeof optionNames)[number];

export type Said = { readonly [Name in OptionName]?: Given };

/** A flag beats its variable, which beats the default. */
export function saidOnCommandLine(
  flags: { readonly [Name in OptionName]?: string | undefined },
  environment: Environment,
): Said {
  return collect((name) => given(`--${name}`, flags[name], environment));
}

/** As a library: the option's own name is what an error names. Undefined was not said. */
export function saidInCode(options: readonly (readonly [OptionName, string | number | undefined])[]): Said {
  const said = new Map(options);
  return collect((name) => {
    const value = said.get(name);
    return value === undefined ? undefined : { text: String(value), source: name };
  });
}

function collect(find: (name: OptionName) => Given | undefined): Said {
  const found = optionNames.map((name) => [name, find(name)] as const);
  return Object.fromEntries(found.filter(([, value]) => value !== undefined));
}
