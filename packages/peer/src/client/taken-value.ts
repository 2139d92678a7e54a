// Where a fetched value goes: into memory, or into a file. Either way its bytes are checked against their SHA-256 before anybody may see them.

import { Buffer } from 'node:buffer';
import { createHash } from 'node:crypto';
import { openReceivedFile, type ReceivedFile } from '../store/index.ts';
import { ClientError } from './client-error.ts';

/** Larger values are not given as bytes: they belong in a file. */
export const wholeMaxBytes = 67_108_864;

export interface Taker<Result> {
  /** Refuses a size before anything is fetched. */
  begin(size: number): Promise<Taking<Result>>;
}

export interface Taking<Result> extends AsyncDisposable {
  write(chunk: Uint8Array): Promise<void>;
  /** Rejects with ClientError `wrong-bytes`. */
  finish(sha256: Uint8Array): Promise<Result>;
}

export const intoMemory: Taker<{ readonly bytes: Uint8Array }> = {
  async begin(size) {
    if (size > wholeMaxBytes)
      throw new ClientError(
        'too-large',
        `${size} bytes are too many to be held in memory (${wholeMaxBytes} at most); request it into a file: { to: path }`,
      );
    const chunks: Uint8Array[] = [];
    const hash = createHash('sha256');
    return {
      async write(chunk) {
        hash.update(chunk);
        // The frame it came in may be part of a larger buffer, which is not to be kept.
        chunks.push(Uint8Array.from(chunk));
        await Promise.resolve();
      },
      async finish(sha256) {
        if (!hash.digest().equals(sha256)) throw failure('wrong-bytes', wrongBytes);
        return await Promise.resolve({ bytes: Buffer.concat(chunks) });
      },
      async [Symbol.asyncDispose]() {},
    };
  },
};

export function intoFile(path: string): Taker<{ readonly path: string }> {
  return {
    async begin() {
      const file: ReceivedFile = await openReceivedFile(path, failure);
      return {
        write: (chunk) => file.write(chunk),
        async finish(sha256) {
          await file.finish(sha256);
          return { path };
        },
        [Symbol.asyncDispose]: () => file[Symbol.asyncDispose](),
      };
    },
  };
}

const wrongBytes = 'the bytes that came are not those that were stored; ask again';

function failure(code: 'cannot-write' | 'wrong-bytes', message: string, cause?: unknown): ClientError {
  return new ClientError(code, message, { cause });
}
