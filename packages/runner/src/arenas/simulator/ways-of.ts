// Rules of links as the simulated network has them. Pure.

import { wayOf, type WayConditions } from '@ringside/peer/sim';
import type { LinkRule } from '../../scenario/index.ts';

/** `indexOf`: the number of a peer's address; undefined for one that was never started, to whom nobody can send. */
export function waysOf(
  rules: readonly LinkRule[],
  indexOf: (id: number) => number | undefined,
): ReadonlyMap<number, WayConditions> {
  const ways = new Map<number, WayConditions>();
  for (const { from, to, effect } of rules) {
    const one = indexOf(from);
    const other = indexOf(to);
    if (one === undefined || other === undefined) continue;
    const { drop, loss, duplicate, reorder, delayMs } = effect;
    ways.set(wayOf(one, other), {
      isCut: drop,
      loss,
      duplicates: duplicate,
      reorder,
      delayMs: delayMs === null ? undefined : [delayMs.least, delayMs.most],
    });
  }
  return ways;
}
