// Counts and hashes the bytes of a value as they pass, and says whether they are those that were promised.

import { createHash, hash } from 'node:crypto';
import { StoreError } from './store-error.ts';

/** What is known of bytes before they are seen. */
export interface Sum {
  readonly bytes: number;
  /** In hexadecimal. */
  readonly sha256: string;
}

export interface Tally {
  /** Throws StoreError when more bytes come than were promised. */
  add(chunk: Uint8Array): void;
  /** Throws StoreError unless all bytes came and hash to `sha256`, in hexadecimal. */
  close(sha256: string): void;
}

/** A tally for a value that was announced as so many bytes. `what`: the value, as words may call it. */
export function startTally(what: string, bytes: number): Tally {
  const sum = createHash('sha256');
  let counted = 0;
  return {
    add(chunk) {
      counted += chunk.length;
      if (counted > bytes) throw wrongSize(what, bytes, `at least ${counted}`);
      sum.update(chunk);
    },
    close(sha256) {
      if (counted !== bytes) throw wrongSize(what, bytes, `${counted}`);
      if (sum.digest('hex') !== sha256) throw wrongSha256(what);
    },
  };
}

/** Throws StoreError unless these are the bytes that were promised. */
export function checkWhole(what: string, bytes: Uint8Array, promised: Sum): void {
  if (bytes.length !== promised.bytes) throw wrongSize(what, promised.bytes, `${bytes.length}`);
  if (!isWhole(bytes, promised)) throw wrongSha256(what);
}

export function isWhole(bytes: Uint8Array, { bytes: length, sha256 }: Sum): boolean {
  return bytes.length === length && hash('sha256', bytes, 'hex') === sha256;
}

export function wrongSize(what: string, bytes: number, counted: string): StoreError {
  const message = `${what} was announced as ${bytes} bytes and ${counted} came; send it again`;
  return new StoreError('wrong-size', message);
}

export function wrongSha256(what: string): StoreError {
  const message = `the bytes of ${what} do not match their SHA-256; send them again`;
  return new StoreError('wrong-sha256', message);
}
