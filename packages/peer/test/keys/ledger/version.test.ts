import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  hasSeen,
  isConflict,
  isNewer,
  isSameStamp,
  nextReceipts,
  nextVersion,
  type Stamp,
  type Version,
} from '../../../src/keys/index.ts';
import { entry, id } from './entries.ts';

const anyStamp: fc.Arbitrary<Stamp> = fc.record({
  at: fc.nat(3),
  by: fc.nat(3).map(id),
  life: fc.nat(2),
});

function stamp(at: number): Stamp {
  return { at, by: id(1), life: 1 };
}

test('of two different stamps exactly one is newer', () => {
  fc.assert(
    fc.property(anyStamp, anyStamp, (a, b) => {
      const newer = [isNewer(a, b), isNewer(b, a)].filter(Boolean).length;
      expect(newer).toBe(isSameStamp(a, b) ? 0 : 1);
    }),
  );
});

test('what is newer than something newer is newer', () => {
  fc.assert(
    fc.property(anyStamp, anyStamp, anyStamp, (a, b, c) => {
      fc.pre(isNewer(a, b) && isNewer(b, c));
      expect(isNewer(a, c)).toBe(true);
    }),
  );
});

test('everything is newer than nothing', () => {
  expect(isNewer(stamp(0), undefined)).toBe(true);
});

test('of two versions of one moment that of the higher id wins, whoever compares them', () => {
  const low: Stamp = { at: 7, by: id(2), life: 9 };
  const high: Stamp = { at: 7, by: id(3), life: 1 };

  expect(isNewer(high, low)).toBe(true);
  expect(isNewer(low, high)).toBe(false);
});

test('a new version is newer than the one before, even on a clock that is behind, and has seen all before it', () => {
  const anyWrites = fc.array(fc.record({ by: fc.nat(3).map(id), wallMs: fc.nat(20) }), {
    minLength: 1,
    maxLength: 20,
  });
  fc.assert(
    fc.property(anyWrites, (writes) => {
      const versions: Version[] = [];
      for (const write of writes) versions.push(nextVersion(versions.at(-1), { ...write, life: 1 }));
      for (const [nth, version] of versions.entries()) {
        const later = versions.slice(nth + 1);
        expect(later.every((each) => isNewer(each, version))).toBe(true);
        expect(later.every((each) => hasSeen(each, version) && !isConflict(each, version))).toBe(true);
      }
    }),
  );
});

test('two versions whose owners did not know of each other are in conflict, whichever is asked', () => {
  const first = nextVersion(undefined, { by: id(1), life: 1, wallMs: 10 });
  const here = nextVersion(first, { by: id(2), life: 1, wallMs: 20 });
  const there = nextVersion(first, { by: id(3), life: 1, wallMs: 30 });

  expect(isConflict(here, there)).toBe(true);
  expect(isConflict(there, here)).toBe(true);
  expect(isConflict(first, there)).toBe(false);
});

test('receipts stay for ten minutes, and no more than 64 of them', () => {
  const former = {
    ...entry({ name: 'a', key: 1, at: 1 }),
    receipts: [{ request: 'old', stamp: stamp(1_000) }],
  };
  const after = (ms: number): readonly string[] =>
    nextReceipts(former, { request: 'new', stamp: stamp(1_000 + ms) }).map(({ request }) => request);

  expect(after(599_999)).toEqual(['old', 'new']);
  expect(after(600_000)).toEqual(['new']);

  const many = Array.from({ length: 64 }, (_, nth) => ({ request: `r${nth}`, stamp: stamp(nth) }));
  const next = nextReceipts({ ...former, receipts: many }, { request: 'new', stamp: stamp(64) });
  expect(next).toHaveLength(64);
  expect(next.at(-1)?.request).toBe('new');
});
