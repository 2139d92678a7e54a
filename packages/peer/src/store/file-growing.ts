// A large value on its way into a file of its own.

import { open, rm } from 'node:fs/promises';
import { diskTrouble } from './disk-trouble.ts';
import { writeAll } from './durable.ts';
import type { GrowingFile } from './medium.ts';

/** So much is brought to the disk at a time: a sync of all of a large value at its end would hold up everybody else's. */
const syncEveryBytes = 16 * 1024 * 1024;

/** `syncFolder`: resolves when the file's name is durable. */
export async function createValueFile(
  what: string,
  path: string,
  syncFolder: () => Promise<void>,
): Promise<GrowingFile> {
  const inWords = (error: unknown): never => {
    throw diskTrouble(what, error);
  };
  const file = await open(path, 'wx').catch(inWords);
  let written = 0;
  let synced = 0;
  return {
    async write(chunk) {
      await writeAll(file, chunk, written).catch(inWords);
      written += chunk.length;
      if (written - synced < syncEveryBytes) return;
      synced = written;
      await file.datasync().catch(inWords);
    },
    async finish() {
      await file.sync().catch(inWords);
      await file.close().catch(inWords);
      await syncFolder().catch(inWords);
    },
    async drop() {
      await file.close().catch(() => undefined);
      await rm(path, { force: true }).catch(() => undefined);
    },
  };
}
