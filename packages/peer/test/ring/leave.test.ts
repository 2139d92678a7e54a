import { expect, test } from 'vitest';
import { drawRing, isIdeal } from '../../src/sim/index.ts';
import { settle, settledRing, whoSaid } from './joining.ts';
import type { TableTop } from './table-top.ts';

const lab = [2, 4, 5, 8, 9, 14, 19];

function leave(table: TableTop, ...ids: readonly number[]): void {
  for (const id of ids) table.give(table.seat(id), { kind: 'leave', isForced: false });
}

test('a peer that leaves is out of every list within 100 ms, and nobody takes it for dead', () => {
  for (const id of lab) {
    const table = settledRing(lab, { seed: id });

    leave(table, id);

    expect(settle(table)).toBeLessThanOrEqual(100);
    table.runFor(30_000);
    expect(isIdeal(table), drawRing(table)).toBe(true);
    expect(whoSaid(table, 'died')).toEqual([]);
  }
});

test('two neighbours that leave at the same moment are gone within 200 ms (Q4)', () => {
  for (const [place, id] of lab.entries()) {
    const table = settledRing(lab, { seed: id });

    leave(table, id, lab[(place + 1) % lab.length] ?? id);

    expect(settle(table), drawRing(table)).toBeLessThanOrEqual(200);
  }
});

test('nothing that a leaving peer sent before its good-bye brings it back', () => {
  for (let seed = 1; seed <= 40; seed += 1) {
    const table = settledRing([2, 9, 14, 19], { seed, pingMs: 200 });

    leave(table, 9, 14);
    table.runFor(10_000);

    expect(whoSaid(table, 'revived'), `seed ${seed}`).toEqual([]);
    const remembering = table.seats.filter(
      ({ state }) => state.phase === 'member' && state.known.has(table.id(9)),
    );
    expect(
      remembering.map(({ self }) => self.id),
      `seed ${seed}`,
    ).toEqual([]);
  }
});

test('when all but one leave, the last is lawfully alone, and takes a joiner', () => {
  for (const [size, pauseMs] of [
    [2, 0],
    [3, 0],
    [3, 50],
    [7, 500],
  ] as const) {
    const table = settledRing(lab.slice(0, size), { seed: size });

    for (const id of lab.slice(1, size)) {
      leave(table, id);
      table.runFor(pauseMs);
    }
    table.runFor(5_000);
    expect(drawRing(table)).toBe('- < 2 > -');
    expect(table.seat(2).state).toMatchObject({ phase: 'member', isAlone: true });

    table.join(100, 2);
    expect(settle(table)).toBeLessThanOrEqual(3_500);
  }
});

test('a peer is not lawfully alone when one of the others only crashed', () => {
  const table = settledRing([2, 9, 14]);
  table.crash(table.seat(14), 'silent');

  leave(table, 9);
  table.runFor(12_000);

  expect(drawRing(table)).toBe('- < 2 > - (isolated)');
});

test('a leaving peer ends within a second also when nobody hears it', () => {
  const table = settledRing([2, 9, 14]);
  for (const id of [2, 14]) table.crash(table.seat(id), 'silent');

  leave(table, 9);
  table.runFor(1_000);

  expect(table.seat(9).state.phase).toBe('left');
});

test('a successor that leaves while it is asked is dropped, and its own list goes on', () => {
  for (let seed = 1; seed <= 20; seed += 1) {
    const table = settledRing([2, 9, 14], { seed, successorsMax: 1 });
    table.runFor(seed * 150);

    leave(table, 9);

    expect(settle(table), `seed ${seed}`).toBeLessThanOrEqual(3_600);
  }
});
