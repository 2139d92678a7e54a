import { expect, test } from 'vitest';
import { drawRing, isIdeal } from '../../src/sim/index.ts';
import { settle, settledRing, whoSaid } from './joining.ts';

const ids = [2, 4, 5, 8, 9, 14, 19];

test('whoever comes back under its old id, right after it was killed, is in every list within half a second', () => {
  for (let seed = 1; seed <= 20; seed += 1) {
    const table = settledRing(ids, { seed });
    for (const id of [8, 9, 2, 19, 14]) {
      table.crash(table.seat(id), 'killed');
      settle(table);
      table.join(id, id === 4 ? 5 : 4);
      expect(
        table.runUntil(() => isIdeal(table), 500),
        `seed ${seed}, ${id}\n${drawRing(table)}`,
      ).toBeLessThan(500);
    }
  }
});

test('a restarted peer that speaks before it takes part ends the doubt about its former life at once', () => {
  const table = settledRing(ids);
  table.crash(table.seat(8), 'silent');
  table.runFor(100);

  table.restart(8);

  expect(settle(table)).toBeLessThan(1_500);
});

test('a peer held dead, whose id another process took meanwhile, is told of it and stops', () => {
  const table = settledRing(ids, { pingMs: 500 });
  const old = table.seat(8);
  const others = table.seats.filter((seat) => seat !== old).map(({ index }) => index);
  table.network.partition([others, [old.index]]);
  table.runFor(5_000);
  const young = table.join(8, 4, '127.0.0.2:12008');
  table.runUntil(() => young.state.join === undefined, 10_000);
  expect(whoSaid(table, 'joined')).toContain(8);

  table.network.unite();
  table.runFor(20_000);

  expect(old.condition).toBe('killed');
  expect(young.state.phase).toBe('member');
  expect(isIdeal(table), drawRing(table)).toBe(true);
});

test('a living peer that a list lost is asked again as soon as somebody names it, and is back within a few rounds', () => {
  const table = settledRing(ids, { pingMs: 500 });
  const paused = table.seat(9);
  table.pause(paused);
  table.runFor(4_000);
  expect(table.seat(8).state.succ.some(({ id }) => id === 9)).toBe(false);

  table.resume(paused);

  expect(settle(table)).toBeLessThan(10 * 500);
});
