import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  between,
  clockwise,
  identifierSpace,
  isIdentifier,
  owns,
  toIdentifier,
  type Identifier,
  type IdentifierSpace,
} from '../../src/ring/index.ts';

/** A circle of 1 to 52 bits and some positions on it; the ends of the circle come often. */
function positions(): fc.Arbitrary<
  readonly [IdentifierSpace, readonly [Identifier, Identifier, Identifier]]
> {
  const bits = fc.oneof(fc.constantFrom(1, 2, 3, 8, 52), fc.integer({ min: 1, max: 52 }));
  return bits.chain((chosen) => {
    const space = identifierSpace(chosen);
    const position = fc.oneof(
      fc.constantFrom(0, 1, space.size - 1),
      fc.maxSafeNat().map((value) => value % space.size),
    );
    const id = position.map((value) => toIdentifier(space, value));
    const ids = fc.tuple(id, id, id);
    return ids.map((list) => [space, list] as const);
  });
}

/** The same question answered by walking the circle step by step. */
function isPassed(space: IdentifierSpace, from: number, x: number, to: number): boolean {
  for (let at = (from + 1) % space.size; at !== to; at = (at + 1) % space.size) {
    if (at === x) return true;
    if (at === from) return false;
  }
  return false;
}

test('between is what a walk from one end to the other passes, for every triple of small circles', () => {
  for (const bits of [1, 2, 3, 4]) {
    const space = identifierSpace(bits);
    const all = Array.from({ length: space.size }, (_, value) => toIdentifier(space, value));
    for (const from of all) {
      for (const x of all) {
        for (const to of all) {
          expect(between(space, from, x, to), `${bits} bits: ${x} in (${from}, ${to})`).toBe(
            isPassed(space, from, x, to),
          );
        }
      }
    }
  }
});

test('(n, n) is the whole circle except n, also for n = 0 and for the last position', () => {
  fc.assert(
    fc.property(positions(), ([space, [n, x]]) => {
      expect(between(space, n, x, n)).toBe(x !== n);
      expect(owns(space, n, n, x)).toBe(true);
    }),
  );
});

test('of three different positions, each lies between the other two in exactly one direction', () => {
  fc.assert(
    fc.property(positions(), ([space, [a, b, c]]) => {
      fc.pre(a !== b && b !== c && a !== c);
      expect(between(space, a, b, c)).not.toBe(between(space, c, b, a));
      expect(between(space, a, b, c)).toBe(between(space, b, c, a));
    }),
  );
});

test('every key has exactly one owner among any peers', () => {
  fc.assert(
    fc.property(positions(), ([space, [key, ...peers]]) => {
      const ring = [...new Set(peers)].toSorted(
        (a, b) => clockwise(space, toIdentifier(space, 0), a) - clockwise(space, toIdentifier(space, 0), b),
      );
      const owners = ring.filter((peer, place) => owns(space, ring.at(place - 1) ?? peer, peer, key));
      expect(owners).toHaveLength(1);
    }),
  );
});

test('the way there and the way back together are once round, or nothing', () => {
  fc.assert(
    fc.property(positions(), ([space, [a, b]]) => {
      const round = clockwise(space, a, b) + clockwise(space, b, a);
      expect(round).toBe(a === b ? 0 : space.size);
      expect(toIdentifier(space, a + clockwise(space, a, b))).toBe(b);
    }),
  );
});

test('the circle is 2^bits long, not 2^bits - 1: the last position and 0 are two peers', () => {
  for (const bits of [1, 8, 52]) {
    const space = identifierSpace(bits);
    const last = toIdentifier(space, -1);
    expect(last).toBe(2 ** bits - 1);
    expect(toIdentifier(space, 2 ** bits)).toBe(0);
    expect(clockwise(space, last, toIdentifier(space, 0))).toBe(1);
  }
});

test('only whole numbers on the circle are ids, and only 1 to 52 bits make a circle', () => {
  const space = identifierSpace(8);
  expect([0, 1, 255].every((value) => isIdentifier(space, value))).toBe(true);
  expect(
    [-1, 256, 1.5, Number.NaN, '1', null, undefined, 1n].some((value) => isIdentifier(space, value)),
  ).toBe(false);
  for (const bits of [0, -1, 53, 1.5, Number.NaN]) expect(() => identifierSpace(bits)).toThrow(RangeError);
});
