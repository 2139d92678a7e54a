import { expect, test } from 'vitest';
import { between, type LookupOutcome } from '../../src/ring/index.ts';
import type { Routing } from '../../src/settings/index.ts';
import { living } from '../../src/sim/index.ts';
import { settle, settledRing } from './joining.ts';
import { TableTop } from './table-top.ts';

const ids = [0, 3, 4, 9, 17, 22, 31];
const small = { bits: 5, successorsMax: 3 };

/** The first peer at or after the key. */
function ownerOf(table: TableTop, key: number): number {
  const live = living(table)
    .map(({ self }) => self.id)
    .toSorted((a, b) => a - b);
  return live.find((id) => id >= key) ?? live[0] ?? -1;
}

function outcome(table: TableTop, tag: number): LookupOutcome | undefined {
  return table.outcomes.get(tag)?.outcome;
}

for (const routing of ['ring', 'shortcuts', 'fingers'] satisfies Routing[]) {
  test(`${routing}: every key has its true owner, asked from every peer, on a route that runs clockwise from the asker`, () => {
    const table = settledRing(ids, { ...small, routing });
    table.runFor(60_000);
    for (const from of ids) {
      for (let key = 0; key < 32; key += 1) {
        const tag = table.lookup(table.seat(from), key);
        table.runFor(300);

        const found = outcome(table, tag);
        expect(found, `key ${key} from ${from}`).toMatchObject({
          kind: 'found',
          owner: { id: ownerOf(table, key) },
          attempts: 1,
        });
        const route = found?.route ?? [];
        expect([route[0], route.at(-1)]).toEqual([from, ownerOf(table, key)]);
        // Each hop lies on the rest of the way to the key, or owns it.
        const isOnTheWay = route.map((hop, place) => {
          const before = route[place - 1];
          return (
            before === undefined ||
            hop === ownerOf(table, key) ||
            between(table.options.space, before, hop, table.id(key))
          );
        });
        expect(isOnTheWay).not.toContain(false);
        expect(route.length).toBeLessThanOrEqual(ids.length);
      }
    }
  });

  test(`${routing}: while peers crash, a lookup names an owner that lived when it was asked, or fails with a reason, in time`, () => {
    for (const how of ['killed', 'silent'] as const) {
      const table = settledRing(ids, { ...small, routing, seed: 7 });
      table.runFor(30_000);
      const asked: { tag: number; key: number; at: number; before: number }[] = [];
      for (let round = 0; round < 40; round += 1) {
        if (round === 5) table.crash(table.seat(9), how);
        if (round === 20) table.crash(table.seat(31), how);
        for (const from of [0, 4, 22]) {
          const key = table.chance.below(32);
          asked.push({
            tag: table.lookup(table.seat(from), key),
            key,
            at: table.now,
            before: ownerOf(table, key),
          });
        }
        table.runFor(300);
      }
      table.runFor(10_000);

      for (const { tag, key, at, before } of asked) {
        const answer = table.outcomes.get(tag);
        const found = answer?.outcome;
        expect(
          (answer?.at ?? Number.POSITIVE_INFINITY) - at,
          `key ${key} at ${at}: ${JSON.stringify(found)}`,
        ).toBeLessThanOrEqual(9_050);
        const owners = [before, ownerOf(table, key), 31, 9];
        expect(found?.kind === 'found' ? owners : [undefined], `key ${key}`).toContain(
          found?.kind === 'found' ? found.owner.id : undefined,
        );
        expect(found?.kind === 'failed' ? found.message : 'no answer from the owner within 9 s').toMatch(
          /^no answer from the owner within 9 s/,
        );
      }
      const answered = asked.filter(({ tag }) => outcome(table, tag)?.kind === 'found');
      expect(answered.length / asked.length, how).toBeGreaterThan(0.9);

      const later = [0, 4, 22].map((from) => table.lookup(table.seat(from), 8));
      table.runFor(1_000);
      for (const tag of later)
        expect(outcome(table, tag)).toMatchObject({ kind: 'found', owner: { id: 17 }, attempts: 1 });
    }
  });
}

for (const how of ['killed', 'silent'] as const) {
  test(`a ${how} peer on the way is gone round, at the latest by the third attempt, before anybody judged it`, () => {
    const table = settledRing(ids, { ...small, pingMs: 10_000 });
    table.crash(table.seat(9), how);

    const tag = table.lookup(table.seat(0), 20);
    table.runFor(4_000);

    expect(outcome(table, tag)).toMatchObject({ kind: 'found', owner: { id: 22 }, route: [0, 3, 4, 17, 22] });
  });
}

