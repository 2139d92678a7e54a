// Study: the simulator against what can be calculated. Path length, the load of the most loaded peer, and how many peers lose their whole list at once.

import { clockwise, identifierSpace, toIdentifier } from '../../ring/index.ts';
import { Chance } from '../chance.ts';
import { idAt } from '../finger-table.ts';
import { near, reported, type Figure } from './figure.ts';
import { loseLists, type ListLoss, type Lost } from './list-loss.ts';
import { drawSorted, StaticRing } from './static-ring.ts';
import { largest, margin, mean, percentile } from './statistics.ts';
import type { Study } from './study.ts';

type Name = 'peers' | 'rings' | 'largest' | 'lookups';

type Task =
  | {
      readonly kind: 'paths';
      readonly seed: number;
      readonly peers: number;
      readonly successorsMax: number;
      readonly lookups: number;
    }
  | { readonly kind: 'load'; readonly seed: number; readonly peers: number; readonly rings: number }
  | { readonly kind: 'loss'; readonly loss: ListLoss };

type Result =
  | {
      readonly kind: 'paths';
      readonly peers: number;
      readonly successorsMax: number;
      readonly hops: readonly number[];
    }
  | {
      readonly kind: 'load';
      readonly peers: number;
      readonly heaviest: readonly number[];
      readonly shares: readonly number[];
    }
  | { readonly kind: 'loss'; readonly loss: ListLoss; readonly lost: readonly Lost[] };

const space = identifierSpace(32);
const routing = { routing: 'fingers', pingMs: 3_000 } as const;
const listLengths = [1, 2, 4, 8, 16, 32];
const sizes = [1_024, 8_192, 65_536];
const usualLength = 8;
/** How far a mean path may be from the calculation, which takes the peers for evenly spaced. */
const pathMargin = 0.15;
/** The limit of the harmonic numbers over the logarithm. */
const eulerMascheroni = 0.577_215_664_9;
const losses = [
  { share: 0.5, successorsMax: 4 },
  { share: 0.5, successorsMax: 6 },
  { share: 0.3, successorsMax: 3 },
  { share: 0.2, successorsMax: 2 },
];

export const theory: Study<Name, Task, Result> = {
  claim:
    'Mean path 1/2 log2 N + 1 - 1/2 log2 L; the largest share of the circle is H(N) = ln N + 0.58 mean shares; of N peers, a crash of the share f takes the whole list of N (1 - f) f^L living ones.',
  flags: {
    peers: { value: 1_000, least: 50, most: 100_000, says: 'peers, where shares and lists are counted' },
    rings: { value: 400, least: 10, most: 100_000, says: 'rings drawn for each' },
    largest: { value: 65_536, least: 1_024, most: 10_000_000, says: 'peers of the largest ring with paths' },
    lookups: { value: 20_000, least: 100, most: 10_000_000, says: 'lookups for each path length' },
  },

  plan({ peers, rings, largest: most, lookups }, seed) {
    const chance = new Chance(seed);
    const draw = (): number => chance.below(2 ** 31);
    const path = (size: number, successorsMax: number): Task => ({
      kind: 'paths',
      seed: draw(),
      peers: size,
      successorsMax,
      lookups,
    });
    return [
      ...sizes.filter((size) => size <= most).map((size) => path(size, usualLength)),
      ...listLengths
        .filter((length) => length !== usualLength)
        .map((length) => path(Math.min(most, 8_192), length)),
      { kind: 'load', seed: draw(), peers, rings },
      ...losses.map(({ share, successorsMax }): Task => {
        return { kind: 'loss', loss: { seed: draw(), peers, rings, share, successorsMax } };
      }),
    ];
  },

  perform(task) {
    switch (task.kind) {
      case 'paths': {
        const { kind, peers, successorsMax } = task;
        return { kind, peers, successorsMax, hops: walkPaths(task) };
      }
      case 'load':
        return { kind: 'load', peers: task.peers, ...weigh(task) };
      case 'loss':
        return { kind: 'loss', loss: task.loss, lost: loseLists(task.loss) };
    }
  },

  conclude(results) {
    return { figures: results.flatMap(figuresOf) };
  },
};

