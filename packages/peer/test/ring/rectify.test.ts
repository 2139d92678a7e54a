import { expect, test } from 'vitest';
import { step, type Contact, type Effect, type Message } from '../../src/ring/index.ts';
import { drawRing } from '../../src/sim/index.ts';
import { settle, settledRing, whoSaid } from './joining.ts';
import type { TableTop } from './table-top.ts';

/** Somebody who is at no place of the table; what is sent there is refused. */
function stranger(table: TableTop, id: number): Contact {
  return { id: table.id(id), epoch: 5_000, address: `127.0.0.1:${20_000 + id}` };
}

function hear(table: TableTop, at: number, from: Contact, message: Message): readonly Effect[] {
  const seat = table.seat(at);
  const { effects } = step(seat.state, { kind: 'received', from, message, channel: 'stream' }, table.now);
  table.give(seat, { kind: 'received', from, message, channel: 'stream' });
  return effects;
}

test('rectify: a notify from nearer replaces pred at once, one from farther away only probes it', () => {
  const table = settledRing([2, 9, 14]);
  const drawn = drawRing(table);

  const effects = hear(table, 14, stranger(table, 5), { kind: 'notify', pred: null });
  expect(effects).toContainEqual(
    expect.objectContaining({ to: '127.0.0.1:12009', message: expect.objectContaining({ kind: 'ping' }) }),
  );
  expect(drawRing(table)).toBe(drawn);
  table.runFor(100);
  expect(table.seat(14).state.rectifier).toBeUndefined();
  expect(drawRing(table)).toBe(drawn);

  hear(table, 14, stranger(table, 11), { kind: 'notify', pred: null });
  expect(table.seat(14).state.pred[0]?.id).toBe(11);
});

test('rectify: whoever notified takes the place of a pred that is found dead', () => {
  const table = settledRing([2, 9, 14, 20]);
  table.crash(table.seat(14), 'killed');

  table.runUntil(() => table.seat(20).state.pred[0]?.id === 9, 2_000);

  expect(drawRing(table).split('\n').at(-1)).toBe('9 < 20 > 2 9');
});

test('rectify: of two that notify while pred is being probed the nearer follows it, whichever speaks last', () => {
  for (const order of [
    [9, 11],
    [11, 9],
  ]) {
    const table = settledRing([2, 9, 11, 14, 20]);
    table.crash(table.seat(14), 'killed');
    // Nobody else may notify meanwhile: the test does.
    for (const seat of table.seats.filter(({ self }) => self.id < 14)) table.pause(seat);
    for (const id of order) hear(table, 20, table.seat(id).self, { kind: 'notify', pred: null });
    expect(table.seat(20).state.pred[0]?.id).toBe(14);

    table.runUntil(() => table.seat(20).state.pred[0]?.id !== 14, 2_000);

    expect(table.seat(20).state.pred[0]?.id, order.join(' then ')).toBe(11);
  }
});

test('stabilize: a dead candidate changes no list, and the head is notified all the same', () => {
  const table = settledRing([2, 9, 14]);
  hear(table, 9, stranger(table, 5), { kind: 'notify', pred: null });
  expect(table.seat(9).state.pred[0]?.id).toBe(5);
  const lists = table.seats.map(({ state }) => state.succ);
  const heard: string[] = [];
  table.afterStep = (seat, _before, input) => {
    if (seat.self.id === 9 && input.kind === 'received' && input.from.id === 2)
      heard.push(input.message.kind);
    expect(table.seats.map(({ state }) => state.succ.map(({ id }) => id))).toEqual(
      lists.map((list) => list.map(({ id }) => id)),
    );
  };

  expect(settle(table)).toBeLessThanOrEqual(8_000);
  expect(heard).toContain('notify');
});

test('notify, candidate, changed and leave from a stranger change no successor list before it answered', () => {
  const claims: readonly Message[] = [
    { kind: 'notify', pred: null },
    { kind: 'candidate' },
    { kind: 'changed', pred: null },
    { kind: 'leave', n: 1, pred: [], succ: [] },
    { kind: 'not-member', n: 1 },
    { kind: 'found', n: 1, seek: 'place', route: [], pred: [], succ: [] },
    { kind: 'pong', n: 1, phase: 'member', succ: [] },
  ];
  for (const claim of claims) {
    for (const id of [0, 3, 10, 100]) {
      const table = settledRing([2, 9, 14]);
      const lists = table.seats.map(({ state }) => state.succ);
      table.afterStep = () =>
        expect(
          table.seats.map(({ state }) => state.succ),
          claim.kind,
        ).toEqual(lists);

      for (const at of [2, 9, 14]) hear(table, at, stranger(table, id), claim);
      table.runFor(20_000);

      expect(whoSaid(table, 'succ-changed').slice(-1), claim.kind).not.toContain(id);
    }
  }
});

test('a state that nobody asked this peer for changes nothing, even with a number that somebody waits for', () => {
  const table = settledRing([2, 9, 14]);
  table.runUntil(() => table.seat(2).state.op !== undefined, 10_000);
  const { op, succ } = table.seat(2).state;
  const lists = { pred: [stranger(table, 4)], succ: [stranger(table, 6)] };

  for (const n of [op?.n ?? 0, 1, 999])
    hear(table, 2, stranger(table, 5), { kind: 'state', n, version: 1, phase: 'member', ...lists });

  expect(table.seat(2).state).toMatchObject({ op, succ });
});

test('a joiner adopts only the head it asked', () => {
  const table = settledRing([2, 9, 14]);
  const joiner = table.join(11, 2);
  while (joiner.state.join?.place === undefined) table.runFor(1);

  hear(table, 11, stranger(table, 12), {
    kind: 'state',
    n: joiner.state.join?.n ?? 0,
    version: 1,
    phase: 'member',
    pred: [],
    succ: [],
  });

  expect(joiner.state.phase).toBe('joining');
  expect(settle(table)).toBeLessThanOrEqual(3_500);
});
