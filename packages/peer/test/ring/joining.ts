// Rings for tests, grown as users grow them: one peer creates, the others join, one after the other.

import { expect } from 'vitest';
import type { Notice } from '../../src/ring/index.ts';
import { drawRing, isIdeal } from '../../src/sim/index.ts';
import { TableTop, type TableOptions } from './table-top.ts';

export const settleLimitMs = 60_000;

/** Runs until the ring is ideal, and fails with the drawn ring when it does not become so. Returns how long it took. */
export function settle(table: TableTop, limitMs: number = settleLimitMs): number {
  const ms = table.runUntil(() => isIdeal(table), limitMs);
  expect(ms, `not ideal at ${table.now} ms\n${drawRing(table)}`).toBeLessThan(Number.POSITIVE_INFINITY);
  return ms;
}

/** An ideal ring of these ids. */
export function settledRing(ids: readonly number[], options: TableOptions = {}): TableTop {
  const table = new TableTop(options);
  const [first, ...others] = ids;
  if (first === undefined) return table;
  table.launch(first, { kind: 'create' });
  for (const id of others) {
    table.join(id, first);
    settle(table);
  }
  return table;
}

/** Whose notices of that kind there are, in order of time. */
export function whoSaid(table: TableTop, event: Notice['event']): number[] {
  return table.notices.filter(({ notice }) => notice.event === event).map(({ peer }) => peer);
}
