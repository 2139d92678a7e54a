// What it is to keep values: the interface of the store on disk and of its twin in memory. Both pass test/store/value-store.conformance.ts.

export const valueBytesMaxDefault: number = 2 ** 30;

/** A place for values. One version of each name: the last that was committed. Fails with `StoreError` only. */
export interface ValueStore extends AsyncDisposable {
  /** How many values are here. */
  readonly count: number;
  /** The names of all values here, in no order. */
  names(): AsyncIterable<string>;
  /** Begins to take in a value of `size` bytes. Refused: a bad name, a size over the limit, a disk without room for it. */
  beginPut(name: string, size: number): Promise<Put>;
  /** Undefined: never stored here. The value that is here now, whole, even if it is replaced meanwhile; one that was damaged is refused. */
  open(name: string): Promise<StoredValue | undefined>;
}

/** A value on its way in. Nothing of it can be seen before `commit` has resolved. Disposing of it aborts what was not committed. */
export interface Put extends AsyncDisposable {
  write(chunk: Uint8Array): Promise<void>;
  /** Resolves when the value will survive a power cut. Refused, and aborted, unless size and SHA-256 are those that were promised. */
  commit(sha256: Uint8Array): Promise<void>;
  /** Leaves nothing behind. Never rejects; may come at any time, more than once. */
  abort(): Promise<void>;
}

/** A value that was opened for reading: one version of it, whatever is stored meanwhile. Close it. */
export interface StoredValue extends AsyncDisposable {
  readonly size: number;
  readonly sha256: Uint8Array;
  /** From the first byte to the last; each chunk is the caller's to keep. */
  chunks(): AsyncIterable<Uint8Array>;
  close(): Promise<void>;
}
