import { expect, test } from 'vitest';
import { Chance } from '@ringside/peer/sim';
import { drawShots, predecessorOf } from '../../src/soak/measure/shots.ts';

const ids = Array.from({ length: 18 }, (_, place) => place * 10);

test('so many shots as asked for, those of one round far from each other', () => {
  const rounds = drawShots(new Chance(1), { ids, count: 30, pingMs: 3_000, stopMs: [200, 2_400] });

  expect(rounds.flat()).toHaveLength(30);
  for (const round of rounds) {
    const places = round.map(({ id }) => ids.indexOf(id)).toSorted((a, b) => a - b);
    const gaps = places.map((place, at) => (places[at + 1] ?? (places[0] ?? 0) + ids.length) - place);
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(4);
  }
});

test('shots fall anywhere in an interval, and pauses keep to their limits', () => {
  const shots = drawShots(new Chance(2), { ids, count: 400, pingMs: 3_000, stopMs: [200, 2_400] }).flat();

  expect(Math.max(...shots.map(({ afterMs }) => afterMs))).toBeGreaterThan(2_900);
  expect(Math.min(...shots.map(({ afterMs }) => afterMs))).toBeLessThan(100);
  expect(shots.every(({ forMs }) => forMs >= 200 && forMs <= 2_400)).toBe(true);
});

test('the predecessor is the living peer just before, round the zero', () => {
  expect(predecessorOf(20, [0, 30, 10])).toBe(10);
  expect(predecessorOf(0, [0, 30, 10])).toBe(30);
  expect(predecessorOf(5, [5])).toBeUndefined();
});
