// A store to measure, on the disk, in a folder that goes with it; and entries to fill it with.

import { createHash, hash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keyOfName, nextReceipts, nextVersion, stampOf, type Entry } from '@ringside/peer/keys';
import { presets } from '@ringside/peer/settings';
import { openDiskStore, type ValueStore } from '@ringside/peer/store';

export interface BenchStore extends AsyncDisposable {
  readonly store: ValueStore;
  /** On the same disk, for whatever it is compared with. */
  readonly folder: string;
  /** Closes the store and opens it again, as another one. */
  reopen(): Promise<void>;
}

export async function openBenchStore(): Promise<BenchStore> {
  const folder = await mkdtemp(join(tmpdir(), 'ringside-bench-'));
  const open = (): Promise<ValueStore> => openDiskStore({ folder: join(folder, 'peer') });
  let store = await open();
  return {
    get store() {
      return store;
    },
    folder,
    async reopen() {
      await store[Symbol.asyncDispose]();
      store = await open();
    },
    async [Symbol.asyncDispose]() {
      await store[Symbol.asyncDispose]();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

const life = Date.UTC(2026, 0, 1);

/** The entry of a first version, as an owner would make it: with one receipt. */
export function entryOf(name: string, bytes: Uint8Array): Entry {
  const named = keyOfName(name, presets.chord, (text) => createHash('sha256').update(text).digest());
  if (named.kind === 'refused') throw new Error(named.message);
  const version = nextVersion(undefined, { by: named.key, life, wallMs: life });
  const sha256 = hash('sha256', bytes, 'hex');
  const bare: Entry = { name, key: named.key, version, bytes: bytes.length, sha256, receipts: [] };
  return { ...bare, receipts: nextReceipts(undefined, { request: `${name} of 7`, stamp: stampOf(bare) }) };
}
