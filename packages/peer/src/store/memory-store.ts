// The store in memory: for peers without a folder, and for tests. Everything is gone with the process.

import { admit } from './admission.ts';
import { StoreError } from './store-error.ts';
import { startTally } from './tally.ts';
import { valueBytesMaxDefault, type Put, type StoredValue, type ValueStore } from './value-store.ts';

export interface MemoryStoreOptions {
  readonly valueBytesMax?: number;
  /** Room for all values together; none given, no limit. */
  readonly capacityBytes?: number;
}

interface Kept {
  readonly size: number;
  readonly sha256: Uint8Array;
  readonly chunks: readonly Uint8Array[];
}

export function openMemoryStore(options: MemoryStoreOptions = {}): ValueStore {
  const values = new Map<string, Kept>();
  let isClosed = false;
  const admission = {
    valueBytesMax: options.valueBytesMax ?? valueBytesMaxDefault,
    freeBytes: async () => (options.capacityBytes ?? Infinity) - keptBytes(values),
  };
  const refuseWhenClosed = (): void => {
    if (isClosed) throw new StoreError('closed', 'this store is closed; open it again');
  };

  return {
    get count() {
      return values.size;
    },
    async *names() {
      yield* values.keys();
    },
    async beginPut(name, size) {
      refuseWhenClosed();
      await admit(name, size, admission);
      return beginMemoryPut(name, size, (kept) => {
        refuseWhenClosed();
        values.set(name, kept);
      });
    },
    async open(name) {
      refuseWhenClosed();
      const kept = values.get(name);
      return kept === undefined ? undefined : readMemory(kept);
    },
    async [Symbol.asyncDispose]() {
      isClosed = true;
    },
  };
}

function keptBytes(values: ReadonlyMap<string, Kept>): number {
  return values.values().reduce((sum, { size }) => sum + size, 0);
}

function beginMemoryPut(name: string, size: number, keep: (kept: Kept) => void): Put {
  const tally = startTally(name, size);
  const chunks: Uint8Array[] = [];
  let hasEnded = false;
  const abort = async (): Promise<void> => {
    hasEnded = true;
  };
  const refuseWhenEnded = (): void => {
    if (hasEnded) throw new StoreError('closed', 'this put has ended; begin another one');
  };

  return {
    async write(chunk) {
      refuseWhenEnded();
      try {
        tally.add(chunk);
      } catch (error) {
        hasEnded = true;
        throw error;
      }
      // A copy: the caller may use its buffer again.
      chunks.push(new Uint8Array(chunk));
    },
    async commit(sha256) {
      refuseWhenEnded();
      hasEnded = true;
      tally.close(sha256);
      keep({ size, sha256: new Uint8Array(sha256), chunks });
    },
    abort,
    [Symbol.asyncDispose]: abort,
  };
}

function readMemory({ size, sha256, chunks }: Kept): StoredValue {
  return {
    size,
    sha256: new Uint8Array(sha256),
    async *chunks() {
      for (const chunk of chunks) yield new Uint8Array(chunk);
    },
    close: nothingToClose,
    [Symbol.asyncDispose]: nothingToClose,
  };
}

async function nothingToClose(): Promise<void> {}
