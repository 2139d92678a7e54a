// Bytes that are in memory, to be read like those of a file; and the words when bytes are not those that were stored.

import { StoreError } from './store-error.ts';
import { wholeBytesMax, type Content } from './value-store.ts';

export function contentOf(pieces: readonly Uint8Array[]): Content {
  return {
    async *chunks() {
      for (const piece of pieces) yield new Uint8Array(piece);
    },
    bytes: async () => {
      checkWholeSize(pieces.reduce((sum, { length }) => sum + length, 0));
      return new Uint8Array(Buffer.concat(pieces));
    },
    close: nothingToClose,
    [Symbol.asyncDispose]: nothingToClose,
  };
}

/** Throws StoreError when that many bytes are not handed over whole. */
export function checkWholeSize(bytes: number): void {
  if (bytes <= wholeBytesMax) return;
  const message = `${bytes} bytes are not handed over whole, ${wholeBytesMax} at most; use chunks`;
  throw new StoreError('too-large', message);
}

export function damaged(what: string): StoreError {
  const message = `${what} was damaged on this peer's disk and is not given out; store it again`;
  return new StoreError('damaged', message);
}

async function nothingToClose(): Promise<void> {}
