// How figures are made, judged and printed.

import { expect, test } from 'vitest';
import { studyTable } from '../../../src/programs/study-table.ts';
import { atLeast, atMost, isHeld, near, reported, rounded } from '../../../src/sim/studies/figure.ts';
import { largestCount, margin, mean, percentile } from '../../../src/sim/studies/statistics.ts';

const measured = { what: 'answer after', unit: 'ms', value: 5, cases: 3 };

test('a figure at its limit is held, one beyond it is not, and one without limit is only reported', () => {
  expect([
    atMost(5, measured),
    atMost(4, measured),
    atLeast(5, measured),
    atLeast(6, measured),
  ]).toMatchObject([{ isHeld: true }, { isHeld: false }, { isHeld: true }, { isHeld: false }]);
  expect([near(6, 1, measured).isHeld, near(6.5, 1, measured).isHeld]).toEqual([true, false]);
  expect(isHeld([reported(measured), atMost(5, measured)])).toBe(true);
  expect(isHeld([reported(measured), atMost(4, measured)])).toBe(false);
});

test('of nothing, nothing is held', () => {
  expect(atMost(5, { ...measured, value: Number.NaN, cases: 0 }).isHeld).toBe(false);
  expect(atMost(5, { ...measured, value: Number.NEGATIVE_INFINITY, cases: 0 }).isHeld).toBe(false);
});

test('the table says what was measured, on how many cases, against which limit', () => {
  expect(
    studyTable([atMost(4, measured), reported({ ...measured, what: 'share', unit: '', value: 0.123_456 })]),
  ).toMatchInlineSnapshot(`
    "FIGURE        CASES   VALUE  UNIT  LIMIT  HELD
    answer after      3       5  ms    <= 4   NOT HELD
    share             3  0.1235"
  `);
});

test('numbers keep four figures, and what never came is called so', () => {
  expect([1 / 3, 1_234.567, 20_000, 0, Infinity, Number.NaN].map(rounded)).toEqual([
    '0.3333',
    '1235',
    '20000',
    '0',
    'never',
    '-',
  ]);
});

test('means, ranks and margins are those of the textbook', () => {
  const values = [4, 1, 3, 2];
  expect(mean(values)).toBe(2.5);
  expect([percentile(values, 0.5), percentile(values, 0.99), percentile(values, 0)]).toEqual([2, 4, 1]);
  expect(margin(values)).toBeCloseTo(3 * Math.sqrt(5 / 3 / 4));
  // Of no event in one unit of time, three a unit is believable (the rule of three).
  expect(largestCount(0)).toBeCloseTo(3, 0);
  expect(largestCount(10)).toBeCloseTo(16.96, 1);
});
