// From flags as text to the options of a peer. Every refusal names the flag (or the variable), the value and the mend.

import { join } from 'node:path';
import type { PeerOptions } from '../host/index.ts';
import { identifierSpace, type Identifier } from '../ring/index.ts';
import {
  addressOf,
  defaultBasePort,
  defaultHost,
  given,
  parseAddress,
  parseChoice,
  parseId,
  parsePort,
  parseWhole,
  readRingSettings,
  splitList,
  UsageError,
  type Environment,
  type Given,
  type RingSettings,
} from '../settings/index.ts';
import { shows, type Show } from '../voice/index.ts';
import type { FlagTexts, SettingFlag } from './flags.ts';

export interface ReadOptions {
  readonly peer: PeerOptions & { readonly id: Identifier; readonly folder: string };
  readonly show: ReadonlySet<Show>;
  /** Where the peer with this id listens, if it listens where ours do. */
  addressOf(text: string, source: string): { readonly id: Identifier; readonly address: string };
}

const smallRingBits = 8;

/** `id` is the argument as typed; `pingArgument` the assignment's last argument. */
export function readOptions(
  id: string,
  flags: FlagTexts,
  environment: Environment,
  shownByDefault: readonly Show[] = [],
  pingArgument?: string,
): ReadOptions {
  const said = (flag: SettingFlag): Given | undefined => given(`--${flag}`, flags[flag], environment);
  if (pingArgument !== undefined && flags.ping !== undefined) {
    throw new UsageError(
      `the ping interval is given twice, as ${pingArgument} and as --ping ${flags.ping}; give it once.`,
    );
  }
  const ping =
    pingArgument === undefined ? said('ping') : { text: pingArgument, source: 'the ping interval' };
  const settings = readRingSettings({
    preset: said('preset'),
    ring: said('ring'),
    bits: said('bits'),
    hash: said('hash'),
    owner: said('owner'),
    successors: said('successors'),
    replicas: said('replicas'),
    routing: said('routing'),
    ping,
  });
  const space = identifierSpace(settings.bits);
  const ownId = parseId(id, 'the id', space);
  const places = readPlaces(settings, said);
  const listen = said('listen');
  const seed = said('seed');
  const show = said('show');
  return {
    peer: {
      ...settings,
      id: ownId,
      listen: listen === undefined ? places.own(ownId) : listenAddress(listen),
      folder: said('data')?.text ?? join('.ringside', 'peers', String(ownId)),
      ...(seed === undefined
        ? {}
        : { seed: parseWhole(seed.text, seed.source, { min: 0, max: 2 ** 32 - 1 }) }),
    },
    show: new Set(
      show === undefined
        ? shownByDefault
        : splitList(show.text, show.source).map((each) => parseChoice(each, show.source, shows)),
    ),
    addressOf: (text, source) => ({
      id: parseId(text, source, space),
      address: places.other(parseId(text, source, space), source),
    }),
  };
}

interface Places {
  own(id: Identifier): string;
  other(id: Identifier, source: string): string;
}

function readPlaces(settings: RingSettings, said: (flag: SettingFlag) => Given | undefined): Places {
  const host = said('host')?.text ?? defaultHost;
  const port = said('base-port');
  const basePort = port === undefined ? defaultBasePort : parsePort(port.text, port.source);
  const isSmall = settings.bits <= smallRingBits || port !== undefined;
  const at = (id: Identifier, source: string): string => {
    const address = addressOf(host, basePort, id);
    if (address === undefined)
      throw new UsageError(
        `${source} ${id} would listen on port ${basePort + id}, which is none; take a lower --base-port.`,
      );
    return address;
  };
  return {
    own: (id) => (isSmall ? at(id, 'peer') : `${host}:0`),
    other(id, source) {
      if (!isSmall)
        throw new UsageError(
          `${source} is ${id}; peers of a ring of ${settings.bits} bits listen anywhere, so write host:port.`,
        );
      return at(id, source);
    },
  };
}

/** Like any address, but port 0 stands for any free one. */
function listenAddress({ text, source }: Given): string {
  return text.endsWith(':0')
    ? `${parseAddress(`${text.slice(0, -1)}1`, source).slice(0, -1)}0`
    : parseAddress(text, source);
}
