// What is to be stored: bytes, or a file that is streamed and never read whole.

import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { inlineMaxBytes } from '../keys/index.ts';
import { ClientError } from './client-error.ts';

/** Read at a time. */
const chunkBytes = 256 * 1024;

/** The bytes themselves, or the path of a file. */
export type GivenValue = Uint8Array | { readonly path: string };

export type Source =
  | { readonly kind: 'small'; readonly bytes: Uint8Array }
  | {
      readonly kind: 'large';
      readonly size: number;
      chunks(): AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
    };

/** Small values go with the question itself, large ones on a connection of their own. Rejects with ClientError `no-such-file`. */
export async function sourceOf(value: GivenValue): Promise<Source> {
  if (value instanceof Uint8Array) {
    if (value.length <= inlineMaxBytes) return { kind: 'small', bytes: value };
    return { kind: 'large', size: value.length, chunks: () => [value] };
  }
  const { path } = value;
  const facts = await stat(path).catch((cause: unknown) => noFile(path, cause));
  if (!facts.isFile()) return noFile(path);
  if (facts.size <= inlineMaxBytes) {
    const bytes = await readFile(path).catch((cause: unknown) => noFile(path, cause));
    return bytes.length <= inlineMaxBytes ? { kind: 'small', bytes } : noFile(path);
  }
  const { size } = facts;
  return { kind: 'large', size, chunks: () => chunksOf(path) };
}

async function* chunksOf(path: string): AsyncGenerator<Uint8Array, void, void> {
  try {
    yield* createReadStream(path, { highWaterMark: chunkBytes });
  } catch (cause) {
    noFile(path, cause);
  }
}

function noFile(path: string, cause?: unknown): never {
  throw new ClientError(
    'no-such-file',
    `there is no file ${path} that can be read; give the path of a file`,
    {
      cause,
    },
  );
}
