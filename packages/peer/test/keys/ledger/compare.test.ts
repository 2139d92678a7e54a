import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  answers,
  arcOf,
  differenceIn,
  holdsKey,
  isNewer,
  Ledger,
  questionOf,
  stampOf,
  wholeRange,
  type Entry,
  type Range,
  type Territory,
} from '../../../src/keys/index.ts';
import { anyArc, anyEntry, entry, id, space } from './entries.ts';

/** Asks until nothing is left to ask, four questions at a time; fetches what the other one has and says what it lacks. */
function compare(
  asker: Ledger,
  other: Ledger,
  territory: Territory,
): { readonly ours: Entry[]; readonly rounds: number } {
  const ours: Entry[] = [];
  let queue: readonly Range[] = [wholeRange];
  let rounds = 0;
  const found: string[] = [];
  while (queue.length > 0) {
    rounds += 1;
    const asked = queue.slice(0, 4);
    const given = answers(
      other,
      territory,
      asked.map((range) => questionOf(asker, territory, range)),
    );
    expect(given.length).toBeGreaterThan(0);
    const next = asked.slice(given.length);
    for (const [nth, answer] of given.entries()) {
      const range = asked[nth];
      if (range === undefined) continue;
      const difference = differenceIn(asker, territory, range, answer);
      next.push(...difference.next);
      ours.push(...difference.ours);
      found.push(...difference.theirs.map(({ name }) => name));
    }
    queue = [...next, ...queue.slice(4)];
  }
  for (const name of found) {
    const theirs = other.get(name);
    if (theirs !== undefined) asker.put(theirs);
  }
  return { ours, rounds };
}

function sorted(entries: Iterable<Entry>): Entry[] {
  return [...entries].toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

function union(a: Ledger, b: Ledger): Entry[] {
  const names = new Set([...a.entries(), ...b.entries()].map(({ name }) => name));
  return [...names].flatMap((name) => {
    const [one, two] = [a.get(name), b.get(name)];
    if (one === undefined || two === undefined) return one ?? two ?? [];
    return isNewer(stampOf(two), stampOf(one)) ? two : one;
  });
}

const anyLedger = fc.array(anyEntry, { maxLength: 400 }).map((entries) => new Ledger(entries));
const circle = arcOf(space, id(0), id(0));

test('two ledgers that compared in both directions hold the newest of both, whatever they held', () => {
  fc.assert(
    fc.property(anyLedger, anyLedger, (a, b) => {
      const expected = sorted(union(a, b));
      compare(a, b, circle);
      compare(b, a, circle);
      expect(sorted(a.entries())).toEqual(expected);
      expect(sorted(b.entries())).toEqual(expected);
    }),
    { numRuns: 200 },
  );
});

test('whoever asks hears what the other one lacks, and nothing else', () => {
  fc.assert(
    fc.property(anyLedger, anyLedger, (a, b) => {
      const lacks = [...a.entries()].filter((each) => {
        const other = b.get(each.name);
        return other === undefined || isNewer(stampOf(each), stampOf(other));
      });
      const { ours } = compare(a, b, circle);
      expect(sorted(ours)).toEqual(sorted(lacks));
    }),
  );
});

test('a comparison of one territory moves nothing of another one', () => {
  fc.assert(
    fc.property(anyLedger, anyLedger, anyArc, (a, b, territory) => {
      const outside = sorted([...a.entries()].filter(({ key }) => !holdsKey(territory, key)));
      const expected = sorted(union(a, b).filter(({ key }) => holdsKey(territory, key)));
      compare(a, b, territory);
      expect(sorted([...a.entries()].filter(({ key }) => holdsKey(territory, key)))).toEqual(expected);
      expect(sorted([...a.entries()].filter(({ key }) => !holdsKey(territory, key)))).toEqual(outside);
    }),
  );
});

test('equal ledgers of any size are found equal with one question', () => {
  const entries = Array.from({ length: 20_000 }, (_, nth) =>
    entry({ name: `n${nth}`, key: nth % 16, at: 1 }),
  );

  expect(compare(new Ledger(entries), new Ledger(entries), circle).rounds).toBe(1);
});

test('one difference among 20,000 entries is found in at most five rounds', () => {
  const entries = Array.from({ length: 20_000 }, (_, nth) =>
    entry({ name: `n${nth}`, key: nth % 16, at: 1 }),
  );
  const asker = new Ledger(entries);
  const other = new Ledger(entries);
  other.put(entry({ name: 'n777', key: 777 % 16, at: 2 }));

  expect(compare(asker, other, circle).rounds).toBeLessThanOrEqual(5);
  expect(asker.get('n777')?.version.at).toBe(2);
});

test('an answer fits into a message: no more than 96 names, unless one question alone has them', () => {
  const other = new Ledger(
    Array.from({ length: 16 * 30 }, (_, nth) => entry({ name: `n${nth}`, key: nth % 16, at: 1 })),
  );
  const pieces = Array.from({ length: 16 }, (_, key): Range => {
    return { after: { key: id(key), tie: -1 }, upTo: { key: id(key), tie: 2 ** 32 } };
  });
  const empty = new Ledger();
  const given = answers(
    other,
    circle,
    pieces.map((range) => questionOf(empty, circle, range)),
  );

  const names = given.map((answer) => (answer.kind === 'items' ? answer.items.length : 0));
  expect(names.reduce((sum, count) => sum + count, 0)).toBeLessThanOrEqual(96);
  expect(given.length).toBe(3);
});
