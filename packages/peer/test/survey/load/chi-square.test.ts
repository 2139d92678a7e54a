import { expect, test } from 'vitest';
import * as fc from 'fast-check';
import { expectedMin, fitOf, merged, type Cell } from '../../../src/survey/load/chi-square.ts';
import { seededChance } from './seeded-chance.ts';

const cells: fc.Arbitrary<Cell[]> = fc.array(
  fc.record({ observed: fc.nat(200), expected: fc.double({ min: 0.01, max: 100, noNaN: true }) }),
  { maxLength: 40 },
);

/** Tables of critical values: Abramowitz and Stegun, "Handbook of Mathematical Functions", table 26.8. */
test.each([
  [1, 3.841_46, 0.05],
  [1, 10.8276, 0.001],
  [2, 5.991_46, 0.05],
  [6, 16.8119, 0.01],
  [10, 2.558_21, 0.99],
  [30, 43.7729, 0.05],
  [100, 135.807, 0.01],
])('with %i degrees of freedom a statistic of %f is reached by chance in %f of all cases', (df, x, p) => {
  // Two halves of an expectation make any statistic: (o - e)^2 / e, spread evenly over the cells.
  const expected = 1_000;
  const difference = Math.sqrt((x / (df + 1)) * expected);
  const fit = fitOf(Array.from({ length: df + 1 }, () => ({ observed: expected + difference, expected })));

  expect(fit).toMatchObject({ degreesOfFreedom: df, statistic: expect.closeTo(x, 8) });
  expect(fit?.pValue).toBeCloseTo(p, 5);
});

test('a worked case: 60 throws of a die', () => {
  const observed = [5, 8, 9, 8, 10, 20];
  const fit = fitOf(observed.map((each) => ({ observed: each, expected: 10 })));

  expect(fit).toMatchObject({ statistic: expect.closeTo(13.4, 10), degreesOfFreedom: 5 });
  expect(fit?.pValue).toBeCloseTo(0.0199, 4);
});

test('cells that expect too little are merged: nothing is lost, and none that is compared expects too little', () => {
  fc.assert(
    fc.property(cells, (all) => {
      const compared = merged(all);
      for (const name of ['observed', 'expected'] as const)
        expect(sumOf(compared, name)).toBeCloseTo(sumOf(all, name), 6);
      const small = compared.filter(({ expected }) => expected < expectedMin);
      // Unless all of them together are too small.
      expect(small).toEqual(compared.length > 1 ? [] : small);
    }),
  );
});

test('cells that expect enough are compared one by one, as the formula says', () => {
  const enough = fc.record({ observed: fc.nat(200), expected: fc.double({ min: 5, max: 100, noNaN: true }) });
  fc.assert(
    fc.property(fc.array(enough, { minLength: 2, maxLength: 30 }), (all) => {
      let statistic = 0;
      for (const { observed, expected } of all) statistic += (observed - expected) ** 2 / expected;
      expect(fitOf(all)).toMatchObject({
        statistic: expect.closeTo(statistic, 6),
        degreesOfFreedom: all.length - 1,
      });
    }),
  );
});

test('fewer than two cells are no comparison', () => {
  expect(fitOf([])).toBeUndefined();
  expect(fitOf([{ observed: 7, expected: 7 }])).toBeUndefined();
  expect(fitOf(Array.from({ length: 7 }, () => ({ observed: 1, expected: 1 })))).toBeUndefined();
});

test('counts that do fall as expected are doubted at 5 % in one case of twenty', () => {
  const seed = 7;
  const chance = seededChance(seed);
  const shares = [0.4, 0.25, 0.2, 0.1, 0.04, 0.01];
  const rounds = 2_000;
  let doubted = 0;
  for (let round = 0; round < rounds; round += 1) {
    const observed = shares.map(() => 0);
    for (let ball = 0; ball < 300; ball += 1) {
      const place = cellOf(shares, chance());
      observed[place] = (observed[place] ?? 0) + 1;
    }
    const fit = fitOf(
      shares.map((share, place) => ({ observed: observed[place] ?? 0, expected: 300 * share })),
    );
    if (fit !== undefined && fit.pValue < 0.05) doubted += 1;
  }
  expect(doubted / rounds, `seed ${seed}`).toBeGreaterThan(0.035);
  expect(doubted / rounds, `seed ${seed}`).toBeLessThan(0.065);
});

function cellOf(shares: readonly number[], at: number): number {
  let upTo = 0;
  for (const [place, share] of shares.entries()) {
    upTo += share;
    if (at < upTo) return place;
  }
  return shares.length - 1;
}

function sumOf(all: readonly Cell[], name: keyof Cell): number {
  return all.reduce((sum, cell) => sum + cell[name], 0);
}
