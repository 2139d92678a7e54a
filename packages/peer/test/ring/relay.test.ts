// Indirect probes, SWIM's ping-req (Das, Gupta, Motivala 2002, section 3.1).

import { expect, test } from 'vitest';
import { step, type Contact, type Effect, type Message } from '../../src/ring/index.ts';
import { drawRing, isIdeal, seatIdealRing } from '../../src/sim/index.ts';
import { whoSaid } from './joining.ts';
import { TableTop } from './table-top.ts';

const lab = [2, 4, 5, 8, 9, 14, 19, 30, 40, 50, 60, 70, 80, 90];

/** A ring in which each knows its neighbours and nobody else. */
function seatedRing(seed: number = 1): TableTop {
  const table = new TableTop({ seed });
  seatIdealRing(table, lab);
  table.runFor(10_000);
  return table;
}

/** Cuts the way from one peer to another, and the way back if asked. */
function cut(table: TableTop, from: number, to: number, isBoth: boolean): void {
  const [one, other] = [table.seat(from).index, table.seat(to).index];
  table.network.cut(one, other);
  if (isBoth) table.network.cut(other, one);
}

function relayed(effects: readonly Effect[]): number {
  return effects.filter((effect) => effect.kind === 'send' && effect.message.kind === 'relay-ping').length;
}

/** What peer 5 sends when it hears this. */
function saidBy5(table: TableTop, from: Contact, message: Message): string[] {
  const { state } = table.seat(5);
  const { effects } = step(state, { kind: 'received', from, message, channel: 'datagram' }, table.now);
  return effects.flatMap((effect) =>
    effect.kind === 'send' ? [`${effect.message.kind} to ${effect.to}`] : [],
  );
}

test('nobody is held dead whom others reach, whichever way to it is cut, and nothing changes in the ring', () => {
  for (const [from, to] of [
    [8, 9],
    [9, 8],
    [8, 14],
  ] as const) {
    for (const isBoth of [true, false]) {
      const table = seatedRing();
      const versions = table.seats.map(({ state }) => state.version);

      cut(table, from, to, isBoth);
      table.runFor(60_000);

      expect(whoSaid(table, 'died'), `${from} to ${to}`).toEqual([]);
      expect(isIdeal(table), drawRing(table)).toBe(true);
      expect(table.seats.map(({ state }) => state.version)).toEqual(versions);
    }
  }
});

test('a peer that falls silent behind a cut way is found dead within 6 s all the same', () => {
  for (let seed = 1; seed <= 10; seed += 1) {
    const table = seatedRing(seed);
    cut(table, 8, 9, seed % 2 === 0);
    table.runFor(15_000 + 211 * seed);
    const crashedAt = table.now;

    table.crash(table.seat(9), 'silent');
    table.runFor(10_000);

    const verdicts = table.notices.filter(({ notice }) => notice.event === 'died');
    expect(new Set(verdicts.map(({ peer }) => peer))).toEqual(new Set([5, 8, 14]));
    expect(Math.max(...verdicts.map(({ at }) => at - crashedAt)), `seed ${seed}`).toBeLessThanOrEqual(6_000);
  }
});

test('a silent peer is asked through others a few times, a killed one through nobody', () => {
  for (const [how, most] of [
    ['silent', 60],
    ['killed', 0],
  ] as const) {
    const table = seatedRing();
    let asked = 0;
    table.afterStep = (_seat, _before, _input, effects) => {
      asked += relayed(effects);
    };

    table.crash(table.seat(9), how);
    table.runFor(1_500);
    if (how === 'silent') table.runFor(10_000);

    expect(asked, how).toBeLessThanOrEqual(most);
  }
});

test('a way that stays cut costs a few messages an interval', () => {
  const table = seatedRing();
  cut(table, 8, 9, true);
  table.runFor(60_000);
  let asked = 0;
  table.afterStep = (_seat, _before, _input, effects) => {
    asked += relayed(effects);
  };

  table.runFor(60_000);

  expect(asked).toBeGreaterThan(0);
  expect(asked / 20).toBeLessThanOrEqual(20);
});

test('a proxy passes on one message for one, and only between peers that it knows where they are', () => {
  const table = seatedRing();
  const [asker, target] = [table.seat(8).self, table.seat(9).self];
  const stranger = { ...target, address: '127.0.0.1:19999' };
  const later = { ...target, epoch: target.epoch + 1 };
  const ping = { kind: 'relay-ping', n: 7, asker, target } as const;
  const pong = { kind: 'relay-pong', n: 7, asker, target, phase: 'member', pred: [], succ: [] } as const;

  expect(saidBy5(table, asker, ping)).toEqual([`relay-ping to ${target.address}`]);
  expect(saidBy5(table, target, pong)).toEqual([`relay-pong to ${asker.address}`]);
  expect(saidBy5(table, asker, { ...ping, target: stranger })).toEqual([]);
  expect(saidBy5(table, asker, { ...ping, target: later })).toEqual([]);
  expect(saidBy5(table, target, ping)).toEqual([]);
  expect(saidBy5(table, asker, pong)).toEqual([]);
  expect(saidBy5(table, target, { ...pong, asker: { ...asker, address: stranger.address } })).toEqual([]);
});

test('an answer through somebody who was not asked, or to no question, ends no doubt', () => {
  const table = seatedRing();
  table.crash(table.seat(9), 'silent');
  table.runUntil(() => table.seat(8).state.watches.some(({ relay }) => relay !== undefined), 6_000);
  const { state } = table.seat(8);
  const watch = state.watches.find(({ relay }) => relay !== undefined);
  const proxies = watch?.relay?.proxies ?? [];
  const sinceN = watch?.relay?.sinceN ?? 0;
  const heardAt = (from: Contact | undefined, n: number): number | undefined => {
    const target = table.seat(9).self;
    const pong = { kind: 'relay-pong', n, asker: state.self, target, phase: 'member' } as const;
    const message = { ...pong, pred: [], succ: [] };
    if (from === undefined) return undefined;
    const next = step(state, { kind: 'received', from, message, channel: 'datagram' }, table.now);
    return next.state.watches.find(({ contact }) => contact.id === 9)?.heardAt;
  };

  expect(proxies.map(({ id }) => id)).not.toContain(9);
  expect(heardAt(proxies[0], sinceN)).toBe(table.now);
  expect(heardAt(proxies[0], sinceN - 1)).toBe(watch?.heardAt);
  expect(heardAt(table.seat(60).self, sinceN)).toBe(watch?.heardAt);
});
