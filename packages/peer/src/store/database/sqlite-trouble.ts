// What SQLite's errors mean for a store: no room, a ruin, or a disk that fails.

import { closeSync, fsyncSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { isDiskFull } from '../disk-trouble.ts';

export type Trouble = 'full' | 'damaged' | 'failed';

/** Result codes of SQLite (sqlite.org/rescode.html). The low eight bits are the primary code. */
/** Of the statements made here: a table is not what it was. */
const logicError = 1;
const corrupt = 11;
const full = 13;
const notADatabase = 26;
const writeFailed = 778;

export function troubleOf(error: unknown, folder: string): Trouble {
  if (isDiskFull(error)) return 'full';
  const code = error instanceof Error && 'errcode' in error ? Number(error.errcode) : 0;
  const primary = code % 256;
  if (primary === logicError || primary === corrupt || primary === notADatabase) return 'damaged';
  if (primary === full || (code === writeFailed && isFull(folder))) return 'full';
  return 'failed';
}

/** SQLite says nothing of quotas, only that a write failed: so the disk is asked once more, in our own words. */
function isFull(folder: string): boolean {
  const path = join(folder, 'room.probe');
  try {
    const file = openSync(path, 'w');
    try {
      writeSync(file, Buffer.alloc(65_536, 1));
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    return false;
  } catch (error) {
    return isDiskFull(error);
  } finally {
    rmSync(path, { force: true });
  }
}
