import { expect, test } from 'vitest';
import { Chance } from '@ringside/peer/sim';
import { drawVictims, longestRun } from '../../../src/soak/outage/victims.ts';

const ids = Array.from({ length: 32 }, (_, nth) => 10 * nth);

test('a quarter is drawn, nobody twice, and never all holders of a key', () => {
  for (let seed = 1; seed <= 300; seed += 1) {
    const victims = drawVictims(new Chance(seed), ids, 8, 3);
    expect(new Set(victims).size, `seed ${seed}`).toBe(8);
    expect(longestRun(ids, new Set(victims)), `seed ${seed}`).toBeLessThan(3);
  }
});

test('a run goes on past the top of the circle, and is no longer than the circle', () => {
  expect(longestRun([0, 10, 20, 30], new Set([30, 0]))).toBe(2);
  expect(longestRun([0, 10, 20, 30], new Set([0, 20]))).toBe(1);
  expect(longestRun([0, 10], new Set([0, 10]))).toBe(2);
  expect(longestRun([0, 10], new Set())).toBe(0);
});