test('a walk that goes in circles ends at its hop limit, with a reason for the asker', () => {
  const table = settledRing(ids, small);
  // Nobody owns the key as long as everybody holds the others for nearer.
  for (const seat of table.seats)
    seat.state = {
      ...seat.state,
      stabilizeAt: Number.POSITIVE_INFINITY,
      options: { ...seat.state.options, routing: 'ring' },
    };
  const hops: number[] = [];
  table.afterStep = (_seat, _before, _input, effects) => {
    for (const effect of effects)
      if (effect.kind === 'send' && effect.message.kind === 'find')
        hops.push(effect.message.walk.route.length);
  };
  const asker = table.seat(0).self;
  const walk = {
    n: 1,
    attempt: 1,
    asker,
    seek: 'owner',
    key: table.id(20),
    purpose: 'lookup',
    name: null,
    route: [],
    isFinal: false,
    isTraced: false,
    avoid: [],
  } as const;

  table.send(table.seat(0), table.seat(3).self.address, { kind: 'find', walk: { ...walk, hopsLeft: 2 } });
  table.runFor(500);

  expect(Math.max(...hops)).toBe(2);
});

test('a peer that still looks for the others it was told of owns nobody else\u2019s keys', () => {
  const table = new TableTop();
  for (const id of [2, 9, 14]) table.start(id);
  for (const [id, next] of [
    [2, 9],
    [9, 14],
    [14, 2],
  ] as const) {
    table.give(table.seat(id), {
      kind: 'init',
      succ: [{ id: table.id(next), epoch: 0, address: table.seat(next).self.address }],
    });
  }

  const tag = table.lookup(table.seat(2), 12);
  table.runFor(3_000);

  expect(outcome(table, tag)).toMatchObject({ kind: 'found', owner: { id: 14 } });
});

test('a member whose list is exhausted owns nobody else\u2019s keys until it is isolated, and serves all from then on', () => {
  const table = settledRing([2, 9]);
  table.crash(table.seat(9), 'silent');
  table.runUntil(() => table.seat(2).state.succ.length === 0, 12_000);
  expect(table.seat(2).state.phase).toBe('member');

  const tag = table.lookup(table.seat(2), 5);
  expect(outcome(table, tag)).toBeUndefined();
  table.runFor(2_000);

  expect(table.seat(2).state.phase).toBe('isolated');
  expect(outcome(table, tag)).toMatchObject({ kind: 'found', owner: { id: 2 } });
});

test('a lookup of a peer that is no member yet ends with the reason when its time is up', () => {
  const table = settledRing([2]);
  table.start(9);

  const tag = table.lookup(table.seat(9), 4);
  table.runFor(9_100);

  expect(outcome(table, tag)).toMatchObject({
    kind: 'failed',
    code: 'timeout',
    message: 'no answer from the owner within 9 s (last: not-member at peer 9)',
  });
});

test('one lookup more than a peer may have under way is refused at once, and the others are answered', () => {
  const table = settledRing([2, 9]);

  const tags = Array.from({ length: 1_025 }, () => table.lookup(table.seat(2), 5));
  expect(outcome(table, tags.at(-1) ?? 0)).toMatchObject({ kind: 'failed', code: 'busy' });
  table.runFor(2_000);

  expect(tags.filter((tag) => outcome(table, tag)?.kind === 'found')).toHaveLength(1_024);
  expect(table.seat(2).state.lookups).toEqual([]);
});

test('fingers: routes in a ring of 64 are short, at most log2 N + 1 hops', { timeout: 20_000 }, () => {
  const many = Array.from({ length: 64 }, (_, place) => (place * 1_021) % 65_536);
  const table = settledRing(many.slice(0, 1), {
    bits: 16,
    successorsMax: 4,
    routing: 'fingers',
    pingMs: 1_000,
  });
  for (const [place, id] of many.entries()) {
    if (place > 0) table.join(id, many[Math.floor(place / 2)] ?? 0);
    table.runFor(200);
  }
  settle(table);
  table.runFor(30_000);

  const tags = Array.from({ length: 400 }, () =>
    table.lookup(table.seat(many[table.chance.below(64)] ?? 0), table.chance.below(65_536)),
  );
  table.runFor(1_000);

  const hops = tags
    .map((tag) => (outcome(table, tag)?.route.length ?? Number.POSITIVE_INFINITY) - 1)
    .toSorted((a, b) => a - b);
  expect(hops.reduce((sum, count) => sum + count, 0) / hops.length).toBeLessThanOrEqual(0.5 * 6 + 1);
  expect(hops[Math.floor(hops.length * 0.99)]).toBeLessThanOrEqual(7);
});
