// What a client asked of the ring and what it heard, one record an operation. Nothing is judged here.

/** The version that the ring gave a store, as its answer said. It is told, never judged by: contents tell writes apart. */
export interface VersionStamp {
  readonly at: number;
  readonly by: number;
  readonly life: number;
}

export type Client = string | number;

interface Asked {
  readonly client: Client;
  readonly name: string;
  /** On a clock that never goes back, the same one for the whole history. */
  readonly startMs: number;
  /** Infinity when the client never heard. */
  readonly endMs: number;
}

/** `not-stored` is definite: it happened nowhere and never will. `unknown` may happen at any time from the start on, or never. */
export type StoreOutcome = 'stored' | 'not-stored' | 'unknown';

export interface StoreOperation extends Asked {
  readonly kind: 'store';
  /** What tells this content from every other, such as its SHA-256. */
  readonly content: string;
  /** Stores of one content under one name with the same request id are attempts of one write, which happens at most once. */
  readonly request?: string;
  readonly outcome: StoreOutcome;
  readonly stamp?: VersionStamp;
}

/** `not-found` claims that nothing is stored under the name; `unavailable` and `unknown` claim nothing. */
export type RequestOutcome = 'found' | 'not-found' | 'unavailable' | 'unknown';

interface FoundOperation extends Asked {
  readonly kind: 'request';
  readonly outcome: 'found';
  readonly content: string;
  /** The owner said that a newer content may be at peers that are gone: only that this one was stored once is claimed. */
  readonly mayBeOld?: boolean;
}

interface EmptyHandedOperation extends Asked {
  readonly kind: 'request';
  readonly outcome: Exclude<RequestOutcome, 'found'>;
}

export type RequestOperation = FoundOperation | EmptyHandedOperation;
export type Operation = StoreOperation | RequestOperation;

/** The operations under each name, in the order given. */
export function byName(operations: Iterable<Operation>): ReadonlyMap<string, readonly Operation[]> {
  const names = new Map<string, Operation[]>();
  for (const operation of operations) {
    const known = names.get(operation.name);
    if (known === undefined) names.set(operation.name, [operation]);
    else known.push(operation);
  }
  return names;
}
