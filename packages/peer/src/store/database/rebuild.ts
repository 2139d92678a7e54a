// A damaged database is left behind: what of it can be read, and is whole, is written into a new one.

import { statSync } from 'node:fs';
import { join } from 'node:path';
import { headLine, type Head } from '../head.ts';
import { isWhole } from '../tally.ts';
import type { Database, RowChange } from './database.ts';
import { makeGeneration, type Generation } from './generations.ts';
import { headsInRuin, openRuin } from './ruin.ts';

/** What was saved of a ruin. */
export interface Mended {
  readonly kept: number;
  readonly lost: number;
  /** Else there may be more that are lost than were counted. */
  readonly isCounted: boolean;
}

export interface RebuildOptions {
  readonly folder: string;
  /** Where the files of large values are. */
  readonly filesFolder: string;
  readonly former: Generation;
  /** Versions that are staged are kept, too: somebody still knows their tokens. */
  readonly keepsStaged: boolean;
}

const rowsAtOnce = 256;

/** Throws when there is no room for the new database: nothing has changed then. */
export function rebuild(options: RebuildOptions): {
  readonly generation: Generation;
  readonly mended: Mended;
} {
  let mended: Mended = { kept: 0, lost: 0, isCounted: false };
  const { folder, former } = options;
  const generation = makeGeneration(folder, former, (fresh, freshPath) => {
    using ruin = openRuin(former.path, freshPath);
    mended = save(ruin, fresh, options);
  });
  return { generation, mended };
}

function save(ruin: Database | undefined, fresh: Database, options: RebuildOptions): Mended {
  const { former, keepsStaged } = options;
  const tally = tallyOf(ruin);
  const heads = [...headsInRuin(former.path, ruin).values()];
  const wanted = heads.filter(({ state }) => keepsStaged || state !== 'staged');
  let kept = 0;
  let rows: RowChange[] = [];
  for (const head of wanted) {
    const row = wholeRow(head, ruin, options);
    if (row === undefined) continue;
    rows.push(row);
    kept += 1;
    if (rows.length < rowsAtOnce) continue;
    fresh.write(rows);
    rows = [];
  }
  fresh.write(rows);
  const ignored = heads.length - wanted.length;
  const lost = (tally ?? heads.length) - ignored - kept;
  return { kept, lost: Math.max(0, lost), isCounted: tally !== undefined };
}

function tallyOf(ruin: Database | undefined): number | undefined {
  try {
    return ruin?.tally;
  } catch {
    return undefined;
  }
}

/** Undefined: its bytes are not there, or are not those of its SHA-256. Files are only measured; they are checked whenever they are opened. */
function wholeRow(
  head: Head,
  ruin: Database | undefined,
  { filesFolder }: RebuildOptions,
): RowChange | undefined {
  const { id, file, entry } = head;
  const row = { put: id, line: headLine(head) };
  if (file !== undefined) {
    const found = statSync(join(filesFolder, `${file}`), { throwIfNoEntry: false });
    return found?.size === entry.bytes ? row : undefined;
  }
  try {
    const bytes = ruin?.content(id);
    return bytes !== undefined && isWhole(bytes, entry) ? { ...row, bytes } : undefined;
  } catch {
    return undefined;
  }
}
