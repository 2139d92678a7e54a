// Reading a large value from its file. The whole file is checked before the first byte is given out, or as it is read, before the last one is;
// always from the same open file, so what is replaced or removed meanwhile is still read whole.

import { createHash } from 'node:crypto';
import { open, type FileHandle } from 'node:fs/promises';
import { checkWholeSize, damaged } from './content.ts';
import { diskTrouble } from './disk-trouble.ts';
import { systemCode } from './durable.ts';
import type { Promised } from './medium.ts';
import type { Check, Content } from './value-store.ts';

const chunkBytes = 256 * 1024;

/** The content of the file at `path`, or undefined when there is no such file. Throws StoreError when it is not what was promised. */
export async function openValueFile(
  path: string,
  promised: Promised,
  when: Check,
): Promise<Content | undefined> {
  const file = await openIfThere(path).catch((error: unknown) => {
    throw diskTrouble(promised.what, error);
  });
  if (file === undefined) return undefined;
  try {
    await checkSize(file, promised);
    if (when === 'first') await check(file, promised);
  } catch (error) {
    await file.close();
    throw diskTrouble(promised.what, error);
  }
  const close = (): Promise<void> => file.close();
  return {
    chunks: () => (when === 'first' ? chunksOf(file, promised) : checkedChunksOf(file, promised)),
    async bytes() {
      checkWholeSize(promised.bytes);
      for await (const whole of checkedChunksOf(file, promised)) return whole;
      return new Uint8Array(0);
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}

async function openIfThere(path: string): Promise<FileHandle | undefined> {
  try {
    return await open(path, 'r');
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}

async function checkSize(file: FileHandle, { what, bytes }: Promised): Promise<void> {
  const { size } = await file.stat();
  if (size !== bytes) throw damaged(what);
}

async function check(file: FileHandle, { what, bytes, sha256 }: Promised): Promise<void> {
  const sum = createHash('sha256');
  const buffer = Buffer.allocUnsafe(chunkBytes);
  for (let at = 0; at < bytes;) {
    const { bytesRead } = await file.read(buffer, 0, buffer.length, at);
    if (bytesRead === 0) throw damaged(what);
    sum.update(buffer.subarray(0, bytesRead));
    at += bytesRead;
  }
  if (sum.digest('hex') !== sha256) throw damaged(what);
}

/** One chunk is read ahead, while the one before it is used. */
async function* chunksOf(
  file: FileHandle,
  { what, bytes }: Promised,
): AsyncGenerator<Uint8Array, void, undefined> {
  const read = async (at: number): Promise<Uint8Array> => {
    const chunk = Buffer.allocUnsafeSlow(Math.min(chunkBytes, bytes - at));
    const { bytesRead } = await file.read(chunk, 0, chunk.length, at).catch((error: unknown) => {
      throw diskTrouble(what, error);
    });
    if (bytesRead === 0 && chunk.length > 0) throw damaged(what);
    return chunk.subarray(0, bytesRead);
  };
  let ahead = read(0);
  for (let at = 0; at < bytes;) {
    const chunk = await ahead;
    at += chunk.length;
    ahead = read(at);
    // When nobody goes on reading, nobody has to know.
    ahead.catch(() => undefined);
    yield chunk;
  }
}

/** The last chunk is held back until all bytes were right. */
async function* checkedChunksOf(
  file: FileHandle,
  promised: Promised,
): AsyncGenerator<Uint8Array, void, undefined> {
  const { what, bytes, sha256 } = promised;
  const sum = createHash('sha256');
  let read = 0;
  for await (const chunk of chunksOf(file, promised)) {
    sum.update(chunk);
    read += chunk.length;
    if (read === bytes && sum.digest('hex') !== sha256) throw damaged(what);
    yield chunk;
  }
}
