// Cycles and windings of a map from each peer to its successor. That neighbours agree with each other proves nothing; this does.

import type { Identifier } from '../ring/space.ts';
import { sortIds } from './expected.ts';

/** Every cycle of the map, in walking order. Peers that only lead into a cycle, or nowhere, are on none. Linear. */
export function cycles(successors: ReadonlyMap<Identifier, Identifier>): readonly (readonly Identifier[])[] {
  const found: Identifier[][] = [];
  const walkOf = new Map<Identifier, number>();
  let walks = 0;
  for (const start of successors.keys()) {
    const path: Identifier[] = [];
    let here: Identifier | undefined = start;
    while (here !== undefined && !walkOf.has(here)) {
      walkOf.set(here, walks);
      path.push(here);
      here = successors.get(here);
    }
    if (here !== undefined && walkOf.get(here) === walks) found.push(path.slice(path.indexOf(here)));
    walks += 1;
  }
  return found;
}

/** How often a cycle goes round the circle before it is back at its start. A lone peer goes round once. */
export function windings(cycle: readonly Identifier[]): number {
  const places = new Map(sortIds(cycle).map((id, place) => [id, place]));
  let wraps = 0;
  for (const [index, id] of cycle.entries()) {
    const next = cycle[(index + 1) % cycle.length] ?? id;
    if ((places.get(next) ?? 0) <= (places.get(id) ?? 0)) wraps += 1;
  }
  return wraps;
}
