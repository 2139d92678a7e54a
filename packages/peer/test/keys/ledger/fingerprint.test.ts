import fc from 'fast-check';
import { expect, test } from 'vitest';
import { emptyPrint, type Fingerprint } from '../../../src/keys/index.ts';
import { differenceOf, isSamePrint, printOf, sumOf, tieOf } from '../../../src/keys/ledger/fingerprint.ts';
import { anyEntry, id } from './entries.ts';

const anyPrints = fc.array(
  anyEntry.map(({ name, version }) => printOf(name, version)),
  { maxLength: 20 },
);

function sum(prints: readonly Fingerprint[]): Fingerprint {
  return prints.reduce(sumOf, emptyPrint);
}

test('a set has one fingerprint, in whatever order it is added up', () => {
  fc.assert(
    fc.property(anyPrints, (prints) => {
      expect(sum(prints.toReversed())).toEqual(sum(prints));
    }),
  );
});

test('what is taken away again was never there', () => {
  fc.assert(
    fc.property(anyPrints, anyPrints, (a, b) => {
      expect(differenceOf(sumOf(sum(a), sum(b)), sum(b))).toEqual(sum(a));
    }),
  );
});

test('100,000 versions have as many fingerprints, and names as many ties as chance allows', () => {
  const prints = new Set<string>();
  const ties = new Set<number>();
  for (let nth = 0; nth < 100_000; nth += 1) {
    const { low, high } = printOf(`name-${nth >> 1}`, { at: nth & 1, by: id(1), life: 1 });
    prints.add(`${low}.${high}`);
    ties.add(tieOf(`name-${nth}`));
  }

  expect(prints.size).toBe(100_000);
  // Of 2^32 places, 100,000 names are expected to share one 1.2 times.
  expect(ties.size).toBeGreaterThan(99_980);
});

test('another name, time, owner or life is another fingerprint', () => {
  const stamp = { at: 1, by: id(2), life: 3 };
  const one = printOf('a', stamp);
  const others = [
    printOf('b', stamp),
    printOf('a', { ...stamp, at: 2 }),
    printOf('a', { ...stamp, by: id(3) }),
    printOf('a', { ...stamp, life: 4 }),
  ];

  expect(others.some((other) => isSamePrint(one, other))).toBe(false);
});
