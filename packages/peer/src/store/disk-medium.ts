// The disk as a medium: small values and all heads in a database, each large value in a file named by a number. User names never become paths.

import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { diskFull, noRoom } from './admission.ts';
import type { CharterFile } from './charter-file.ts';
import type { RowChange } from './database/database.ts';
import type { DatabaseLink } from './database/database-link.ts';
import type { Refusal } from './database/mending-database.ts';
import { diskFailed } from './disk-trouble.ts';
import { syncFolder } from './durable.ts';
import { createValueFile } from './file-growing.ts';
import { openValueFile } from './file-reading.ts';
import { Group } from './group.ts';
import { headLine } from './head.ts';
import type { Change, Medium } from './medium.ts';

export interface DiskMediumOptions {
  readonly database: DatabaseLink;
  /** Where large values are. */
  readonly filesFolder: string;
  readonly charter: CharterFile;
  /** What is left for bytes that nobody was promised. */
  readonly room: () => Promise<number>;
}

interface Write {
  readonly what: string;
  readonly rows: readonly RowChange[];
  /** Of values, that it adds. */
  readonly bytes: number;
}

/** About what the rest of a write takes. */
const rowBytes = 512;
/** Larger groups would gain little, and make everybody in them wait. */
const groupBytesMax = 4 * 1024 * 1024;

export function diskMedium(options: DiskMediumOptions): Medium {
  const { database, filesFolder, charter, room } = options;
  const pathOf = (file: number): string => join(filesFolder, `${file}`);
  const writes = new Group<Write>(
    (group) => writeGroup(group, database, room),
    ({ bytes, rows }) => bytes + rowBytes * rows.length,
    groupBytesMax,
  );
  const folderSyncs = new Group<void>(async () => {
    await syncFolder(filesFolder);
    return [];
  });
  const charters = new Group<string>(async (texts) => {
    await charter.save(texts.at(-1) ?? '');
    return [];
  });

  return {
    write: (what, changes) => writes.add(writeOf(what, changes)),
    read: (what, id) => database.read(what, id),
    createFile: (what, file) => createValueFile(what, pathOf(file), () => folderSyncs.add()),
    openFile: (file, promised, check) => openValueFile(pathOf(file), promised, check),
    removeFile: (file) => rm(pathOf(file), { force: true }).catch(() => undefined),
    saveCharter: (text) => charters.add(text),
    async [Symbol.asyncDispose]() {
      await Promise.all([writes.idle(), folderSyncs.idle(), charters.idle()]);
      await charter[Symbol.asyncDispose]();
      await database[Symbol.asyncDispose]();
    },
  };
}

function writeOf(what: string, changes: readonly Change[]): Write {
  const rows = changes.map((change): RowChange => {
    if ('drop' in change) return change;
    return { put: change.put.id, line: headLine(change.put), bytes: change.bytes };
  });
  const bytes = changes.reduce((sum, change) => sum + ('put' in change ? (change.bytes?.length ?? 0) : 0), 0);
  return { what, rows, bytes };
}

/** Values for which there is no room are refused before anything is written; the rest shares one transaction. */
async function writeGroup(
  group: readonly Write[],
  database: DatabaseLink,
  room: () => Promise<number>,
): Promise<readonly (Error | undefined)[]> {
  let left = group.some(({ bytes }) => bytes > 0) ? (await room()) + database.freeBytes : 0;
  const failures = group.map(({ what, bytes }) => {
    if (bytes > left && bytes > 0) return noRoom(what, bytes, left);
    left -= bytes;
    return undefined;
  });
  const admitted = group.filter((_write, place) => failures[place] === undefined);
  const refusals = admitted.length === 0 ? [] : await database.write(admitted.map(({ rows }) => rows));
  const refused = new Map(admitted.map((write, place) => [write, refusals[place]]));
  return group.map((write, place) => failures[place] ?? inWords(write.what, refused.get(write)));
}

function inWords(what: string, refusal: Refusal | null | undefined): Error | undefined {
  if (refusal === null || refusal === undefined) return undefined;
  if (refusal.trouble === 'full') return diskFull(what, 'the disk is full', refusal.why);
  return diskFailed(what, refusal.why);
}
