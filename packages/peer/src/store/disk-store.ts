// The store on disk. In its folder: `values.<n>.db` (heads and small values), `values/` (a file for each large value), `charter` and the lock. What is
// committed survives kill -9 and a power cut; what was parked or staged is gone at the next opening.

import { mkdir, readdir, statfs } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Admission } from './admission.ts';
import { openCharterFile, type CharterFile } from './charter-file.ts';
import { DatabaseLink } from './database/database-link.ts';
import { newestGeneration } from './database/generations.ts';
import type { Mishap } from './database/mending-database.ts';
import { diskMedium } from './disk-medium.ts';
import { folderTrouble } from './disk-trouble.ts';
import { syncFolder } from './durable.ts';
import { sortOut } from './findings.ts';
import { lockFolder } from './folder-lock.ts';
import { KeptValues, type Found } from './kept-values.ts';
import type { Medium } from './medium.ts';
import { valueBytesMaxDefault, type ValueStore } from './value-store.ts';

export interface DiskStoreOptions {
  /** Made when it is missing. Belongs to one process at a time. */
  readonly folder: string;
  readonly valueBytesMax?: number;
  /** How much room there is for values; asked of the operating system unless given. */
  readonly freeBytes?: () => Promise<number>;
  /** Told, in words, that something which was kept here is damaged: once for all that an opening finds, and when the database had to be mended later. */
  readonly onTrouble?: (words: string) => void;
}

/** No value takes the last bytes of the disk: commits and removals need a little room, too. */
const spareBytes = 8 * 1024 * 1024;

/** Opens the store in a folder and keeps every other process out until it is disposed. */
export async function openDiskStore(options: DiskStoreOptions): Promise<ValueStore> {
  const { folder, onTrouble = (): void => undefined } = options;
  try {
    return await opened(options, onTrouble);
  } catch (error) {
    throw folderTrouble(folder, error);
  }
}

async function opened(
  { folder, valueBytesMax = valueBytesMaxDefault, freeBytes = () => freeBytesOf(folder) }: DiskStoreOptions,
  onTrouble: (words: string) => void,
): Promise<ValueStore> {
  const filesFolder = join(folder, 'values');
  const charterPath = join(folder, 'charter');
  await using stack = new AsyncDisposableStack();
  stack.use(await lockedFolder(folder, filesFolder));
  const mishaps: string[] = [];
  let onMishap = (words: string): void => void mishaps.push(words);
  const database = stack.use(
    new DatabaseLink({ folder, filesFolder }, (mishap) => onMishap(mishapWords(folder, mishap))),
  );
  const admission = new Admission(valueBytesMax, freeBytes);
  const room = (): Promise<number> => admission.room();
  const charter = await openCharterFile(charterPath);
  const medium = diskMedium({ database, filesFolder, charter, room });
  const places = { folder, filesFolder, charterPath };
  const { found, troubles } = await takeStock(places, database, medium, charter);
  const all = [...mishaps, ...troubles];
  if (all.length > 0) onTrouble(`${all.join('; ')}; copies on other peers mend what is lost`);
  onMishap = (words) => onTrouble(`${words}; copies on other peers mend what is lost`);
  const closing = stack.move();
  const guarded: Medium = {
    ...medium,
    async [Symbol.asyncDispose]() {
      await medium[Symbol.asyncDispose]();
      await closing.disposeAsync();
    },
  };
  return new KeptValues(guarded, admission, found);
}

interface Places {
  readonly folder: string;
  readonly filesFolder: string;
  readonly charterPath: string;
}

async function lockedFolder(folder: string, filesFolder: string): Promise<AsyncDisposable> {
  const made = await mkdir(folder, { recursive: true });
  await using stack = new AsyncDisposableStack();
  const lock = stack.use(await lockFolder(folder));
  if ((await mkdir(filesFolder, { recursive: true })) !== undefined) await syncFolder(folder);
  if (made !== undefined) await syncFolder(dirname(folder));
  stack.move();
  return lock;
}

/** Reads what is there, and removes what no version needs. */
async function takeStock(
  { folder, filesFolder, charterPath }: Places,
  database: DatabaseLink,
  medium: Medium,
  charter: CharterFile,
): Promise<{ readonly found: Found; readonly troubles: readonly string[] }> {
  const files = new Set((await readdir(filesFolder)).filter(isOurs).map(Number));
  const stored = newestGeneration(folder) === undefined ? [] : await database.heads();
  const { heads, drops, surplus, lost } = sortOut(stored, files);
  await Promise.all(surplus.map((file) => medium.removeFile(file)));
  const goings = drops.map((id) => ({ drop: id }));
  // On a full disk they stay until the next opening, when nobody knows them either.
  if (goings.length > 0) await medium.write('the database', goings).catch(() => undefined);
  const troubles = [
    ...(lost > 0 ? [`large values in ${folder} have lost their files (${lost})`] : []),
    ...(charter.isDamaged ? [`what was written down about arcs in ${charterPath} cannot be believed`] : []),
  ];
  const ids = [...stored.map(({ id }) => id), ...files];
  const highest = ids.reduce((max, id) => Math.max(max, id), 0);
  // From the clock, so that no id of a version that was dropped, and may still stand in a ruin, comes again.
  const nextId = Math.max(highest + 1, Date.now() * 1_000);
  return { found: { heads, nextId, charter: charter.text }, troubles };
}

/** Could the name of this file be an id that was given here? */
function isOurs(file: string): boolean {
  return /^[1-9]\d{0,15}$/.test(file) && Number(file) < 2 ** 52;
}

function mishapWords(folder: string, mishap: Mishap): string {
  if (mishap.kind === 'log-torn') {
    return `the database in ${folder} was damaged where its last writes stood (lost: ${mishap.writes})`;
  }
  const { kept, lost, isCounted } = mishap;
  const many = `${isCounted ? '' : 'at least '}${lost}`;
  return `the database in ${folder} was damaged and is mended (versions kept: ${kept}, lost: ${many})`;
}

async function freeBytesOf(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize - spareBytes;
}
