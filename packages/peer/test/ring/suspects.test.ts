import { expect, test } from 'vitest';
import type { Effect, Identifier, LookupOutcome, Walk } from '../../src/ring/index.ts';
import { idealRing } from './ideal-rings.ts';
import { settle, settledRing, whoSaid } from './joining.ts';
import type { TableTop } from './table-top.ts';

const ids = [0, 3, 4, 9, 17, 22, 31];
const small = { bits: 5, successorsMax: 3, routing: 'fingers' } as const;
/** Long enough that nobody is judged while a test looks. */
const patient = { successorsMax: 3, routing: 'fingers', pingMs: 60_000 } as const;

/** Who sends what from now on, drawn as `from kind to`. */
function sent(table: TableTop, kinds: readonly string[]): string[] {
  const lines: string[] = [];
  table.afterStep = ({ self }, _before, _input, effects: readonly Effect[]) => {
    for (const effect of effects) {
      if (effect.kind !== 'send' || !kinds.includes(effect.message.kind)) continue;
      const to = table.seats.find((seat) => seat.self.address === effect.to);
      lines.push(`${self.id} ${effect.message.kind} ${to?.self.id ?? '?'}`);
    }
  };
  return lines;
}

function lookUp(table: TableTop, from: number, key: number): Extract<LookupOutcome, { kind: 'found' }> {
  const tag = table.lookup(table.seat(from), key);
  table.runUntil(() => table.outcomes.has(tag), 20_000);
  const outcome = table.outcomes.get(tag)?.outcome;
  if (outcome?.kind !== 'found')
    throw new Error(`key ${key} from ${from}: ${outcome?.message ?? 'no answer'}`);
  return outcome;
}

/** The stations of a lookup that goes through three peers at least, and the key that the first one asks for. */
function longWalk(table: TableTop): [from: Station, second: Station, third: Station] {
  for (const { self } of table.seats) {
    for (const { self: owner } of table.seats) {
      const { route } = lookUp(table, self.id, owner.id);
      const [from, second, third] = route.map((id) => ({ id, key: owner.id }));
      if (route.length > 3 && from !== undefined && second !== undefined && third !== undefined)
        return [from, second, third];
    }
  }
  throw new Error('all walks are short');
}

interface Station {
  readonly id: number;
  readonly key: number;
}

/** Has that walk come by at a peer, as if it had been lost at `avoid` before. */
function tellOfLoss(table: TableTop, at: number, avoid: readonly number[]): void {
  const [first] = table.seats.filter(({ self }) => self.id !== at);
  if (first === undefined) throw new Error('nobody else is there to say so');
  const walk: Walk = {
    n: 1_000_000,
    attempt: 2,
    asker: first.self,
    seek: 'owner',
    key: table.id(at),
    purpose: 'lookup',
    name: null,
    route: [],
    hopsLeft: 5,
    isFinal: true,
    isTraced: true,
    avoid: avoid.map((id): Identifier => table.id(id)),
  };
  table.send(first, table.seat(at).self.address, { kind: 'find', walk });
}

test('while all is well a lookup leaves no trace, and nobody is a suspect', () => {
  const table = settledRing(ids, small);
  table.runFor(30_000);
  const traces = sent(table, ['passed']);

  for (const from of ids) for (let key = 0; key < 32; key += 1) lookUp(table, from, key);

  expect(traces).toEqual([]);
  expect(table.seats.flatMap(({ state }) => state.suspects)).toEqual([]);
});

test('where a walk was lost, the next one goes another way at its first attempt, before anybody judged the silent peer', () => {
  const table = idealRing(32, patient);
  const [from, gone] = longWalk(table);
  table.crash(table.seat(gone.id), 'silent');

  expect(lookUp(table, from.id, from.key).attempts).toBeGreaterThan(1);
  const again = lookUp(table, from.id, from.key);

  expect(again.attempts).toBe(1);
  expect(again.route).not.toContain(gone.id);
  expect(whoSaid(table, 'died')).toEqual([]);
});

test('the first walk that comes by a peer with suspects is traced from there on', () => {
  const table = idealRing(32, patient);
  const [from, troubled, next] = longWalk(table);
  const suspect = table.seat(troubled.id).state.succ[1]?.id ?? -1;
  table.crash(table.seat(suspect), 'silent');
  tellOfLoss(table, troubled.id, [suspect]);
  table.runFor(100);
  const traces = sent(table, ['passed']);

  expect(lookUp(table, from.id, from.key).attempts).toBe(1);

  expect(traces.slice(0, 2)).toEqual([`${troubled.id} passed ${from.id}`, `${next.id} passed ${from.id}`]);
});

test('suspicion by hearsay ends with the answer: no list changes, nobody dies, and walks go the old way', () => {
  const table = settledRing(ids, { ...small, pingMs: 10_000 });
  const before = ids.map((id) => table.seat(id).state);
  const usual = lookUp(table, 9, 25).route;
  const pings = sent(table, ['ping']);

  tellOfLoss(table, 9, [17, 22, 31]);
  table.runFor(100);

  // The head is watched anyway.
  expect(pings).toEqual(['9 ping 22', '9 ping 31']);
  expect(lookUp(table, 9, 25).route).toEqual(usual);
  table.runFor(5_000);
  expect(whoSaid(table, 'died')).toEqual([]);
  expect(ids.map((id) => table.seat(id).state.succ)).toEqual(before.map(({ succ }) => succ));
});

test('whoever answered is not asked again within an interval, whatever others say', () => {
  const table = settledRing(ids, { ...small, pingMs: 20_000 });
  const pings = sent(table, ['ping']);

  for (let count = 0; count < 50; count += 1) {
    tellOfLoss(table, 9, [17, 22, 31]);
    table.runFor(100);
  }

  expect(pings).toEqual(['9 ping 22', '9 ping 31']);
});

test('a suspicion that nothing confirms or ends is forgotten after three intervals', () => {
  const table = settledRing(ids, small);
  table.runFor(10_000);
  table.crash(table.seat(17), 'silent');
  tellOfLoss(table, 9, [22]);
  table.runFor(30_000);

  expect(table.seats.flatMap(({ state }) => state.suspects)).toEqual([]);
});

test('who routes by the successor alone asks nobody else after a verdict', () => {
  const table = settledRing([0, 3, 4, 9, 17, 22, 31], { bits: 5, successorsMax: 6, routing: 'ring' });
  table.runFor(10_000);
  table.crash(table.seat(17), 'killed');
  table.runFor(10_000);

  expect(whoSaid(table, 'died').length).toBeGreaterThan(0);
  expect(table.seats.flatMap(({ state }) => state.suspects)).toEqual([]);
});

test('eight silent peers in a row are found together, not one pair after the other', () => {
  const table = idealRing(32, { successorsMax: 12, routing: 'fingers', seed: 5 });
  table.runFor(10_000);
  for (const { self } of table.seats.slice(4, 12)) table.crash(table.seat(self.id), 'silent');

  // One detection for the first of them, one for the others.
  expect(settle(table)).toBeLessThan(2 * 6_000);
});
