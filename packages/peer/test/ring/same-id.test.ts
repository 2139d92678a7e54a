import { expect, test } from 'vitest';
import { drawRing, isIdeal } from '../../src/sim/index.ts';
import { settle, settledRing, whoSaid } from './joining.ts';

const elsewhere = '127.0.0.1:13000';

test('an id in use is refused to a joiner at another address, through every peer, and the holder keeps its place (J7, J8)', () => {
  for (const ids of [[9], [2, 9], [2, 9, 14, 19]]) {
    for (const via of ids) {
      const table = settledRing(ids);
      const drawn = drawRing(table);

      const twin = table.join(9, via, elsewhere);
      table.runFor(10_000);

      expect(twin.condition).toBe('killed');
      expect(table.notices.filter(({ notice }) => notice.event === 'join-failed')).toMatchObject([
        {
          notice: {
            code: 'id-in-use',
            message: 'id 9 is in use by the peer at 127.0.0.1:12009; take another id',
          },
        },
      ]);
      expect(drawRing(table)).toBe(drawn);
      expect(table.seat(9).state.phase).toBe('member');
    }
  }
});

test('a peer that comes back at its own address with a higher epoch takes its place again (J9)', () => {
  for (const how of ['killed', 'silent'] as const) {
    for (const pauseMs of [0, 200, 5_000]) {
      const table = settledRing([2, 4, 5, 8, 9, 14, 19]);
      const former = table.seat(9).self.epoch;
      table.crash(table.seat(9), how);
      table.runFor(pauseMs);

      table.join(9, 2);

      expect(settle(table), `${how}, back after ${pauseMs} ms`).toBeLessThanOrEqual(12_000);
      table.runFor(5_000);
      expect(isIdeal(table), drawRing(table)).toBe(true);
      for (const seat of table.seats) {
        const all = [...seat.state.succ, ...seat.state.pred].filter(({ id }) => id === 9);
        expect(all.every(({ epoch }) => epoch > former)).toBe(true);
      }
    }
  }
});

test('a former life that wakes up while a later one is in the ring stops by itself', () => {
  const table = settledRing([2, 9]);
  const { self } = table.seat(9);

  table.give(table.seat(9), {
    kind: 'received',
    from: { ...self, epoch: self.epoch + 1 },
    message: { kind: 'candidate' },
    channel: 'stream',
  });

  expect(table.seat(9).state.phase).toBe('fenced');
  expect(whoSaid(table, 'trouble')).toEqual([9]);
});

test('a message of a former life changes nothing', () => {
  const table = settledRing([2, 9]);
  const before = table.seat(2).state;
  const former = { ...table.seat(9).self, epoch: 1 };

  for (const message of [
    { kind: 'leave', n: 1, pred: [], succ: [] },
    { kind: 'notify', pred: null },
  ] as const) {
    table.give(table.seat(2), { kind: 'received', from: former, message, channel: 'stream' });
  }

  expect(table.seat(2).state).toEqual(before);
});
