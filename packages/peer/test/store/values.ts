// Putting and reading whole values in tests.

import { sha256 } from '../../src/store/sha256.ts';
import type { ValueStore } from '../../src/store/value-store.ts';

export interface ReadValue {
  readonly size: number;
  readonly sha256: Buffer;
  readonly bytes: Buffer;
}

/** Puts `bytes` in chunks. `promised`: what the sender says instead of the truth. */
export async function put(
  store: ValueStore,
  name: string,
  bytes: Uint8Array,
  chunkBytes: number = 64 * 1024,
  promised: { readonly size?: number; readonly sha256?: Uint8Array } = {},
): Promise<void> {
  await using begun = await store.beginPut(name, promised.size ?? bytes.length);
  for (let at = 0; at < bytes.length; at += chunkBytes)
    await begun.write(bytes.subarray(at, at + chunkBytes));
  await begun.commit(promised.sha256 ?? sha256(bytes));
}

export async function read(store: ValueStore, name: string): Promise<ReadValue | undefined> {
  await using value = await store.open(name);
  if (value === undefined) return undefined;
  const bytes = Buffer.concat(await gathered(value.chunks()));
  return { size: value.size, sha256: Buffer.from(value.sha256), bytes };
}

export async function namesIn(store: ValueStore): Promise<string[]> {
  return (await gathered(store.names())).toSorted();
}

async function gathered<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const all: Item[] = [];
  for await (const item of items) all.push(item);
  return all;
}
