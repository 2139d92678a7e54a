// Study: a million peers whose finger tables are computed, and a hundred thousand with the whole protocol. How many hops, how much memory?

import { identifierSpace, toIdentifier } from '../../ring/index.ts';
import { Chance } from '../chance.ts';
import { atLeast, atMost, reported, type Figure, type Measured } from './figure.ts';
import { runRing, type ProtocolCost, type ProtocolRing } from './protocol-ring.ts';
import { scalePages, type HopsRow } from './scale-pages.ts';
import { StaticRing } from './static-ring.ts';
import { mean, percentile } from './statistics.ts';
import type { Machine, Study } from './study.ts';

type Name = 'peers' | 'protocol' | 'seconds' | 'lookups';

type Task =
  | { readonly kind: 'static'; readonly seed: number; readonly peers: number; readonly lookups: number }
  | { readonly kind: 'protocol'; readonly ring: ProtocolRing };

type Result =
  | {
      readonly kind: 'static';
      readonly peers: number;
      readonly hops: readonly number[];
      readonly bytesPerPeer: number;
    }
  | { readonly kind: 'protocol'; readonly cost: ProtocolCost };

const space = identifierSpace(32);
const options = { space, successorsMax: 8, routing: 'fingers', pingMs: 3_000 } as const;
const staticSizes = [1_000, 3_000, 10_000, 30_000, 100_000, 300_000, 1_000_000];
const protocolSizes = [1_000, 10_000, 100_000];

export const scale: Study<Name, Task, Result> = {
  claim:
    'Up to 1,000,000 peers with computed fingers: mean hops <= 1/2 log2 N + 1, p99 <= log2 N + 1. 100,000 peers with the whole protocol run for 60 virtual seconds and nothing changes.',
  flags: {
    peers: {
      value: 1_000_000,
      least: 1_000,
      most: 10_000_000,
      says: 'the largest ring with computed fingers',
    },
    protocol: {
      value: 100_000,
      least: 1_000,
      most: 1_000_000,
      says: 'the largest ring with the whole protocol',
    },
    seconds: { value: 60, least: 1, most: 100_000, says: 'virtual seconds of the protocol' },
    lookups: { value: 20_000, least: 100, most: 10_000_000, says: 'lookups in each ring' },
  },

  /** The long ones first, so that no core waits for the other in the end. */
  plan({ peers, protocol, seconds, lookups }, seed) {
    const chance = new Chance(seed);
    const whole = protocolSizes
      .filter((size) => size <= protocol)
      .map((size): Task => {
        return { kind: 'protocol', ring: { seed: chance.below(2 ** 31), peers: size, seconds, lookups } };
      });
    const computed = staticSizes
      .filter((size) => size <= peers)
      .map((size): Task => ({ kind: 'static', seed: chance.below(2 ** 31), peers: size, lookups }));
    return [...whole.toReversed(), ...computed.toReversed()];
  },

  perform(task, machine) {
    return task.kind === 'protocol'
      ? { kind: 'protocol', cost: runRing(task.ring, machine) }
      : walkStatic(task, machine);
  },

  conclude(results, { peers, protocol, seconds, lookups }) {
    const rows = results.flatMap((result) => (result.kind === 'static' ? [rowOf(result)] : [])).toReversed();
    const costs = results.flatMap((result) => (result.kind === 'protocol' ? [result.cost] : [])).toReversed();
    const { flags } = scale;
    const isUsual =
      peers === flags.peers.value && protocol === flags.protocol.value && seconds === flags.seconds.value;
    return {
      figures: [
        ...rows.flatMap((row) => hopFigures(`${row.peers} peers, computed fingers`, row, lookups)),
        ...costs.flatMap(costFigures),
      ],
      // Kept with the sources: only the whole study may change them.
      ...(isUsual && { pages: scalePages(rows, costs) }),
    };
  },
};

function walkStatic({ seed, peers, lookups }: Extract<Task, { kind: 'static' }>, machine: Machine): Result {
  const chance = new Chance(seed);
  const ring = new StaticRing(options, peers, chance);
  machine.say(`${peers} peers have their fingers`);
  const hops = Array.from({ length: lookups }, () =>
    ring.hops(chance.below(peers), toIdentifier(space, chance.below(space.size))),
  );
  return { kind: 'static', peers, hops, bytesPerPeer: ring.bytes / peers };
}

function rowOf({ peers, hops, bytesPerPeer }: Extract<Result, { kind: 'static' }>): HopsRow {
  return { peers, mean: mean(hops), p99: percentile(hops, 0.99), bytesPerPeer };
}

function hopFigures(
  about: string,
  { peers, mean: middle, p99 }: Omit<HopsRow, 'bytesPerPeer'>,
  cases: number,
): Figure[] {
  const measured = (what: string, value: number): Measured => ({
    what: `${about}: ${what}`,
    unit: 'hops',
    value,
    cases,
  });
  return [
    atMost(twoPlaces(0.5 * Math.log2(peers) + 1), measured('mean', middle)),
    atMost(twoPlaces(Math.log2(peers) + 1), measured('p99', p99)),
  ];
}

function twoPlaces(value: number): number {
  return Math.round(value * 100) / 100;
}

function costFigures({
  peers,
  events,
  tookMs,
  bytesPerPeer,
  changed,
  isIdeal,
  hops,
}: ProtocolCost): Figure[] {
  const about = `${peers} peers, whole protocol`;
  const measured = (what: string, unit: string, value: number): Measured => ({
    what: `${about}: ${what}`,
    unit,
    value,
    cases: peers,
  });
  return [
    atLeast(1, measured('ideal in the end', '0 or 1', isIdeal ? 1 : 0)),
    atMost(0, measured('lists that changed', 'peers', changed)),
    ...hopFigures(about, { peers, mean: mean(hops), p99: percentile(hops, 0.99) }, hops.length),
    reported(measured('memory of a peer', 'bytes', Math.round(bytesPerPeer))),
    reported(measured('events', 'events', events)),
    reported(measured('events a second of one core', 'events/s', Math.round((1_000 * events) / tookMs))),
  ];
}
