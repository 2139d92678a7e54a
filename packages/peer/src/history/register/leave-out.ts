// What remains of a register's operations when some are left out, such that it has an order if all of them had one: reads may go, and so may writes
// that none of the remaining reads can have seen. What remains without an order is therefore a proof.

import type { RegisterOperation } from '../register-history.ts';

/** What can be said of all remaining reads of one content. */
interface Readers {
  firstStartMs: number;
  lastEndMs: number;
  /** When the last write of that content began that had ended before all of them: no earlier one was seen by any. */
  writtenMs: number;
}

/** Without the stretch of operations from one place to another, except the writes that a read outside of it may have seen. */
export function leaveOut(
  operations: readonly RegisterOperation[],
  from: number,
  to: number,
): readonly RegisterOperation[] {
  const isCut = (place: number): boolean => place >= from && place < to;
  const readers = readersOf(operations.filter((_, place) => !isCut(place)));
  for (const operation of operations) {
    const own = readers.get(operation.content);
    if (own === undefined || operation.kind === 'read' || operation.endMs >= own.firstStartMs) continue;
    own.writtenMs = Math.max(own.writtenMs, operation.startMs);
  }
  return operations.filter((operation, place) => {
    const own = operation.kind === 'write' ? readers.get(operation.content) : undefined;
    return own === undefined ? !isCut(place) : canBeSeen(operation, own);
  });
}

/** The first so many, in the order of their starts, and of the others the writes that a read among them may have seen. */
export function firstOf(
  operations: readonly RegisterOperation[],
  count: number,
): readonly RegisterOperation[] {
  const first = operations.slice(0, count);
  const readers = readersOf(first);
  const seen = operations
    .slice(count)
    .filter(
      ({ kind, content, startMs }) =>
        kind === 'write' && startMs <= (readers.get(content)?.lastEndMs ?? -Infinity),
    );
  return [...first, ...seen];
}

function readersOf(operations: readonly RegisterOperation[]): ReadonlyMap<string | null, Readers> {
  const readers = new Map<string | null, Readers>();
  for (const { kind, content, startMs, endMs } of operations) {
    if (kind === 'write') continue;
    const { firstStartMs, lastEndMs } = readers.get(content) ?? {
      firstStartMs: Infinity,
      lastEndMs: -Infinity,
    };
    readers.set(content, {
      firstStartMs: Math.min(firstStartMs, startMs),
      lastEndMs: Math.max(lastEndMs, endMs),
      writtenMs: -Infinity,
    });
  }
  return readers;
}

function canBeSeen({ startMs, endMs }: RegisterOperation, { lastEndMs, writtenMs }: Readers): boolean {
  return startMs <= lastEndMs && endMs >= writtenMs;
}
