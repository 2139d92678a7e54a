import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  between,
  identifierSpace,
  toIdentifier,
  type Identifier,
  type IdentifierSpace,
} from '../../../src/ring/space.ts';
import {
  arcOf,
  doOverlap,
  holdsKey,
  isNextTo,
  isSameTerritory,
  isWithin,
  meet,
  nowhere,
  together,
  without,
  type Territory,
} from '../../../src/keys/index.ts';
import { anyArc, id, space } from './entries.ts';

function positions(circle: IdentifierSpace): readonly Identifier[] {
  return Array.from({ length: circle.size }, (_, value) => toIdentifier(circle, value));
}

/** All positions of it, in order. */
function held(circle: IdentifierSpace, territory: Territory): readonly Identifier[] {
  return positions(circle).filter((key) => holdsKey(territory, key));
}

for (const bits of [1, 2, 4]) {
  const circle = identifierSpace(bits);

  test(`with ${bits} bits, the arc from any position to any other holds what lies between them and the end`, () => {
    for (const from of positions(circle))
      for (const to of positions(circle)) {
        const expected = positions(circle).filter((key) => key === to || between(circle, from, key, to));
        expect(held(circle, arcOf(circle, from, to)), `(${from}, ${to}]`).toEqual(expected);
      }
  });
}

test('the arc from a position to itself is the whole circle, also of two positions', () => {
  for (const bits of [1, 4, 52]) {
    const whole = identifierSpace(bits);
    const some = toIdentifier(whole, 1);
    expect(arcOf(whole, some, some)).toEqual([{ first: 0, last: whole.size - 1 }]);
  }
});

test('an arc that passes 0 is two spans, and one that ends at the last position is one', () => {
  expect(arcOf(space, id(13), id(2))).toEqual([
    { first: 0, last: 2 },
    { first: 14, last: 15 },
  ]);
  expect(arcOf(space, id(12), id(15))).toEqual([{ first: 13, last: 15 }]);
  expect(arcOf(space, id(15), id(3))).toEqual([{ first: 0, last: 3 }]);
});

/** Some arcs together, which may be several spans. */
const anyTerritory = fc
  .array(anyArc, { maxLength: 3 })
  .map((arcs) => arcs.reduce((sum, arc) => together(space, sum, without(space, arc, sum)), nowhere))
  .chain((whole) => anyArc.map((hole) => without(space, whole, hole)));

test('meet, without and together are those of sets of positions', () => {
  fc.assert(
    fc.property(anyTerritory, anyTerritory, (a, b) => {
      const [inA, inB] = [new Set(held(space, a)), new Set(held(space, b))];
      const all = positions(space);
      expect(held(space, meet(a, b))).toEqual(all.filter((key) => inA.has(key) && inB.has(key)));
      expect(held(space, without(space, a, b))).toEqual(all.filter((key) => inA.has(key) && !inB.has(key)));
      expect(held(space, together(space, a, b))).toEqual(all.filter((key) => inA.has(key) || inB.has(key)));
      expect(doOverlap(a, b)).toBe(all.some((key) => inA.has(key) && inB.has(key)));
      expect(isWithin(space, a, b)).toBe([...inA].every((key) => inB.has(key)));
    }),
    { numRuns: 500 },
  );
});

test('what is together again is the same as before it was cut, with no two spans that touch', () => {
  fc.assert(
    fc.property(anyArc, anyArc, (whole, cut) => {
      const again = together(space, without(space, whole, cut), meet(whole, cut));
      expect(isSameTerritory(again, whole)).toBe(true);
      const touching = again.filter((span, nth) => nth > 0 && isNextTo(again[nth - 1] ?? span, span));
      expect(touching).toEqual([]);
    }),
  );
});
