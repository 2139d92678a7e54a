// Counts and hashes the bytes of a value as they pass, and says whether they are those that were promised.

import { createHash } from 'node:crypto';
import { quoteName } from '../keys/placement/name-limits.ts';
import { StoreError } from './store-error.ts';

export interface Tally {
  /** Throws StoreError when more bytes come than were promised. */
  add(chunk: Uint8Array): void;
  /** Throws StoreError unless all bytes came and hash to `sha256`. */
  close(sha256: Uint8Array): void;
}

/** A tally for a value that was announced as `size` bytes. */
export function startTally(name: string, size: number): Tally {
  const hash = createHash('sha256');
  let counted = 0;
  return {
    add(chunk) {
      counted += chunk.length;
      if (counted > size) throw wrongSize(name, size, `at least ${counted}`);
      hash.update(chunk);
    },
    close(sha256) {
      if (counted !== size) throw wrongSize(name, size, `${counted}`);
      if (!hash.digest().equals(sha256)) {
        const message = `the bytes of ${quoteName(name)} do not match their SHA-256; send them again`;
        throw new StoreError('wrong-sha256', message);
      }
    },
  };
}

function wrongSize(name: string, size: number, counted: string): StoreError {
  const message = `${quoteName(name)} was announced as ${size} bytes and ${counted} came; send it again`;
  return new StoreError('wrong-size', message);
}
