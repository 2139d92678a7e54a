// A file that a value is received into: a temp file beside it, checked against its SHA-256, then renamed. Nothing half-done is ever seen under its name.

import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { SyncOnTheWay, writeAll } from './durable.ts';

export interface ReceivedFile extends AsyncDisposable {
  write(chunk: Uint8Array): Promise<void>;
  /** Gives the file its name. Rejects when its bytes are not those of `sha256`. */
  finish(sha256: Uint8Array): Promise<void>;
}

/** Makes the error to throw: of a peer, or of a client. */
export type Failure = (code: 'cannot-write' | 'wrong-bytes', message: string, cause?: unknown) => Error;

/** Opens a file for receiving; disposing of it unfinished leaves nothing. */
export async function openReceivedFile(path: string, failure: Failure): Promise<ReceivedFile> {
  const target = resolve(path);
  const part = `${target}.${randomUUID().slice(0, 8)}.part`;
  const refuse = async (cause: unknown): Promise<never> => {
    const why = cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause);
    throw failure(
      'cannot-write',
      `cannot write ${target} (${why}); choose another place for the file`,
      cause,
    );
  };
  await mkdir(dirname(target), { recursive: true }).catch(refuse);
  const file = await open(part, 'wx').catch(refuse);
  const hash = createHash('sha256');
  const sync = new SyncOnTheWay(file);
  let written = 0;
  let isDone = false;
  return {
    async write(chunk) {
      hash.update(chunk);
      await writeAll(file, chunk, written).catch(refuse);
      written += chunk.length;
      await sync.wrote(chunk.length).catch(refuse);
    },
    async finish(sha256) {
      if (!hash.digest().equals(sha256))
        throw failure('wrong-bytes', 'the bytes that came are not those that were stored; ask again');
      await sync.finish().catch(refuse);
      await file.close();
      isDone = true;
      await rename(part, target).catch(refuse);
    },
    async [Symbol.asyncDispose]() {
      if (isDone) return;
      await sync.end();
      await file.close();
      await rm(part, { force: true });
    },
  };
}
