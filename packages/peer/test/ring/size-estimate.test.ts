import { expect, test } from 'vitest';
import { sizeEstimate } from '../../src/ring/routing.ts';
import { drawIds, isIdeal, seatIdealRing, Simulation } from '../../src/sim/index.ts';

function ringOf(ids: readonly number[], bits: number): Simulation {
  const simulation = new Simulation({ bits, seed: ids.length });
  seatIdealRing(simulation, ids);
  return simulation;
}

test('a ring that fits into one list is counted exactly, however close its ids lie', () => {
  for (const ids of [[5, 6], [1, 2, 3], [0, 255, 256], Array.from({ length: 9 }, (_, nth) => nth)]) {
    const { seats } = ringOf(ids, 32);

    expect(seats.map(({ state }) => sizeEstimate(state))).toEqual(ids.map(() => ids.length));
  }
});

test('a ring of 1,000 is held for one of 300 to 4,000 by nine of ten members', () => {
  const simulation = new Simulation({ bits: 32, seed: 3 });
  seatIdealRing(simulation, drawIds(simulation.chance, 1_000, 2 ** 32));

  const near = simulation.seats.filter(({ state }) => {
    const estimate = sizeEstimate(state);
    return estimate >= 300 && estimate <= 4_000;
  });

  expect(near.length).toBeGreaterThanOrEqual(900);
});

test('twenty peers with neighbouring ids on a circle of 2^32 are one ring within 20 s after a partition', () => {
  const simulation = ringOf(
    Array.from({ length: 20 }, (_, nth) => nth + 1),
    32,
  );
  const odd = simulation.seats.filter(({ self }) => self.id % 2 === 1).map(({ index }) => index);
  const even = simulation.seats.filter(({ self }) => self.id % 2 === 0).map(({ index }) => index);
  simulation.network.partition([odd, even]);
  simulation.runFor(30_000);
  expect(isIdeal(simulation)).toBe(false);

  simulation.network.unite();

  expect(simulation.runUntil(() => isIdeal(simulation), 60_000)).toBeLessThanOrEqual(20_000);
});
