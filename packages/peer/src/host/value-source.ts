// Where the bytes of a value come from: a file, a few bytes, or nothing. Streamed, never read whole.

import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { PeerError } from './peer-error.ts';

/** Read at a time. */
const chunkBytes = 256 * 1024;

export interface ValueSource {
  readonly size: number;
  /** What it is, in a word: `file`, `own-file`, `bytes` or `empty`. */
  readonly source: 'file' | 'own-file' | 'bytes' | 'empty';
  chunks(): AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
}

/** The bytes of a file that must be there. */
export async function fileSource(path: string, source: 'file' | 'own-file' = 'file'): Promise<ValueSource> {
  const facts = await stat(path).catch((cause: unknown) => {
    throw new PeerError(
      'no-such-file',
      `there is no file ${path} that can be read; give the path of a file to store`,
      { cause },
    );
  });
  if (!facts.isFile())
    throw new PeerError('no-such-file', `${path} is no file; give the path of a file to store`);
  return {
    size: facts.size,
    source,
    chunks: () => createReadStream(path, { end: Math.max(0, facts.size - 1), highWaterMark: chunkBytes }),
  };
}

/** The bytes given, or an empty value. */
export function bytesSource(bytes: Uint8Array): ValueSource {
  const source = bytes.length === 0 ? 'empty' : 'bytes';
  return { size: bytes.length, source, chunks: () => (bytes.length === 0 ? [] : [bytes]) };
}

/** What is to be stored: the bytes or the file given; without either, what `Store 2067` means: `2067.pdf` in the peer's folder, else an empty value, as in the assignment. */
export async function chosenSource(
  name: string,
  { path, bytes }: { readonly path?: string | undefined; readonly bytes?: Uint8Array | undefined },
  folder: string | undefined,
): Promise<ValueSource> {
  if (bytes !== undefined) return bytesSource(bytes);
  if (path !== undefined) return await fileSource(path);
  // Only a name of digits is ever looked for as a file: no other name becomes a path.
  return await ownSource(folder !== undefined && isNumber(name) ? join(folder, `${name}.pdf`) : undefined);
}

/** Digits only: such a name may stand in a file's name. */
export function isNumber(name: string): boolean {
  return /^\d+$/.test(name);
}

async function ownSource(path: string | undefined): Promise<ValueSource> {
  const isThere =
    path !== undefined &&
    (await stat(path).then(
      (facts) => facts.isFile(),
      () => false,
    ));
  return isThere ? await fileSource(path, 'own-file') : bytesSource(new Uint8Array(0));
}
