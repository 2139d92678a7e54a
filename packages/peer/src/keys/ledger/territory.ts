// Territories: parts of the circle, as spans that do not pass 0. With ring/space.ts the only place that compares positions.

import { toIdentifier, type Identifier, type IdentifierSpace } from '../../ring/space.ts';

/** Positions `first` to `last`, both included, without passing 0. */
export interface Span {
  readonly first: Identifier;
  readonly last: Identifier;
}

/** Spans in order, none touching the next one. */
export type Territory = readonly Span[];

export const nowhere: Territory = [];

/** The positions after `from` up to `to`, clockwise. From a position to itself: the whole circle. */
export function arcOf(space: IdentifierSpace, from: Identifier, to: Identifier): Territory {
  const [least, most] = [toIdentifier(space, 0), toIdentifier(space, -1)];
  if (from === to) return [{ first: least, last: most }];
  const first = toIdentifier(space, from + 1);
  if (first <= to) return [{ first, last: to }];
  return joined([
    { first: least, last: to },
    { first, last: most },
  ]);
}

export function holdsKey(territory: Territory, key: Identifier): boolean {
  return territory.some(({ first, last }) => first <= key && key <= last);
}

/** What two spans have in common. */
export function commonSpan(a: Span, b: Span): Span | undefined {
  const first = a.first > b.first ? a.first : b.first;
  const last = a.last < b.last ? a.last : b.last;
  return first <= last ? { first, last } : undefined;
}

/** What of `span` lies before and after `hole`, which is part of it. */
export function aroundHole(space: IdentifierSpace, span: Span, hole: Span): readonly Span[] {
  return [
    ...(span.first < hole.first ? [{ first: span.first, last: toIdentifier(space, hole.first - 1) }] : []),
    ...(hole.last < span.last ? [{ first: toIdentifier(space, hole.last + 1), last: span.last }] : []),
  ];
}

export function meet(a: Territory, b: Territory): Territory {
  return a.flatMap((span) =>
    b.flatMap((other) => {
      const both = commonSpan(span, other);
      return both === undefined ? [] : [both];
    }),
  );
}

export function doOverlap(a: Territory, b: Territory): boolean {
  return meet(a, b).length > 0;
}

/** What of `a` is not in `b`. */
export function without(space: IdentifierSpace, a: Territory, b: Territory): Territory {
  let left = a;
  for (const hole of b) {
    left = left.flatMap((span) => {
      const both = commonSpan(span, hole);
      return both === undefined ? [span] : aroundHole(space, span, both);
    });
  }
  return left;
}

export function together(space: IdentifierSpace, a: Territory, b: Territory): Territory {
  return joined(inOrder([...a, ...without(space, b, a)]));
}

export function isWithin(space: IdentifierSpace, inner: Territory, outer: Territory): boolean {
  return without(space, inner, outer).length === 0;
}

export function isSameTerritory(a: Territory, b: Territory): boolean {
  return (
    a.length === b.length &&
    a.every(({ first, last }, nth) => first === b[nth]?.first && last === b[nth].last)
  );
}

/** Spans in order. */
export function inOrder<Piece extends Span>(pieces: readonly Piece[]): Piece[] {
  return pieces.toSorted((a, b) => comparePositions(a.first, b.first));
}

/** Below 0 when `a` comes first on the way up from 0. */
export function comparePositions(a: Identifier, b: Identifier): number {
  return a - b;
}

/** Does `b` begin right after `a`? */
export function isNextTo(a: Span, b: Span): boolean {
  return a.last + 1 === b.first;
}

function joined(spans: readonly Span[]): Territory {
  const next: Span[] = [];
  for (const span of spans) {
    const last = next.at(-1);
    if (last !== undefined && isNextTo(last, span))
      next[next.length - 1] = { first: last.first, last: span.last };
    else next.push(span);
  }
  return next;
}
