import fc from 'fast-check';
import { expect, test } from 'vitest';
import { arcOf, holdsKey, isNextTo, knowledgeOf } from '../../../src/keys/index.ts';
import {
  dormantCharter,
  foundersCharter,
  granted,
  noCharter,
  opened,
  overlay,
  segmentsIn,
  unknown,
  type Charter,
} from '../../../src/keys/keeping/owning/charter.ts';
import type { Contact } from '../../../src/ring/contact.ts';
import { identifierSpace, toIdentifier } from '../../../src/ring/space.ts';
import { anyArc, id, space } from '../ledger/entries.ts';

const positions = Array.from({ length: space.size }, (_, value) => id(value));

function contact(value: number, epoch = 1): Contact {
  return { id: id(value), epoch, address: `127.0.0.1:${12_000 + value}` };
}

const anyChange = fc.record({ territory: anyArc, term: fc.integer({ min: 1, max: 3 }), owner: fc.nat(2) });

test('a change of a territory changes what is known of its positions, and of no other ones', () => {
  fc.assert(
    fc.property(fc.array(anyChange, { minLength: 1, maxLength: 12 }), (changes) => {
      let charter: Charter = noCharter;
      const expected = new Map(positions.map((key) => [key, unknown]));
      for (const { territory, term, owner } of changes) {
        charter = overlay(space, charter, territory, (known) => granted(known, contact(owner), term, true));
        for (const key of positions.filter((each) => holdsKey(territory, each)))
          expected.set(key, granted(expected.get(key) ?? unknown, contact(owner), term, true));
      }
      for (const key of positions)
        expect(knowledgeOf(charter, key)).toMatchObject(expected.get(key) ?? unknown);
    }),
  );
});

test('the pieces of a charter are in order, do not overlap, and neighbours differ', () => {
  fc.assert(
    fc.property(fc.array(anyChange, { maxLength: 12 }), (changes) => {
      let charter: Charter = noCharter;
      for (const { territory, term, owner } of changes)
        charter = overlay(space, charter, territory, () => granted(unknown, contact(owner), term, true));
      const pairs = charter.segments
        .slice(1)
        .map((segment, nth) => [charter.segments[nth] ?? segment, segment] as const);
      expect(pairs.every(([a, b]) => a.last < b.first)).toBe(true);
      const same = pairs.filter(
        ([a, b]) => isNextTo(a, b) && a.term === b.term && a.owner?.id === b.owner?.id,
      );
      expect(same).toEqual([]);
    }),
  );
});

test('of more than 256 pieces those are forgotten first for which nobody counts on this peer', () => {
  const wide = identifierSpace(16);
  let charter: Charter = noCharter;
  for (let nth = 0; nth < 400; nth += 1) {
    const [before, last] = [toIdentifier(wide, 8 * nth), toIdentifier(wide, 8 * nth + 1)];
    const isHolder = nth % 2 === 0;
    charter = overlay(wide, charter, arcOf(wide, before, last), (known) =>
      granted(known, contact(1), nth + 1, isHolder),
    );
  }

  expect(charter.segments).toHaveLength(256);
  expect(charter.segments.filter(({ isHolder }) => isHolder)).toHaveLength(200);
  expect(charter.segments.filter(({ isHolder }) => !isHolder).every(({ term }) => term > 200)).toBe(true);
});

test('a founder holds the whole circle, and no tenure of it has begun', () => {
  const charter = foundersCharter(space);

  expect(charter.isFounder).toBe(true);
  expect(positions.map((key) => knowledgeOf(charter, key))).toEqual(
    positions.map(() => ({ ...unknown, wholeTerm: 0, first: 0, last: 15 })),
  );
});

test('in the next life all that was whole is dormant, and who stood near is remembered', () => {
  const arc = arcOf(space, id(2), id(9));
  const before: Charter = {
    ...overlay(space, noCharter, arc, (known) => opened(granted(known, contact(9), 4, true), 4, true, true)),
    isFounder: true,
    near: [id(1), id(2)],
    formerNear: [id(2), id(3)],
  };

  const after = dormantCharter(before);

  expect(after).toMatchObject({ isFounder: false, near: [], formerNear: [1, 2, 3] });
  expect(segmentsIn(after, arc)).toEqual(
    segmentsIn(before, arc).map((each) => ({ ...each, isDormant: true })),
  );
});

test('a tenure that begins makes whoever has everything whole up to it, and nobody else', () => {
  const known = granted(unknown, contact(9), 4, true);

  expect(opened(known, 4, true, true)).toMatchObject({ openTerm: 4, wholeTerm: 4, isDormant: false });
  expect(opened(known, 4, true, false)).toMatchObject({ openTerm: 4, wholeTerm: -1 });
  expect(opened({ ...known, openTerm: 6 }, 4, true, false)).toMatchObject({ openTerm: 6 });
});

test('whose it was before is remembered until the tenure begins, and never as its own rival', () => {
  const one = granted(unknown, contact(1), 1, true);
  const two = granted(one, contact(2), 2, false);
  const again = granted(two, contact(1, 7), 3, true);

  expect(two.ousted.map(({ id: who }) => who)).toEqual([1]);
  expect(again).toMatchObject({ term: 3, isHolder: true });
  expect(again.ousted.map(({ id: who }) => who)).toEqual([2]);
  expect(opened(again, 3, true, false).ousted).toEqual([]);
});
