// The identifier space: a circle of 2^bits positions. Only this file compares positions; everybody else asks it.

declare const identifierBrand: unique symbol;

/** A position on the circle, 0 <= id < 2^bits. Branded, so a port or a hash can never stand in for one. */
export type Identifier = number & { readonly [identifierBrand]: never };

/** A circle of `2^bits` positions, `1 <= bits <= 52` (so that a position is an exact number). */
export interface IdentifierSpace {
  readonly bits: number;
  readonly size: number;
}

/** The circle of `2^bits` positions. Throws RangeError unless `bits` is a whole number from 1 to 52. */
export function identifierSpace(bits: number): IdentifierSpace {
  if (!Number.isInteger(bits) || bits < 1 || bits > 52) {
    throw new RangeError(`bits must be a whole number from 1 to 52, not ${bits}`);
  }
  return { bits, size: 2 ** bits };
}

/** Brings any whole number onto the circle, modulo 2^bits (never 2^bits - 1, which would merge two positions). */
export function toIdentifier(space: IdentifierSpace, value: number): Identifier {
  const rest = value % space.size;
  return (rest < 0 ? rest + space.size : rest) as Identifier; // oxlint-disable-line typescript/no-unsafe-type-assertion -- This is where identifiers are made.
}

/** Is `value` a position of this circle as it stands? */
export function isIdentifier(space: IdentifierSpace, value: unknown): value is Identifier {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value < space.size;
}

/** Steps from `from` clockwise to `to`. Zero when they are the same position. */
export function clockwise(space: IdentifierSpace, from: Identifier, to: Identifier): number {
  const steps = to - from;
  return steps < 0 ? steps + space.size : steps;
}

/**
 * Is `x` strictly inside the arc that runs clockwise from `from` to `to`?
 *
 * `(n, n)` is the whole circle except n. A ring of one peer depends on it: the first
 * joiner must count as between that peer and itself.
 */
export function between(space: IdentifierSpace, from: Identifier, x: Identifier, to: Identifier): boolean {
  const arc = clockwise(space, from, to);
  const offset = clockwise(space, from, x);
  return offset > 0 && (arc === 0 || offset < arc);
}

/** A peer owns `(predecessor, owner]`, and `(n, n]` is the whole circle: a lone peer owns every key. */
export function owns(
  space: IdentifierSpace,
  predecessor: Identifier,
  owner: Identifier,
  key: Identifier,
): boolean {
  return key === owner || between(space, predecessor, key, owner);
}
