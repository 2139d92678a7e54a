// Study: half of a large ring is gone at once. Who is left still finds every owner. (Stoica et al. 2003, section 6.4, counts the same timeouts.)

import { Chance } from '../chance.ts';
import { atMost, reported, type Figure, type Measured } from './figure.ts';
import { crashHalf, type HalfCrash, type HalfLookup } from './half-ring.ts';
import { mean, percentile } from './statistics.ts';
import type { Study } from './study.ts';

type Name = 'peers' | 'lookups' | 'successors';

interface Result {
  readonly plan: HalfCrash;
  readonly lookups: readonly HalfLookup[];
}

/** Two intervals: the longest time until a silent peer is noticed. */
const detectionMs = 6_000;
const moments = [
  { afterMs: 0, when: 'at once', timeoutsMost: 5.5 },
  { afterMs: detectionMs, when: 'after one detection time', timeoutsMost: 2 },
];

export const half: Study<Name, HalfCrash, Result> = {
  claim:
    'Half of 1,000 peers crash at once (lists of 20): no wrong lookup, none that fails once retried; timeouts per lookup <= 5.5 in the mean at once, <= 2 after one detection time.',
  flags: {
    peers: { value: 1_000, least: 4, most: 100_000, says: 'peers before the crash' },
    lookups: { value: 1_000, least: 1, most: 1_000_000, says: 'lookups at each of the two moments' },
    successors: { value: 20, least: 1, most: 64, says: 'length of the successor lists' },
  },

  plan({ peers, lookups, successors }, seed) {
    const chance = new Chance(seed);
    return (['killed', 'silent'] as const).flatMap((crash) =>
      moments.map(({ afterMs }) => ({
        seed: chance.below(2 ** 31),
        peers,
        successorsMax: successors,
        crash,
        lookups,
        afterMs,
      })),
    );
  },

  perform(plan) {
    return { plan, lookups: crashHalf(plan) };
  },

  conclude(results) {
    return { figures: results.flatMap(figuresOf) };
  },
};

function figuresOf({ plan, lookups }: Result): Figure[] {
  const moment = moments.find(({ afterMs }) => afterMs === plan.afterMs);
  const about = `${plan.crash === 'killed' ? 'processes' : 'machines'}, ${moment?.when ?? ''}`;
  const measured = (what: string, value: number, unit = 'lookups'): Measured => ({
    what: `${about}: ${what}`,
    unit,
    value,
    cases: lookups.length,
  });
  const count = (is: keyof HalfLookup): number => lookups.filter((lookup) => lookup[is] === true).length;
  const wrong = count('isWrong');
  // One that never ended has failed too.
  const failed = plan.lookups - wrong - count('isRightAfterRetry');
  const took = lookups.map(({ tookMs }) => tookMs);
  return [
    atMost(0, measured('wrong', wrong)),
    atMost(0, measured('failed once retried', failed)),
    reported(measured('not right in one call', plan.lookups - count('isRightInOneCall'))),
    atMost(
      moment?.timeoutsMost ?? 0,
      measured('timeouts of a lookup, mean', mean(lookups.map(({ timeouts }) => timeouts)), 'timeouts'),
    ),
    reported(measured('hops of the route that arrived, mean', mean(lookups.map(({ hops }) => hops)), 'hops')),
    reported(measured('answer after, median', percentile(took, 0.5), 'ms')),
    reported(measured('answer after, p99', percentile(took, 0.99), 'ms')),
  ];
}
