// One name as a register (Herlihy and Wing 1990, "Linearizability"): writes and reads, each an interval in which it took effect at one
// moment. Attempts of one request become one write; what claims nothing falls away.

import type { Operation, RequestOperation, StoreOperation } from './operation.ts';

/** A store that happened or may have. */
export interface Write {
  readonly kind: 'write';
  readonly content: string;
  readonly startMs: number;
  /** When it had happened at the latest. Infinity when nobody was told that it did. */
  readonly endMs: number;
  readonly isAcknowledged: boolean;
  readonly records: Attempts;
}

type Attempts = readonly [StoreOperation, ...StoreOperation[]];

/** A request that was answered. */
export interface Read {
  readonly kind: 'read';
  /** Null for the answer that nothing is stored. */
  readonly content: string | null;
  /** It claims to be one of the contents, and no more. */
  readonly mayBeOld: boolean;
  readonly startMs: number;
  readonly endMs: number;
  readonly records: readonly [RequestOperation];
}

export type RegisterOperation = Write | Read;

export interface RegisterHistory {
  readonly writes: readonly Write[];
  readonly reads: readonly Read[];
  /** Stores that happened nowhere, so that whoever reads their content has a proof against the ring. */
  readonly refused: readonly StoreOperation[];
}

export function registerHistory(operations: readonly Operation[]): RegisterHistory {
  const attempts = new Map<string | StoreOperation, [StoreOperation, ...StoreOperation[]]>();
  const reads: Read[] = [];
  const refused: StoreOperation[] = [];
  for (const operation of operations) {
    if (operation.kind === 'request') reads.push(...readsOf(operation));
    else if (operation.outcome === 'not-stored') refused.push(operation);
    else {
      const key = writeKey(operation);
      const known = attempts.get(key);
      if (known === undefined) attempts.set(key, [operation]);
      else known.push(operation);
    }
  }
  return { writes: [...attempts.values()].map((records) => writeOf(records)), reads, refused };
}

function readsOf(record: RequestOperation): readonly Read[] {
  const { startMs, endMs, outcome } = record;
  if (outcome === 'unavailable' || outcome === 'unknown') return [];
  const content = outcome === 'found' ? record.content : null;
  const mayBeOld = outcome === 'found' && record.mayBeOld === true;
  return [{ kind: 'read', content, mayBeOld, startMs, endMs, records: [record] }];
}

/** The length keeps a request that ends like a content apart from that content. */
function writeKey(store: StoreOperation): string | StoreOperation {
  const { request, content } = store;
  return request === undefined ? store : `${request.length}:${request}${content}`;
}

/** A write happens once, in any of its attempts: not before the first began, and before the first acknowledgement came. */
function writeOf(records: Attempts): Write {
  let startMs = Infinity;
  let endMs = Infinity;
  let isAcknowledged = false;
  for (const record of records) {
    startMs = Math.min(startMs, record.startMs);
    if (record.outcome !== 'stored') continue;
    isAcknowledged = true;
    endMs = Math.min(endMs, record.endMs);
  }
  const [{ content }] = records;
  return { kind: 'write', content, startMs, endMs, isAcknowledged, records };
}
