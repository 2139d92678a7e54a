import { expect, test } from 'vitest';
import { drawRing, isIdeal } from '../../src/sim/index.ts';
import { ringsOf, ringViolations } from '../../src/sim/safety/ring-rules.ts';
import { settle, settledRing, whoSaid } from './joining.ts';

const lab = [2, 4, 5, 8, 9, 14, 19];

function ringOfSeven(seed: number): ReturnType<typeof settledRing> {
  const table = settledRing(lab, { seed });
  // Crashes fall into every part of the stabilize interval.
  table.runFor(seed * 431);
  return table;
}

for (const how of ['killed', 'silent'] as const) {
  for (const count of [1, 2, 3]) {
    // One after the other is refused for 600 ms before it is given up.
    const limitMs = how === 'killed' ? 300 + 600 * count : 12_000;
    test(`a ring of seven heals when ${count} in a row are ${how}, wherever they stand, and stays one ring meanwhile`, () => {
      for (const [place, first] of lab.entries()) {
        const table = ringOfSeven(first);
        table.afterStep = () => expect(ringViolations(ringsOf(table)), drawRing(table)).toEqual([]);

        for (let far = 0; far < count; far += 1)
          table.crash(table.seat(lab[(place + far) % lab.length] ?? first), how);

        expect(settle(table), `from ${first} on`).toBeLessThanOrEqual(limitMs);
        table.runFor(20_000);
        expect(isIdeal(table), drawRing(table)).toBe(true);
      }
    });
  }
}

test('a dead successor is found dead wherever in the interval it dies: a waiting round moves no deadline', () => {
  for (const pingMs of [200, 1_000, 3_000]) {
    for (let after = 0; after < 20; after += 1) {
      const table = settledRing([2, 9, 14], { seed: after + 1, pingMs });
      table.runFor((after * pingMs) / 10);

      table.crash(table.seat(9), 'silent');

      expect(settle(table), `${pingMs} ms, case ${after}`).toBeLessThanOrEqual(Math.max(2 * pingMs, 1_500));
    }
  }
});

test('a ring of two that loses one is isolated, never a silent ring of one, and takes a joiner again', () => {
  for (const how of ['killed', 'silent'] as const) {
    const table = settledRing([2, 9]);
    table.crash(table.seat(9), how);
    table.runFor(12_000);
    expect(drawRing(table)).toBe('- < 2 > - (isolated)');
    expect(table.notices.findLast(({ notice }) => notice.event === 'phase-changed')).toMatchObject({
      peer: 2,
      notice: { phase: 'isolated', was: 'member', why: 'nobody it knew answers' },
    });

    table.join(14, 2);

    expect(settle(table)).toBeLessThanOrEqual(7_000);
    expect(drawRing(table)).toBe('14 < 2 > 14\n2 < 14 > 2');
    expect(table.notices.findLast(({ notice }) => notice.event === 'phase-changed')).toMatchObject({
      notice: { phase: 'member' },
    });
  }
});

test('a joiner is taken by an isolated peer in the middle of its own search for others', () => {
  for (let seed = 1; seed <= 30; seed += 1) {
    const table = settledRing([2, 9, 14], { seed });
    for (const id of [9, 14]) table.crash(table.seat(id), 'silent');
    table.runFor(15_000 + 97 * seed);

    table.join(100, 2);

    expect(settle(table), `seed ${seed}`).toBeLessThanOrEqual(7_000);
  }
});

test('a list that is exhausted is filled again from whoever was known', () => {
  const table = settledRing([10, 20, 30, 40, 50, 60, 70, 80], { successorsMax: 2 });
  table.runFor(20_000);

  for (const id of [20, 30, 40, 50]) table.crash(table.seat(id), 'killed');

  expect(settle(table)).toBeLessThanOrEqual(12_000);
  expect(whoSaid(table, 'succ-changed')).toContain(10);
  expect(drawRing(table)).toBe('80 < 10 > 60 70\n10 < 60 > 70 80\n60 < 70 > 80 10\n70 < 80 > 10 60');
});

test('with a list of one, every crash of the successor is healed by refill', () => {
  for (const victim of lab) {
    const table = settledRing(lab, { seed: victim, successorsMax: 1 });
    table.runFor(10_000);

    table.crash(table.seat(victim), 'silent');

    expect(settle(table), `without ${victim}`).toBeLessThanOrEqual(20_000);
  }
});

test('all of a ring come back at once from the contacts they had stored, as one ring', () => {
  for (const ids of [[2, 9], [2, 9, 14], lab]) {
    const table = settledRing(ids, { seed: ids.length });
    for (const seat of table.seats) table.crash(seat, 'killed');
    table.runFor(10_000);

    for (const id of ids) table.restart(id);

    expect(settle(table)).toBeLessThanOrEqual(20_000);
  }
});

test('the lowest that comes back waits for the others without giving up', () => {
  const table = settledRing([2, 9, 14]);
  for (const seat of table.seats) table.crash(seat, 'killed');

  table.restart(2);
  table.runFor(120_000);
  expect(drawRing(table)).toBe('- < 2 > - (isolated)');
  table.restart(14);

  expect(settle(table)).toBeLessThanOrEqual(7_000);
});
