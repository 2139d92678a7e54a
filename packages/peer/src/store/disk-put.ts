// A value on its way to the disk. It grows in a file of its own that nobody reads, and takes its place by one rename.

import { open, rename, rm, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { quoteName } from '../keys/placement/name-limits.ts';
import { diskTrouble } from './disk-trouble.ts';
import { syncFolder, writeAll } from './durable.ts';
import { StoreError } from './store-error.ts';
import { startTally } from './tally.ts';
import { encodeHead, headBytes } from './value-file.ts';
import type { Put } from './value-store.ts';

export interface DiskPutOptions {
  readonly name: string;
  readonly size: number;
  /** Where the value grows; nobody else may use this path. */
  readonly incomingPath: string;
  /** Its place once it is stored. */
  readonly path: string;
  /** Called once, when the value is in its place. */
  readonly onStored: () => void;
  /** Called when nothing of this put is left to do or to drop. */
  readonly onEnded: () => void;
}

export async function beginDiskPut(options: DiskPutOptions): Promise<Put> {
  const { name, size, incomingPath, onEnded } = options;
  const file = await open(incomingPath, 'wx').catch((error: unknown) => {
    throw diskTrouble(name, error);
  });
  const tally = startTally(name, size);
  let position = headBytes(name);
  // Everything done to the file, in order, so that no commit overtakes a write that nobody waited for.
  let tail: Promise<void> = Promise.resolve();
  let hasEnded = false;

  const drop = async (): Promise<void> => {
    hasEnded = true;
    await file.close().catch(() => undefined);
    await rm(incomingPath, { force: true }).catch(() => undefined);
    onEnded();
  };
  const inOrder = (act: () => Promise<void>): Promise<void> => {
    if (hasEnded) {
      return Promise.reject(new StoreError('closed', 'this put has ended; begin another one'));
    }
    tail = tail.then(act).catch(async (error: unknown) => {
      await drop();
      throw diskTrouble(name, error);
    });
    return tail;
  };
  const abort = async (): Promise<void> => {
    const ended = hasEnded ? tail : inOrder(drop);
    hasEnded = true;
    await ended.catch(() => undefined);
  };

  return {
    write: (chunk) =>
      inOrder(async () => {
        tally.add(chunk);
        await writeAll(file, chunk, position);
        position += chunk.length;
      }),
    commit(sha256) {
      const committed = inOrder(async () => {
        tally.close(sha256);
        await writeAll(file, encodeHead({ name, size, sha256 }), 0);
        await giveItsPlace(file, options);
        onEnded();
      });
      hasEnded = true;
      return committed;
    },
    abort,
    [Symbol.asyncDispose]: abort,
  };
}

async function giveItsPlace(file: FileHandle, options: DiskPutOptions): Promise<void> {
  const { name, incomingPath, path, onStored } = options;
  await file.sync();
  await file.close();
  await rename(incomingPath, path);
  onStored();
  await syncFolder(dirname(path)).catch((cause: unknown) => {
    const message = `${quoteName(name)} may or may not survive a power cut: the disk failed at the last step; store it again`;
    throw new StoreError('unsure', message, { cause });
  });
}
