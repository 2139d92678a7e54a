// What it is to keep values: the interface of the store on disk and of its twin in memory. Both pass test/store/value-store.conformance.ts.

import type { Entry, Stamp } from '../keys/index.ts';

/** No value is larger unless told otherwise: 1 GiB. */
export const valueBytesMaxDefault: number = 2 ** 30;

/** A value of up to so many bytes may be handed over whole, and read whole. A larger one is parked first, and read in chunks. */
export const wholeBytesMax: number = 64 * 1024;

/** Where the bytes of a value are: here, or in the finished park of that id. */
export type Source = { readonly bytes: Uint8Array } | { readonly parked: string };

/**
 * When the bytes of a large value are checked. `first`: before any is given out. `on-the-way`: as they are read, once; the last ones are given out
 * only when all were right, so that nobody ever has the whole of something else.
 */
export type Check = 'first' | 'on-the-way';

/** What becomes of the version that is replaced. */
export type Former = 'drop' | 'keep-aside';

/**
 * A place for values, one version of each name. Writes have two phases: what is staged is safe and cannot be seen, what is committed can.
 * Operations on different names run at once and share what it costs to be durable; those on one name, or one token, keep their order.
 * Fails with `StoreError` only. An operation that was refused has changed nothing, unless the error is `unsure`.
 */
export interface ValueStore extends AsyncDisposable {
  /** The heads of all values, in no order. Known from the opening on; nothing is read. */
  entries(): Iterable<Entry>;
  /** The head of the value of that name. Undefined: not held. */
  entryOf(name: string): Entry | undefined;
  /** How many values are held. */
  readonly count: number;
  /** The heads of the losers of conflicts that were kept aside, in no order. */
  asides(): Iterable<Entry>;

  /** What the keeper wrote down about the arcs it knows: opaque text. Undefined when it was never saved, or cannot be read any more. */
  charter(): string | undefined;
  /** Durable when resolved. Calls may overlap; the last one wins. */
  saveCharter(text: string): Promise<void>;

  /** Rejects when a value of so many bytes would not be taken in now: `too-large`, `disk-full`, `wrong-size`. */
  admit(bytes: number): Promise<void>;
  /** Begins to take in the bytes of a value under an id of the caller's. Refused as by `admit`, before anything is written, and when the id is in use (`park-taken`). */
  beginPark(id: string, bytes: number): Promise<Park>;
  /** Reads a finished park. Undefined: there is none of that id. It stays readable when it is dropped or committed meanwhile. */
  openParked(id: string, check?: Check): Promise<Content | undefined>;
  /** Forgets a park. What was staged from it stays. Never rejects for an unknown id. */
  dropPark(id: string): Promise<void>;

  /** Durable and invisible when resolved. Staging the same token again replaces. A park may be staged again until a version made of it is committed, which uses it up. */
  stage(token: string, entry: Entry, source: Source): Promise<void>;
  /** The staged version becomes the value of its name: durable and visible when resolved. Rejects with `unknown-token`; refused for another reason, it stays staged. */
  commit(token: string, former: Former): Promise<void>;
  /** Forgets a staged version. Never rejects for an unknown token. */
  drop(token: string): Promise<void>;
  /** Stages and commits at once, for copies that are fetched. */
  keep(entry: Entry, source: Source, former: Former): Promise<void>;

  /**
   * Opens the value of that name, or the version with that stamp, held or kept aside. Undefined: not here.
   * Rejects with `damaged` when the bytes are not those of the SHA-256: they are never given out. Checked on the way, reading does so at the end.
   */
  open(name: string, stamp?: Stamp, check?: Check): Promise<StoredValue | undefined>;
  /** Removes that version and no other, held or kept aside. Durable when resolved. */
  remove(name: string, stamp: Stamp): Promise<void>;
}

/** The bytes of a value on their way in. Disposing of it aborts what was not finished. */
export interface Park extends AsyncDisposable {
  /** The caller may use the chunk again once this has resolved. */
  write(chunk: Uint8Array): Promise<void>;
  /** Durable when resolved. Refused, and aborted, unless number and SHA-256 (in hexadecimal) of the bytes are those that were promised. */
  finish(sha256: string): Promise<void>;
  /** Leaves nothing behind. Never rejects; may come at any time, more than once; does nothing to a finished park. */
  abort(): Promise<void>;
}

/** Bytes that were checked and opened for reading: one version of them, whatever is stored or removed meanwhile. Close it. */
export interface Content extends AsyncDisposable {
  /** From the first byte to the last; each chunk is the caller's to keep. */
  chunks(): AsyncIterable<Uint8Array>;
  /** All bytes at once. Rejects with `too-large` when there are more than `wholeBytesMax`. */
  bytes(): Promise<Uint8Array>;
  close(): Promise<void>;
}

export interface StoredValue extends Content {
  readonly entry: Entry;
}
