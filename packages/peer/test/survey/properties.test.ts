import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  cycles,
  isIdeal,
  judge,
  windings,
  type Observation,
  type PeerStatus,
} from '../../src/survey/index.ts';
import { contact, id, idealRing } from './ring-of.ts';

const liveIds = fc.uniqueArray(fc.nat(255), { minLength: 1, maxLength: 40 });
const listLength = fc.integer({ min: 1, max: 10 });

test('lists derived from any set of live ids are OK', () => {
  fc.assert(
    fc.property(liveIds, listLength, (ids, successorsMax) => {
      expect(judge(idealRing(ids, { successorsMax }))).toMatchObject({ state: 'OK', windings: 1 });
    }),
  );
});

test('changing, dropping or adding any single entry of a right ring is never OK', () => {
  const perturbation = fc.record({
    ids: liveIds,
    successorsMax: listLength,
    peer: fc.nat(),
    list: fc.constantFrom('succ' as const, 'pred' as const),
    slot: fc.nat(),
    entry: fc.option(fc.nat(255)),
  });
  fc.assert(
    fc.property(perturbation, ({ ids, successorsMax, peer, list, slot, entry }) => {
      const ring = idealRing(ids, { successorsMax });
      const place = peer % ring.length;

      const spoiled = ring.map((each, index) => (index === place ? perturb(each, list, slot, entry) : each));

      fc.pre(JSON.stringify(spoiled) !== JSON.stringify(ring));
      expect(isIdeal(judge(spoiled))).toBe(false);
    }),
  );
});

test('a permutation splits into cycles that hold everybody once', () => {
  fc.assert(
    fc.property(
      liveIds.chain((ids) => fc.tuple(fc.constant(ids), fc.shuffledSubarray(ids, { minLength: ids.length }))),
      ([ids, after]) => {
        const found = cycles(new Map(ids.map((self, place) => [id(self), id(after[place] ?? self)])));
        expect(found.flat().toSorted((a, b) => a - b)).toEqual(ids.toSorted((a, b) => a - b));
        for (const cycle of found) expect(windings(cycle)).toBeLessThanOrEqual(Math.max(1, cycle.length - 1));
      },
    ),
  );
});

test('peers that only lead into a cycle are on none', () => {
  const map = new Map([
    [id(1), id(2)],
    [id(2), id(3)],
    [id(3), id(2)],
    [id(9), id(200)],
  ]);

  expect(cycles(map)).toEqual([[2, 3]]);
});

test('a thousand peers are judged in less than 20 ms', () => {
  const ring = idealRing(
    Array.from({ length: 1_000 }, (_, place) => place * 7),
    { bits: 32 },
  );
  const times = Array.from({ length: 10 }, () => {
    const start = performance.now();
    expect(judge(ring).state).toBe('OK');
    return performance.now() - start;
  });

  expect(Math.min(...times)).toBeLessThan(20);
});

/** The entry replaced by another id, or dropped (null). A slot past the end adds one. */
function perturb(each: Observation, list: 'succ' | 'pred', slot: number, entry: number | null): Observation {
  if (each.status === null) return each;
  const entries = [...each.status[list]];
  // A third predecessor is kept by nobody and judged by nobody.
  const slots = list === 'pred' ? Math.min(2, entries.length + 1) : entries.length + 1;
  if (entry === null) entries.splice(slot % slots, 1);
  else entries[slot % slots] = contact(entry);
  const status: PeerStatus = { ...each.status, [list]: entries };
  return { ...each, status };
}
