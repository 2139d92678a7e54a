// Short ways to write a history down: who, what, from when to when. The name is `ada` unless it is said.

import type { Operation, RequestOperation, StoreOperation } from '../../src/history/index.ts';

type Span = readonly [startMs: number, endMs: number];
type More<Record> = Partial<Pick<Record & Operation, 'name'>> & Partial<Record>;

export function stored(
  client: number,
  content: string,
  [startMs, endMs]: Span,
  more: More<StoreOperation> = {},
): StoreOperation {
  return { kind: 'store', client, name: 'ada', content, startMs, endMs, outcome: 'stored', ...more };
}

export function refused(client: number, content: string, span: Span): StoreOperation {
  return stored(client, content, span, { outcome: 'not-stored' });
}

/** It may have happened from then on. */
export function tried(
  client: number,
  content: string,
  startMs: number,
  more: More<StoreOperation> = {},
): StoreOperation {
  return stored(client, content, [startMs, Infinity], { outcome: 'unknown', ...more });
}

export function found(client: number, content: string, [startMs, endMs]: Span, name = 'ada'): Operation {
  return { kind: 'request', client, name, content, startMs, endMs, outcome: 'found' };
}

export function heard(
  client: number,
  outcome: Exclude<RequestOperation['outcome'], 'found'>,
  [startMs, endMs]: Span,
  name = 'ada',
): Operation {
  return { kind: 'request', client, name, startMs, endMs, outcome };
}
