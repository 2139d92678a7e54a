// Has a register an order? By clusters where that is exact, else by a search that may come to its bound.

import type { Read, RegisterOperation, Write } from '../register-history.ts';
import { searchOrder } from './search.ts';
import { clusterConflict } from './zones.ts';

export interface Decision {
  readonly verdict: 'ordered' | 'violated' | 'undecided';
  /** Steps of the search. */
  readonly steps: number;
  /** Violated: these have no order either. Undecided: as far as the search came. */
  readonly suspects: readonly RegisterOperation[];
}

/**
 * Operations that each claim something, of which no read ends before its first write begins.
 * `stepsMax` bounds the search; without contents that were written twice and read there is none, and `steps` is 0.
 */
export function decide(operations: readonly RegisterOperation[], stepsMax: number): Decision {
  const writes = operations.filter((each): each is Write => each.kind === 'write');
  const reads = operations.filter((each): each is Read => each.kind === 'read');
  const twins = readTwins(writes, reads);
  const isSingle = ({ content }: RegisterOperation): boolean => content === null || !twins.has(content);
  // An order of all is also one of what is left without some contents, so a conflict among the others settles it.
  const suspects = clusterConflict(writes.filter(isSingle), reads.filter(isSingle));
  if (suspects !== undefined) return { verdict: 'violated', steps: 0, suspects };
  if (twins.size === 0) return { verdict: 'ordered', steps: 0, suspects: [] };
  const { verdict, steps, met } = searchOrder(operations, stepsMax);
  return { verdict, steps, suspects: verdict === 'ordered' ? [] : met };
}

/** Contents that were written more than once and read, so that nobody knows which of its writes a read saw. */
function readTwins(writes: readonly Write[], reads: readonly Read[]): ReadonlySet<string> {
  const read = new Set(reads.map(({ content }) => content));
  const written = new Set<string>();
  const twins = new Set<string>();
  for (const { content } of writes) {
    if (written.has(content) && read.has(content)) twins.add(content);
    written.add(content);
  }
  return twins;
}
