import { expect, test } from 'vitest';
import { drawRing, isIdeal } from '../../src/sim/index.ts';
import { settledRing, settle, whoSaid } from './joining.ts';

const lab = [2, 4, 5, 8, 9, 14, 19];
const joiners = [0, 1, 3, 6, 7, 10, 12, 15, 16, 20, 100, 255];

for (const size of [1, 2, 3, 7]) {
  const ids = lab.slice(0, size);
  test(`twelve ids join through every peer of the ring ${ids.join(' ')}, and the ring is ideal within a second`, () => {
    for (const id of joiners) {
      for (const via of ids) {
        const table = settledRing(ids, { seed: 256 * id + via });

        table.join(id, via);

        expect(settle(table), `${id} through ${via}`).toBeLessThanOrEqual(1_000);
        table.runFor(1_000);
        expect(whoSaid(table, 'joined').at(-1), `${id} through ${via}`).toBe(id);
        expect(isIdeal(table), drawRing(table)).toBe(true);
      }
    }
  });
}

test('a joiner is adopted by both neighbours, and tells them, itself and its route', () => {
  const table = settledRing([2, 4, 5, 8, 9, 14, 19]);

  table.join(15, 4);
  settle(table);
  table.runFor(100);

  expect(table.notices.findLast(({ notice }) => notice.event === 'joined')).toMatchObject({
    peer: 15,
    notice: { pred: [14, 9], succ: [19, 2, 4, 5, 8, 9, 14], route: [4, 5, 8, 9, 14] },
  });
  expect(drawRing(table)).toMatchInlineSnapshot(`
    "19 < 2 > 4 5 8 9 14 15 19
    2 < 4 > 5 8 9 14 15 19 2
    4 < 5 > 8 9 14 15 19 2 4
    5 < 8 > 9 14 15 19 2 4 5
    8 < 9 > 14 15 19 2 4 5 8
    9 < 14 > 15 19 2 4 5 8 9
    14 < 15 > 19 2 4 5 8 9 14
    15 < 19 > 2 4 5 8 9 14 15"
  `);
});

for (const at of [0, 3]) {
  test(`two and three peers join at once in the same gap, ${at} ms apart (J4)`, () => {
    for (let seed = 1; seed <= 10; seed += 1) {
      for (const batch of [
        [10, 11],
        [13, 10],
        [10, 11, 12],
        [13, 12, 10],
        [11, 13, 12],
      ]) {
        const table = settledRing([2, 9, 14], { seed });

        for (const [place, id] of batch.entries()) {
          table.join(id, [2, 9, 14][place] ?? 2);
          table.runFor(at);
        }

        expect(settle(table), `seed ${seed}: ${batch.join(' ')}`).toBeLessThanOrEqual(7_200);
        table.runFor(3_000);
        expect(new Set(whoSaid(table, 'joined').slice(2))).toEqual(new Set(batch));
      }
    }
  });
}

test('three peers join a ring of one at the same moment', () => {
  for (let seed = 1; seed <= 20; seed += 1) {
    const table = settledRing([14], { seed });
    for (const id of [0, 200, 13]) table.join(id, 14);

    expect(settle(table), `seed ${seed}`).toBeLessThanOrEqual(7_000);
  }
});

for (const how of ['killed', 'silent'] as const) {
  test(`a joiner gets in although a peer on its route is ${how} at that moment (J6)`, () => {
    for (const victim of [4, 5, 9, 14, 19]) {
      const table = settledRing(lab, { seed: victim });
      table.crash(table.seat(victim), how);

      table.join(16, 2);

      expect(settle(table), `without ${victim}`).toBeLessThanOrEqual(15_000);
      table.runFor(3_000);
      expect(whoSaid(table, 'joined').at(-1)).toBe(16);
    }
  });
}

test('a joiner that nobody answers says so, asks on, and gives up after a minute with the reason', () => {
  const table = settledRing([2]);
  table.crash(table.seat(2), 'killed');

  table.join(9, 2);
  table.runFor(59_000);
  expect(whoSaid(table, 'trouble')).toEqual([9]);
  expect(whoSaid(table, 'join-failed')).toEqual([]);
  table.runFor(2_000);

  expect(table.notices.at(-1)).toMatchObject({
    peer: 9,
    notice: { event: 'join-failed', code: 'timeout', message: 'could not join within 60 s: nobody answered' },
  });
});

test('a joiner whose only contact dies right after it answered goes on through those it met (J6)', () => {
  const table = settledRing(lab);
  table.join(16, 2);
  table.runUntil(() => table.seat(16).state.known.size > 0, 1_000);

  for (const gone of [2, 19]) table.crash(table.seat(gone), 'killed');

  expect(settle(table)).toBeLessThanOrEqual(10_000);
});
