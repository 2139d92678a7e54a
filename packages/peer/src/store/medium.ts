// What values are kept on. A store's rules are the same on disk and in memory (kept-values.ts); this is all that differs.

import type { Head } from './head.ts';
import type { Sum } from './tally.ts';
import type { Check, Content } from './value-store.ts';

/** A step of a write: a head is written, with the bytes of its version or without, or a version goes with its bytes. */
export type Change = { readonly put: Head; readonly bytes?: Uint8Array } | { readonly drop: number };

/** Some bytes as they should be. */
export interface Promised extends Sum {
  /** As words may call them, in quotes. */
  readonly what: string;
}

/** Fails with StoreError only. */
export interface Medium extends AsyncDisposable {
  /** All changes or none, durable when resolved. The bytes are the medium's from now on. `what`: for words. */
  write(what: string, changes: readonly Change[]): Promise<void>;
  /** The bytes that were written with the head of that id, unchecked. Undefined: there are none. */
  read(what: string, id: number): Promise<Uint8Array | undefined>;
  createFile(what: string, file: number): Promise<GrowingFile>;
  /** Checks the file and opens it. Undefined: there is none. Rejects with `damaged`. */
  openFile(file: number, promised: Promised, check: Check): Promise<Content | undefined>;
  /** Never rejects. */
  removeFile(file: number): Promise<void>;
  saveCharter(text: string): Promise<void>;
}

/** Bytes on their way into a file. One call at a time. */
export interface GrowingFile {
  write(chunk: Uint8Array): Promise<void>;
  /** Durable when resolved. */
  finish(): Promise<void>;
  /** Removes it. Never rejects. */
  drop(): Promise<void>;
}
