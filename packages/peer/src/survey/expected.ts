// What the lists of a right ring say: the neighbours on the sorted circle of everyone alive. Nothing here knows how peers get there.

import type { Identifier } from '../ring/space.ts';

/** How many predecessors a peer shows. */
export const predecessorsMax = 2;

export interface NeighbourLists {
  /** Nearest first, both. */
  readonly pred: readonly Identifier[];
  readonly succ: readonly Identifier[];
}

/** Numeric order, which is clockwise order from position 0. The only place that compares positions for sorting. */
export function sortIds(ids: Iterable<Identifier>): readonly Identifier[] {
  return [...ids].toSorted((a, b) => a - b);
}

/** The lists that the peer at `place` of the sorted `live` ids must hold: everybody else, nearest first, cut to length. */
export function expectedLists(
  live: readonly Identifier[],
  place: number,
  successorsMax: number,
): NeighbourLists {
  const others = live.length - 1;
  return {
    pred: walk(live, place, -1, Math.min(predecessorsMax, others)),
    succ: walk(live, place, 1, Math.min(successorsMax, others)),
  };
}

/** The peer just after `place`; a lone peer is its own. */
export function nextOnCircle(live: readonly Identifier[], place: number): Identifier | undefined {
  return live[(place + 1) % live.length];
}

function walk(
  live: readonly Identifier[],
  place: number,
  step: 1 | -1,
  count: number,
): readonly Identifier[] {
  const found: Identifier[] = [];
  for (let far = 1; far <= count; far += 1) {
    const id = live.at((place + step * far) % live.length);
    if (id !== undefined) found.push(id);
  }
  return found;
}
