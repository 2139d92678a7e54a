// A large value on its way into a file of its own.

import { open, rm } from 'node:fs/promises';
import { diskTrouble } from './disk-trouble.ts';
import { SyncOnTheWay, writeAll } from './durable.ts';
import type { GrowingFile } from './medium.ts';

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
  const sync = new SyncOnTheWay(file);
  let written = 0;
  return {
    async write(chunk) {
      await writeAll(file, chunk, written).catch(inWords);
      written += chunk.length;
      await sync.wrote(chunk.length).catch(inWords);
    },
    async finish() {
      await sync.finish().catch(inWords);
      await file.close().catch(inWords);
      await syncFolder().catch(inWords);
    },
    async drop() {
      await sync.end();
      await file.close().catch(() => undefined);
      await rm(path, { force: true }).catch(() => undefined);
    },
  };
}
