// What a name can hold at a time, by its stores alone: every content that no acknowledged store has surely replaced.

import type { Write } from './register-history.ts';

/**
 * Contents that a read from `startMs` to `endMs` can rightly give; null stands for nothing stored. Another read may rule out some of them.
 */
export function lastContents(
  writes: readonly Omit<Write, 'records'>[],
  startMs: number,
  endMs: number,
): ReadonlySet<string | null> {
  const before = writes.filter((write) => write.isAcknowledged && write.endMs < startMs);
  const replacedBeforeMs = before.reduce((latest, write) => Math.max(latest, write.startMs), -Infinity);
  const possible = writes.filter((write) => write.startMs <= endMs && write.endMs >= replacedBeforeMs);
  return new Set([...(before.length === 0 ? [null] : []), ...possible.map(({ content }) => content)]);
}
