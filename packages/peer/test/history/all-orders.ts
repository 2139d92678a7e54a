// The definition itself, tried out: is there any choice of what happened, and any order of it, that a register would have answered so?
// No cleverness, so that it can be seen to be right; for a handful of operations.

import type { Operation, StoreOperation } from '../../src/history/index.ts';

interface Happening {
  readonly startMs: number;
  readonly endMs: number;
  readonly isRead: boolean;
  readonly content: string | null;
}

/** Operations under one name. */
export function hasOrder(operations: readonly Operation[]): boolean {
  return choicesOf(operations).some((happenings) => canGoOn(happenings, null));
}

/** The contents that can stand at the end, in any order that agrees with what was heard. */
export function lastInAnyOrder(operations: readonly Operation[]): ReadonlySet<string | null> {
  const ends = new Set<string | null>();
  for (const happenings of choicesOf(operations)) collectEnds(happenings, null, ends);
  return ends;
}

/** Each way to choose which stores happened, and by which of their attempts. */
function choicesOf(operations: readonly Operation[]): readonly (readonly Happening[])[] {
  const writes = new Map<unknown, StoreOperation[]>();
  const reads: Happening[] = [];
  for (const operation of operations) {
    const { startMs, endMs, outcome } = operation;
    if (operation.kind === 'store') {
      const { request, content } = operation;
      const key = request === undefined ? operation : JSON.stringify([request, content]);
      writes.set(key, [...(writes.get(key) ?? []), operation]);
    } else if (outcome === 'found' || outcome === 'not-found') {
      const content = 'content' in operation ? operation.content : null;
      reads.push({ startMs, endMs, isRead: true, content });
    }
  }
  return [...writes.values()].reduce<readonly (readonly Happening[])[]>(
    (choices, attempts) => choices.flatMap((choice) => waysOf(attempts).map((way) => [...choice, ...way])),
    [reads],
  );
}

function waysOf(attempts: readonly StoreOperation[]): readonly (readonly Happening[])[] {
  const acknowledged = attempts.filter(({ outcome }) => outcome === 'stored');
  const endMs = Math.min(...acknowledged.map((each) => each.endMs));
  const happened = attempts
    .filter(({ outcome, startMs }) => outcome !== 'not-stored' && startMs <= endMs)
    .map(({ startMs, content }) => [{ startMs, endMs, isRead: false, content }]);
  return acknowledged.length > 0 ? happened : [...happened, []];
}

/** What can come next: nothing that is left had ended before it began. */
function nexts(left: readonly Happening[], content: string | null): readonly Happening[] {
  return left.filter(
    (each) => left.every(({ endMs }) => endMs >= each.startMs) && (!each.isRead || each.content === content),
  );
}

function canGoOn(left: readonly Happening[], content: string | null): boolean {
  if (left.length === 0) return true;
  return nexts(left, content).some((next) =>
    canGoOn(
      left.filter((each) => each !== next),
      next.content,
    ),
  );
}

function collectEnds(left: readonly Happening[], content: string | null, ends: Set<string | null>): void {
  if (left.length === 0) ends.add(content);
  for (const next of nexts(left, content)) {
    collectEnds(
      left.filter((each) => each !== next),
      next.content,
      ends,
    );
  }
}
