import { expect, test } from 'vitest';
import * as fc from 'fast-check';
import { expectedLargestArc, lostShare } from '../../../src/survey/index.ts';
import { seededChance } from './seeded-chance.ts';

test.each([1, 2, 4, 10, 50])(
  '%i peers at random positions have the largest arc that theory expects',
  (peers) => {
    const seed = 11;
    const chance = seededChance(seed);
    const rounds = 4_000;
    const largest = Array.from({ length: rounds }, () => {
      const places = Array.from({ length: peers }, chance).toSorted((a, b) => a - b);
      const arcs = places.map((place, index) => place - (places[index - 1] ?? (places.at(-1) ?? 0) - 1));
      return Math.max(...arcs) * peers;
    });
    const mean = largest.reduce((sum, each) => sum + each, 0) / rounds;
    const variance = largest.reduce((sum, each) => sum + (each - mean) ** 2, 0) / rounds;

    const expected = expectedLargestArc(peers);
    // Four times the error that a mean of so many has by chance.
    expect(Math.abs(mean - expected.mean), `seed ${seed}`).toBeLessThanOrEqual(
      (4 * expected.deviation) / Math.sqrt(rounds) + 1e-9,
    );
    expect(Math.sqrt(variance), `seed ${seed}`).toBeCloseTo(expected.deviation, 1);
  },
);

test('the mean is H_N, and nears ln N + 0.5772 from above as the ring grows', () => {
  expect(expectedLargestArc(1)).toEqual({ mean: 1, deviation: 0 });
  expect(expectedLargestArc(4).mean).toBeCloseTo(1 + 1 / 2 + 1 / 3 + 1 / 4, 12);
  for (const peers of [10, 100, 1_000]) {
    const above = expectedLargestArc(peers).mean - Math.log(peers) - 0.577_215_664_9;
    expect(above * 2 * peers).toBeCloseTo(1, 1);
  }
});

test('of 32 peers 8 are lost: 1.1 % of the values at three copies, 0.03 % at five', () => {
  expect(lostShare(32, 8, 3)).toBeCloseTo(0.0113, 4);
  expect(lostShare(32, 8, 5)).toBeCloseTo(0.000_278, 6);
});

test('so it is when peers of a ring of 32 are in fact lost, whatever their arcs', () => {
  const seed = 3;
  const chance = seededChance(seed);
  const ids = Array.from({ length: 32 }, chance).toSorted((a, b) => a - b);
  const keys = Array.from({ length: 500 }, chance);
  const rounds = 4_000;
  let lost = 0;
  for (let round = 0; round < rounds; round += 1) {
    const dead = drawn(32, 8, chance);
    for (const key of keys) {
      const owner = ids.findIndex((id) => id >= key);
      const holders = [0, 1, 2].map((far) => (Math.max(0, owner) + far) % 32);
      if (holders.every((holder) => dead.has(holder))) lost += 1;
    }
  }
  expect(lost / (rounds * keys.length), `seed ${seed}`).toBeCloseTo(lostShare(32, 8, 3), 2);
  expect(lost / (rounds * keys.length) / lostShare(32, 8, 3), `seed ${seed}`).toBeCloseTo(1, 0);
});

test('every way to lose some of a small ring, counted one by one, gives the formula', () => {
  const sizes = fc.integer({ min: 1, max: 8 });
  fc.assert(
    fc.property(sizes, fc.nat(8), fc.integer({ min: 1, max: 9 }), (peers, some, replicas) => {
      const lost = Math.min(some, peers);
      const ways = Array.from({ length: 2 ** peers }, (_, way) => way).filter((way) => ones(way) === lost);
      const runs = ways.flatMap((way) =>
        Array.from({ length: peers }, (_, owner) => isLost(way, owner, peers, replicas)),
      );
      const share = runs.filter(Boolean).length / runs.length;
      expect(lostShare(peers, lost, replicas)).toBeCloseTo(share, 10);
    }),
  );
});

function ones(way: number): number {
  return way.toString(2).replaceAll('0', '').length;
}

function isLost(way: number, owner: number, peers: number, replicas: number): boolean {
  const holders = Array.from({ length: Math.min(replicas, peers) }, (_, far) => (owner + far) % peers);
  return holders.every((holder) => (way >> holder) % 2 === 1);
}

function drawn(of: number, count: number, chance: () => number): ReadonlySet<number> {
  const chosen = new Set<number>();
  while (chosen.size < count) chosen.add(Math.floor(chance() * of));
  return chosen;
}
