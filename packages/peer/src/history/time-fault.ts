// Records whose times make no sense. Nothing can be said of a name that has one: without it, what it stored would look like nobody's.

import type { Operation } from './operation.ts';
import { clientWords } from './words.ts';

/** What is wrong with the first such record, in words; undefined when all can be judged. */
export function firstTimeFault(operations: readonly Operation[]): string | undefined {
  for (const operation of operations) {
    const fault = timeFault(operation);
    if (fault !== undefined) return `a ${operation.kind} of ${clientWords(operation.client)} ${fault}`;
  }
  return undefined;
}

/** What is wrong with these times, or undefined. */
export function timeFault({ startMs, endMs }: Pick<Operation, 'startMs' | 'endMs'>): string | undefined {
  if (!Number.isFinite(startMs)) return `starts at ${startMs} ms, which is no time`;
  return endMs >= startMs ? undefined : `ends at ${endMs} ms, though it starts at ${startMs} ms`;
}
