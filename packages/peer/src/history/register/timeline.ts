// Operations of one register in the order of their starts, with contents as small numbers and ends as places in that order, for a search that
// looks at them a million times.

import type { RegisterOperation } from '../register-history.ts';

export interface Timeline {
  readonly operations: readonly RegisterOperation[];
  /** The content that stands for nothing stored. */
  readonly nothing: number;
  /** How many operations had started when this one had ended at the latest: it may come after any of them, and before any. */
  startedBy(place: number): number;
  contentAt(place: number): number;
  isRead(place: number): boolean;
  /** A write that need not have happened. */
  isOptional(place: number): boolean;
  /** Place of the last read of this content, or -1. */
  lastReadOf(content: number): number;
}

export function timeline(unordered: readonly RegisterOperation[]): Timeline {
  const operations = unordered.toSorted((a, b) => a.startMs - b.startMs);
  const numbers = new Map<string | null, number>([[null, 0]]);
  const contents = operations.map(({ content }) => {
    const number = numbers.get(content) ?? numbers.size;
    numbers.set(content, number);
    return number;
  });
  const lastReads = Array.from<number>({ length: numbers.size }).fill(-1);
  for (const [place, { kind }] of operations.entries()) {
    if (kind === 'read') lastReads[contents[place] ?? 0] = place;
  }
  const startsMs = operations.map(({ startMs }) => startMs);
  const started = operations.map(({ endMs }) => countUpTo(startsMs, endMs));
  return {
    operations,
    nothing: 0,
    startedBy: (place) => started[place] ?? operations.length,
    contentAt: (place) => contents[place] ?? 0,
    isRead: (place) => operations[place]?.kind === 'read',
    isOptional: (place) => {
      const operation = operations[place];
      return operation?.kind === 'write' && !operation.isAcknowledged;
    },
    lastReadOf: (content) => lastReads[content] ?? -1,
  };
}

/** How many of these ascending times are not after that time. */
function countUpTo(ascendingMs: readonly number[], timeMs: number): number {
  let low = 0;
  let high = ascendingMs.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ascendingMs[middle] ?? Infinity) <= timeMs) low = middle + 1;
    else high = middle;
  }
  return low;
}
