// What can still be read of a damaged database. Nothing that is found is believed unless its checksum says so.

import { closeSync, existsSync, openSync, readSync, writeSync } from 'node:fs';
import { checkedHeadOf, headMark, type Head, type HeadState } from '../head.ts';
import { Database, pageBytes } from './database.ts';

const order: Readonly<Record<HeadState, number>> = { staged: 0, held: 1, aside: 2 };

/**
 * Every head that stands anywhere in the files of the database, also where no table leads to it any more; of each version in the last
 * state it was in. Heads of versions that were dropped are among them: their bytes are not there any more.
 */
export function headsInRuin(path: string, ruin: Database | undefined): ReadonlyMap<number, Head> {
  const heads = new Map<number, Head>();
  const note = (line: unknown): void => {
    const head = checkedHeadOf(line);
    if (head === undefined) return;
    const other = heads.get(head.id);
    if (other === undefined || order[other.state] < order[head.state]) heads.set(head.id, head);
  };
  for (const file of [path, `${path}-wal`]) for (const line of linesIn(file)) note(line);
  try {
    // Lines too long to stand in one piece are found in this way only.
    for (const line of ruin?.lines() ?? []) note(line);
  } catch {
    // The table is torn; what the files hold was read above.
  }
  return heads;
}

/**
 * Opens what is left of the database, with the first page of a sound one (`soundPath`), whether its own is damaged or not: it leads to the
 * tables, and those of all databases that were made here begin in the same places. Undefined: it cannot be opened all the same.
 */
export function openRuin(path: string, soundPath: string): Database | undefined {
  try {
    replaceFirstPage(path, soundPath);
    return new Database(path);
  } catch {
    return undefined;
  }
}

/** Fields of the file header (sqlite.org/fileformat2.html#the_database_header). */
const changeCounterAt = 24;
const versionValidForAt = 92;

function replaceFirstPage(path: string, soundPath: string): void {
  const page = Buffer.alloc(pageBytes);
  withFile(soundPath, 'r', (file) => readSync(file, page, 0, pageBytes, 0));
  // Two that differ: the number of pages is then taken from the length of the file.
  page.writeUInt32BE(1, changeCounterAt);
  page.writeUInt32BE(0, versionValidForAt);
  withFile(path, 'r+', (file) => writeSync(file, page, 0, pageBytes, 0));
}

const blockBytes = 1_048_576;

/** Everything in the file that begins like the line of a head and ends within a page's length. */
function* linesIn(path: string): Iterable<string> {
  if (!existsSync(path)) return;
  const file = openSync(path, 'r');
  try {
    let text: Buffer = Buffer.alloc(0);
    for (;;) {
      const block = Buffer.alloc(blockBytes);
      const read = readSync(file, block);
      text = Buffer.concat([text, block.subarray(0, read)]);
      yield* linesOf(text);
      if (read === 0) return;
      // A line that reaches into the next block is read with it.
      text = text.subarray(Math.max(0, text.length - pageBytes));
    }
  } finally {
    closeSync(file);
  }
}

function* linesOf(text: Buffer): Iterable<string> {
  for (let at = text.indexOf(headMark); at !== -1; at = text.indexOf(headMark, at + 1)) {
    const end = text.subarray(at, at + pageBytes).indexOf('\n');
    if (end !== -1) yield text.toString('utf8', at, at + end + 1);
  }
}

function withFile(path: string, flags: string, act: (file: number) => void): void {
  const file = openSync(path, flags);
  try {
    act(file);
  } finally {
    closeSync(file);
  }
}
