// Making entries, keeping and reading whole values in tests.

import { identifierSpace, toIdentifier } from '../../src/ring/space.ts';
import type { Entry, Stamp } from '../../src/keys/index.ts';
import {
  StoreError,
  wholeBytesMax,
  type Content,
  type Former,
  type Source,
  type ValueStore,
} from '../../src/store/index.ts';
import { sha256 } from '../../src/store/sha256.ts';

const space = identifierSpace(32);

/** The entry of a version at that time; every time is another version. */
export function entryOf(name: string, bytes: Uint8Array, at: number = 1): Entry {
  const by = toIdentifier(space, 3_000_000_007);
  return {
    name,
    key: toIdentifier(space, name.length),
    version: { at, by, life: 1_763_800_000_000, knew: [] },
    bytes: bytes.length,
    sha256: hexSha256(bytes),
    receipts: [{ request: `request ${at}`, stamp: { at, by, life: 1_763_800_000_000 } }],
  };
}

export function hexSha256(bytes: Uint8Array): string {
  return Buffer.from(sha256(bytes)).toString('hex');
}

let parks = 0;

/** A source for these bytes: themselves when they are few, else a park, filled in chunks. */
export async function sourceOf(
  store: ValueStore,
  bytes: Uint8Array,
  chunkBytes: number = 64 * 1024,
): Promise<Source> {
  return bytes.length <= wholeBytesMax ? { bytes } : await parked(store, bytes, chunkBytes);
}

export async function parked(
  store: ValueStore,
  bytes: Uint8Array,
  chunkBytes: number = 64 * 1024,
): Promise<{ readonly parked: string }> {
  parks += 1;
  const id = `park ${parks}`;
  await using park = await store.beginPark(id, bytes.length);
  for (let at = 0; at < bytes.length; at += chunkBytes) await park.write(bytes.subarray(at, at + chunkBytes));
  await park.finish(hexSha256(bytes));
  return { parked: id };
}

/** Keeps a value; resolves with its entry. */
export async function keep(
  store: ValueStore,
  name: string,
  bytes: Uint8Array,
  at: number = 1,
  former: Former = 'drop',
): Promise<Entry> {
  const entry = entryOf(name, bytes, at);
  await store.keep(entry, await sourceOf(store, bytes), former);
  return entry;
}

/** Like `read`, and 'damaged' when the store says so. */
export async function readOrDamaged(
  store: ValueStore,
  name: string,
  stamp?: Stamp,
): Promise<Buffer | 'damaged' | undefined> {
  try {
    return await read(store, name, stamp);
  } catch (error) {
    if (error instanceof StoreError && error.code === 'damaged') return 'damaged';
    throw error;
  }
}

/** The bytes of the value of that name, read in chunks. Undefined: not held. */
export async function read(store: ValueStore, name: string, stamp?: Stamp): Promise<Buffer | undefined> {
  await using value = await store.open(name, stamp);
  return value === undefined ? undefined : await allOf(value);
}

export async function allOf(content: Content): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of content.chunks()) chunks.push(chunk);
  return Buffer.concat(chunks);
}

export function namesIn(store: ValueStore): string[] {
  return Array.from(store.entries(), ({ name }) => name).toSorted();
}
