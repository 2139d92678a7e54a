// A ring as it will be started: settings, members, places. Everything is checked before the first process starts.

import type { Sha256 } from '@ringside/peer/keys';
import {
  defaultBasePort,
  defaultHost,
  parsePort,
  parseWhole,
  splitList,
  parseChoice,
  readRingSettings,
  UsageError,
  type Given,
  type RingSettings,
} from '@ringside/peer/settings';
import { shows, type Show } from '@ringside/peer/voice';
import { planMembers } from './members.ts';
import type { Said } from './said.ts';

export interface PlannedPeer {
  readonly id: number;
  /** The name it was hashed from. */
  readonly name: string | undefined;
}

export interface RingPlan {
  readonly settings: RingSettings;
  /** In the order of the ring. */
  readonly peers: readonly PlannedPeer[];
  /** Started, but not polled. */
  readonly unmonitored: readonly number[];
  readonly host: string;
  /** Peer N listens on this port plus N; undefined = on any free one. */
  readonly basePort: number | undefined;
  /** Where a peer listens in every one of its lives, when that was decided before: `host:port`. */
  readonly addresses?: ReadonlyMap<number, string>;
  /** Holds `<id>/` of each peer. */
  readonly folder: string;
  readonly seed: number | undefined;
  readonly show: readonly Show[];
  /** Ids and names to ids, as the ring's rules have it. Throws UsageError. */
  readonly idOf: (text: string, source: string) => number;
}

export const defaultFolder = '.ringside/peers';
/** With more bits an id is no port number any more. */
const portBitsMax = 8;

/** Throws UsageError: one line that names the option, the value and the mend. */
export function planRing(said: Said, sha256: Sha256): RingPlan {
  const settings = readRingSettings(said);
  const seed = optionalWhole(said.seed);
  const { peers, unmonitored, idOf } = planMembers(said, settings, seed ?? 1, sha256);
  return {
    settings,
    peers,
    unmonitored,
    host: said.host?.text ?? defaultHost,
    basePort: planBasePort(said['base-port'], settings, peers),
    folder: said.data?.text ?? defaultFolder,
    seed,
    show: said.show === undefined ? [] : planShow(said.show),
    idOf,
  };
}

/** `host:port` of one peer. */
export function listenAddress(plan: RingPlan, id: number): string {
  return plan.addresses?.get(id) ?? `${plan.host}:${plan.basePort === undefined ? 0 : plan.basePort + id}`;
}

function optionalWhole(said: Given | undefined): number | undefined {
  return said === undefined ? undefined : parseWhole(said.text, said.source, { min: 0, max: 2 ** 32 - 1 });
}

function planBasePort(
  said: Given | undefined,
  settings: RingSettings,
  peers: readonly PlannedPeer[],
): number | undefined {
  if (settings.bits > portBitsMax) {
    if (said === undefined) return undefined;
    throw new UsageError(
      `${said.source} needs ids of at most ${portBitsMax} bits, not ${settings.bits}; leave it out, and every peer takes a free port.`,
    );
  }
  const basePort = said === undefined ? defaultBasePort : parsePort(said.text, said.source);
  const highest = peers.at(-1)?.id ?? 0;
  if (basePort + highest > 65_535) {
    throw new UsageError(
      `${said?.source ?? 'base-port'} ${basePort} leaves no port for peer ${highest}; take at most ${65_535 - highest}.`,
    );
  }
  return basePort;
}

function planShow({ text, source }: Given): readonly Show[] {
  return splitList(text, source).map((part) => parseChoice(part, source, shows));
}
