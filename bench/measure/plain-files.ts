// The plainest way to keep small values: a file each, written and synced, one after the other.

import { randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';

/** How many a second, in a folder that is made for them. */
export function plainFiles(folder: string, bytes: number, limitMs: number): number {
  mkdirSync(folder);
  const startedAt = performance.now();
  let written = 0;
  while (performance.now() - startedAt < limitMs) {
    const file = openSync(join(folder, `${written}`), 'wx');
    writeSync(file, randomBytes(bytes));
    fsyncSync(file);
    closeSync(file);
    written += 1;
  }
  return (written * 1_000) / (performance.now() - startedAt);
}
