// Who is killed together: drawn, but never all holders of a key. Pure.

import type { Chance } from '@ringside/peer/sim';

/** So many of the ids, of which no `replicas` stand next to each other on the circle. */
export function drawVictims(
  chance: Chance,
  ids: readonly number[],
  count: number,
  replicas: number,
): readonly number[] {
  const ordered = ids.toSorted((a, b) => a - b);
  for (;;) {
    const pool = [...ordered];
    const victims = new Set<number>();
    while (victims.size < count) {
      const [id] = pool.splice(chance.below(pool.length), 1);
      if (id !== undefined) victims.add(id);
    }
    if (longestRun(ordered, victims) < replicas) return [...victims];
  }
}

/** The most victims in a row, past the top of the circle too. */
export function longestRun(ordered: readonly number[], victims: ReadonlySet<number>): number {
  let longest = 0;
  let run = 0;
  for (const id of [...ordered, ...ordered]) {
    run = victims.has(id) ? run + 1 : 0;
    longest = Math.max(longest, run);
  }
  return Math.min(longest, ordered.length);
}
