// The database of a folder is the file `values.<n>.db` with the highest n. It is made under another name and appears whole, so that a crash leaves
// the old one or the new one, never a half.

import { closeSync, existsSync, fsyncSync, openSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Database } from './database.ts';

export interface Generation {
  readonly number: number;
  readonly path: string;
}

export function newestGeneration(folder: string): Generation | undefined {
  const numbers = numbersIn(folder);
  return numbers.length === 0 ? undefined : generationOf(folder, Math.max(...numbers));
}

/** Removes what a crash has left of others. */
export function removeOthers(folder: string, current: Generation): void {
  for (const number of numbersIn(folder)) {
    if (number !== current.number) removeDatabase(generationOf(folder, number).path);
  }
  removeDatabase(unfinishedPath(generationOf(folder, current.number + 1)));
}

/** Makes the next generation, empty or with what `fill` writes into it. Nothing has changed when that throws. */
export function makeGeneration(
  folder: string,
  former: Generation | undefined,
  fill?: (database: Database, path: string) => void,
): Generation {
  const made = generationOf(folder, (former?.number ?? 0) + 1);
  const unfinished = unfinishedPath(made);
  removeDatabase(unfinished);
  try {
    Database.make(unfinished);
    if (fill !== undefined) {
      using database = new Database(unfinished);
      fill(database, unfinished);
    }
    // SQLite closes a database without a word when it could not bring home what stands in the log.
    if (existsSync(`${unfinished}-wal`)) throw new Error('the new database could not be written to its end');
    syncNow(unfinished);
    renameSync(unfinished, made.path);
    syncNow(folder);
  } catch (error) {
    removeDatabase(unfinished);
    throw error;
  }
  if (former !== undefined) removeDatabase(former.path);
  return made;
}

function numbersIn(folder: string): readonly number[] {
  return readdirSync(folder).flatMap((file) => {
    const digits = /^values\.(\d{1,15})\.db$/.exec(file)?.[1];
    return digits === undefined ? [] : [Number(digits)];
  });
}

function unfinishedPath({ path }: Generation): string {
  return `${path}.new`;
}

function generationOf(folder: string, number: number): Generation {
  return { number, path: join(folder, `values.${number}.db`) };
}

function removeDatabase(path: string): void {
  for (const ending of ['', '-wal', '-shm', '-journal']) rmSync(`${path}${ending}`, { force: true });
}

/** A file or a folder. */
function syncNow(path: string): void {
  const opened = openSync(path, 'r');
  try {
    fsyncSync(opened);
  } finally {
    closeSync(opened);
  }
}