function walkPaths({ seed, peers, successorsMax, lookups }: Extract<Task, { kind: 'paths' }>): number[] {
  const chance = new Chance(seed);
  const ring = new StaticRing({ space, successorsMax, ...routing }, peers, chance);
  return Array.from({ length: lookups }, () =>
    ring.hops(chance.below(peers), toIdentifier(space, chance.below(space.size))),
  );
}

/** Shares of the circle, in mean shares: the heaviest of each ring, and those of the last ring. */
function weigh({ seed, peers, rings }: Extract<Task, { kind: 'load' }>): {
  heaviest: number[];
  shares: number[];
} {
  const chance = new Chance(seed);
  const heaviest: number[] = [];
  let shares: number[] = [];
  for (let nth = 0; nth < rings; nth += 1) {
    const ids = drawSorted(chance, peers, space.size);
    const arc = (place: number): number =>
      clockwise(space, idAt(space, ids, (place + peers - 1) % peers), idAt(space, ids, place));
    shares = Array.from({ length: peers }, (_, place) => (arc(place) * peers) / space.size);
    heaviest.push(largest(shares));
  }
  return { heaviest, shares };
}

function figuresOf(result: Result): Figure[] {
  switch (result.kind) {
    case 'paths':
      return pathFigures(result);
    case 'load':
      return loadFigures(result);
    case 'loss':
      return lossFigures(result);
  }
}

/** Half of the bits between the list's reach and the whole circle are ones, each a hop; the last hop goes to the owner. */
function pathFigures({ peers, successorsMax, hops }: Extract<Result, { kind: 'paths' }>): Figure[] {
  const what = `mean path, ${peers} peers, lists of ${successorsMax}`;
  const expected = 0.5 * Math.log2(peers / successorsMax) + 1;
  return [near(expected, pathMargin, { what, unit: 'hops', value: mean(hops), cases: hops.length })];
}

function loadFigures({ peers, heaviest, shares }: Extract<Result, { kind: 'load' }>): Figure[] {
  const expected = Math.log(peers) + eulerMascheroni;
  return [
    near(expected, margin(heaviest), {
      what: `largest share of ${peers} peers`,
      unit: 'mean shares',
      value: mean(heaviest),
      cases: heaviest.length,
    }),
    reported({
      what: 'share that 99 of 100 peers do not exceed (theory: ln 100 = 4.605)',
      unit: 'mean shares',
      value: percentile(shares, 0.99),
      cases: shares.length,
    }),
  ];
}

function lossFigures({ loss, lost }: Extract<Result, { kind: 'loss' }>): Figure[] {
  const { peers, share, successorsMax } = loss;
  const about = `f = ${share}, L = ${successorsMax}`;
  const living = lost.map((each) => each.living);
  const all = lost.map((each) => each.living + each.dead);
  const measured = { unit: 'peers', cases: lost.length };
  const crashed = Math.round(peers * share);
  const exact = chanceOfAllCrashed(peers - 1, crashed, successorsMax);
  const approximate = share ** successorsMax;
  return [
    near((peers - crashed) * exact, margin(living), {
      ...measured,
      what: `${about}: living peers without a living successor (drawn without replacement)`,
      value: mean(living),
    }),
    reported({ ...measured, what: `${about}: N (1 - f) f^L`, value: peers * (1 - share) * approximate }),
    reported({ ...measured, what: `${about}: lists lost, those of the dead counted too`, value: mean(all) }),
    reported({ ...measured, what: `${about}: N f^L`, value: peers * approximate }),
  ];
}

/** That `drawn` of `all`, `crashed` of which have crashed, have all crashed. */
function chanceOfAllCrashed(all: number, crashed: number, drawn: number): number {
  let chance = 1;
  for (let nth = 0; nth < drawn; nth += 1) chance *= (crashed - nth) / (all - nth);
  return chance;
}
