// From flags and environment to settings: a flag beats RINGSIDE_*, which beats the ring file, which beats the default.

import {
  addressOf,
  defaultBasePort,
  defaultHost,
  given,
  looksLikeAddress,
  parseAddress,
  parseBits,
  parseId,
  parsePort,
  parseTime,
  presets,
  splitList,
  twice,
  UsageError,
  type Environment,
  type Given,
} from '@ringside/peer/settings';
import type { Target } from '../poll/sweep-ring.ts';
import { colorLevel, type ColorLevel } from '../print/palette.ts';
import type { Loudness } from '../print/plain-line.ts';
import type { CommonArguments } from './options.ts';
import { readRingFile, type RingFile } from './ring-file.ts';
import type { Surroundings } from './surroundings.ts';

export interface Settings {
  readonly targets: readonly Target[];
  /** Asked before every sweep: the ring file's peers come and go. */
  readonly targetsNow: () => Promise<readonly Target[]>;
  readonly ring: string;
  readonly bits: number;
  /** Undefined: the command's own default. */
  readonly intervalMs: number | undefined;
  readonly shouldDiscover: boolean;
  readonly isJson: boolean;
  readonly record: string | undefined;
  readonly colors: ColorLevel;
  readonly loudness: Loudness;
}

export async function readSettings(
  args: Partial<CommonArguments>,
  { environment, folder, stdout }: Pick<Surroundings, 'environment' | 'folder' | 'stdout'>,
): Promise<Settings> {
  const text = (flag: string, value: string | undefined): Given | undefined =>
    given(flag, value, environment);
  const peers = text('--peers', args.peers);
  const interval = text('--interval', args.interval);
  const bits = text('--bits', args.bits);
  if (args.quiet === true && args.verbose === true) {
    throw new UsageError('-q and -v contradict each other; give one of them.');
  }
  const bitsGiven = bits === undefined ? undefined : parseBits(bits.text, bits.source).bits;
  const intervalMs = interval === undefined ? undefined : parseTime(interval.text, interval.source);
  const listed = peers === undefined ? undefined : listPeers(peers, args, environment, bitsGiven);
  const file = listed === undefined ? await readRingFile(folder) : undefined;
  const targets = listed ?? file?.targets ?? [];
  return {
    targets,
    targetsNow: listed === undefined ? followFile(folder, targets) : () => Promise.resolve(listed),
    ring: text('--ring', args.ring)?.text ?? file?.ring ?? presets.classic.ring,
    bits: bitsGiven ?? file?.bits ?? presets.classic.bits,
    intervalMs,
    shouldDiscover: args.discover ?? false,
    isJson: args.json ?? false,
    record: args.record,
    colors: colorLevel(
      args['no-color'] === true ? false : undefined,
      environment,
      stdout.isTTY === true ? 1 : 0,
    ),
    loudness: loudnessOf(args),
  };
}

function listPeers(
  peers: Given,
  args: Partial<CommonArguments>,
  environment: Environment,
  bits: number | undefined,
): readonly Target[] {
  const space = parseBits(String(bits ?? presets.classic.bits), '--bits');
  const host = given('--host', args.host, environment)?.text ?? defaultHost;
  const portGiven = given('--base-port', args['base-port'], environment);
  const basePort = portGiven === undefined ? defaultBasePort : parsePort(portGiven.text, portGiven.source);
  const targets: Target[] = [];
  for (const part of splitList(peers.text, peers.source)) {
    const target = looksLikeAddress(part)
      ? { id: null, address: parseAddress(part, peers.source) }
      : byId(part);
    if (targets.some((each) => each.address === target.address)) {
      throw new UsageError(twice(peers.source, part));
    }
    targets.push(target);
  }
  return targets;

  function byId(part: string): Target {
    const id = parseId(part, peers.source, space);
    const address = addressOf(host, basePort, id);
    if (address !== undefined) return { id, address };
    throw new UsageError(
      `${peers.source} has ${id}, but ${basePort} + ${id} is no port; give that peer as host:port.`,
    );
  }
}

/** Reads the file again each time. While it is gone, the last peers count: the ring may be stopping, or starting anew. */
function followFile(folder: string, first: readonly Target[]): () => Promise<readonly Target[]> {
  let last = first;
  return async () => {
    const file: RingFile | undefined = await readRingFile(folder).catch(() => undefined);
    last = file?.targets ?? last;
    return last;
  };
}

function loudnessOf({ quiet, verbose }: Partial<CommonArguments>): Loudness {
  if (quiet === true) return 'quiet';
  return verbose === true ? 'verbose' : 'normal';
}
