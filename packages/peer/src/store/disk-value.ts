// Reading a value from the disk. The whole file is checked before the first byte is given out, from the same open file, so what is
// replaced or removed meanwhile is still read whole; the asker checks the SHA-256 once more.

import { createHash } from 'node:crypto';
import { open, type FileHandle } from 'node:fs/promises';
import { basename } from 'node:path';
import { quoteName } from '../keys/placement/name-limits.ts';
import { diskTrouble } from './disk-trouble.ts';
import { systemCode } from './durable.ts';
import { StoreError } from './store-error.ts';
import { decodeHead, headBytes, headBytesMax, type ValueHead } from './value-file.ts';
import type { StoredValue } from './value-store.ts';

const chunkBytes = 64 * 1024;

/** The value in the file at `path`, or undefined when there is no such file. Throws StoreError when it is not the value that was stored. */
export async function openDiskValue(path: string, name: string): Promise<StoredValue | undefined> {
  const file = await openIfThere(path).catch((error: unknown) => {
    throw diskTrouble(name, error);
  });
  if (file === undefined) return undefined;
  try {
    return await checked(file, path, name);
  } catch (error) {
    await file.close();
    throw diskTrouble(name, error);
  }
}

/** The head of the file at `path`, or undefined when it has none that can be read. */
export async function readHead(path: string): Promise<ValueHead | undefined> {
  const file = await openIfThere(path);
  if (file === undefined) return undefined;
  try {
    return await headOf(file, path);
  } finally {
    await file.close();
  }
}

async function openIfThere(path: string): Promise<FileHandle | undefined> {
  try {
    return await open(path, 'r');
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}

async function headOf(file: FileHandle, path: string): Promise<ValueHead | undefined> {
  const start = Buffer.alloc(headBytesMax);
  const { bytesRead } = await file.read(start, 0, start.length, 0);
  return decodeHead(start.subarray(0, bytesRead), basename(path));
}

async function checked(file: FileHandle, path: string, name: string): Promise<StoredValue> {
  const head = await headOf(file, path);
  if (head === undefined) throw damaged(name);
  const start = headBytes(head.name);
  const { size } = await file.stat();
  if (size !== start + head.size) throw damaged(name);

  const hash = createHash('sha256');
  const buffer = Buffer.allocUnsafe(4 * chunkBytes);
  let position = start;
  while (position < size) {
    const { bytesRead } = await file.read(buffer, 0, buffer.length, position);
    if (bytesRead === 0) throw damaged(name);
    hash.update(buffer.subarray(0, bytesRead));
    position += bytesRead;
  }
  if (!hash.digest().equals(head.sha256)) throw damaged(name);

  const close = (): Promise<void> => file.close();
  return {
    size: head.size,
    sha256: head.sha256,
    chunks: () => chunksOf(file, start, size, name),
    close,
    [Symbol.asyncDispose]: close,
  };
}

async function* chunksOf(
  file: FileHandle,
  start: number,
  end: number,
  name: string,
): AsyncGenerator<Uint8Array, void, undefined> {
  let position = start;
  while (position < end) {
    const chunk = new Uint8Array(Math.min(chunkBytes, end - position));
    const { bytesRead } = await file.read(chunk, 0, chunk.length, position).catch((error: unknown) => {
      throw diskTrouble(name, error);
    });
    if (bytesRead === 0) throw damaged(name);
    yield chunk.subarray(0, bytesRead);
    position += bytesRead;
  }
}

function damaged(name: string): StoreError {
  const message = `${quoteName(name)} was damaged on this peer's disk and is not given out; store it again`;
  return new StoreError('damaged', message);
}
