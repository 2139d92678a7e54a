// One process a folder. The lock is the kernel's, on a database file that stays empty: it ends with the process that holds it,
// however that ends, so nothing is ever left standing and no process id has to be believed.

import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import { DatabaseSync } from 'node:sqlite';
import { StoreError } from './store-error.ts';

const sqliteBusy = 5;

/** Takes the folder for this process until disposed. Throws StoreError when another one, or this one, already has it. */
export async function lockFolder(folder: string): Promise<AsyncDisposable> {
  const database = new DatabaseSync(join(folder, 'lock'));
  // For words only: who to stop. The lock itself does not depend on it.
  const holderPath = join(folder, 'lock-holder');
  try {
    // No journal on the disk: the lock must be had on a full one, too.
    database.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE');
  } catch (error) {
    database.close();
    if (!isBusy(error)) throw error;
    throw await inUse(folder, holderPath, error);
  }
  await writeFile(holderPath, `${process.pid}\n`).catch(() => undefined);

  return {
    async [Symbol.asyncDispose]() {
      await rm(holderPath, { force: true });
      database.close();
    },
  };
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && error.errcode === sqliteBusy;
}

async function inUse(folder: string, holderPath: string, cause: unknown): Promise<StoreError> {
  const holder = await readFile(holderPath, 'utf8').catch(() => '');
  const who = /^\d+\n$/.test(holder) ? `process ${holder.trim()}` : 'another process';
  const message = `${folder} is in use by ${who}; stop that one, or give this peer a folder of its own`;
  return new StoreError('folder-in-use', message, { cause });
}
