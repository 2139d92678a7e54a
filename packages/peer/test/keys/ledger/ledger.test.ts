import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  arcOf,
  emptyPrint,
  holdsKey,
  Ledger,
  type Entry,
  type Mark,
  type Territory,
} from '../../../src/keys/index.ts';
import { printOf, sumOf, tieOf } from '../../../src/keys/ledger/fingerprint.ts';
import { anyArc, anyEntry, entry, id, space } from './entries.ts';

const circle = arcOf(space, id(0), id(0));

const anyMark = fc.option(fc.record({ key: fc.nat(15).map(id), tie: fc.nat(2 ** 32 - 1) }), { nil: null });

function isAfter({ key, name }: Entry, mark: Mark): boolean {
  return key > mark.key || (key === mark.key && tieOf(name) > mark.tie);
}

/** What the ledger is to say, found by looking at every entry. */
function within(
  entries: readonly Entry[],
  territory: Territory,
  after: Mark | null,
  upTo: Mark | null,
): Entry[] {
  const inside = entries.filter(
    (each) =>
      holdsKey(territory, each.key) &&
      (after === null || isAfter(each, after)) &&
      (upTo === null || !isAfter(each, upTo)),
  );
  return inside.toSorted((a, b) => a.key - b.key || tieOf(a.name) - tieOf(b.name));
}

function newest(steps: readonly { readonly isPut: boolean; readonly entry: Entry }[]): Entry[] {
  const held = new Map<string, Entry>();
  for (const { isPut, entry: each } of steps) {
    if (isPut) held.set(each.name, each);
    else held.delete(each.name);
  }
  return [...held.values()];
}

test('whatever was put and removed, a ledger holds what a plain map holds, in ring order', () => {
  const anySteps = fc.array(
    fc.record({ isPut: fc.integer({ min: 0, max: 3 }).map(Boolean), entry: anyEntry }),
    {
      maxLength: 300,
    },
  );
  fc.assert(
    fc.property(anySteps, anyArc, anyMark, anyMark, (steps, territory, after, upTo) => {
      const ledger = new Ledger();
      for (const step of steps) {
        if (step.isPut) ledger.put(step.entry);
        else ledger.remove(step.entry.name);
      }
      const held = newest(steps);
      const expected = within(held, territory, after, upTo);
      expect(ledger.count).toBe(held.length);
      expect(ledger.bytes).toBe(held.reduce((sum, { bytes }) => sum + bytes, 0));
      expect(ledger.between(territory, after, upTo)).toEqual(expected);
      const print = expected.map(({ name, version }) => printOf(name, version)).reduce(sumOf, emptyPrint);
      expect(ledger.print(territory, after, upTo)).toEqual(print);
    }),
    { numRuns: 200 },
  );
});

test('a ledger that was filled at once equals one that was filled one by one, over many chunks', () => {
  const entries = Array.from({ length: 5_000 }, (_, nth) =>
    entry({ name: `n${nth}`, key: (nth * 5) % 16, at: nth }),
  );
  const grown = new Ledger();
  for (const each of entries) grown.put(each);
  const filled = new Ledger(entries);

  expect(grown.between(circle, null, null)).toEqual(filled.between(circle, null, null));
  expect(grown.print(circle, null, null)).toEqual(filled.print(circle, null, null));

  for (const { name } of entries.slice(0, 4_990)) grown.remove(name);
  expect(grown.between(circle, null, null).map(({ name }) => name)).toHaveLength(10);
});

test('a name that is given twice at the start is held once, in its last version', () => {
  const ledger = new Ledger([
    entry({ name: 'a', key: 3, at: 1, bytes: 5 }),
    entry({ name: 'a', key: 3, at: 2, bytes: 7 }),
  ]);

  expect(ledger.count).toBe(1);
  expect(ledger.bytes).toBe(7);
  expect(ledger.between(circle, null, null).map(({ version }) => version.at)).toEqual([2]);
});
