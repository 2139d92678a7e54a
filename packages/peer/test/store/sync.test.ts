// A kill leaves what the system holds in its memory, a power cut does not. So it is counted, from outside, what is brought to the disk before anybody is told.

import { spawnSync } from 'node:child_process';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import { expect, test } from 'vitest';
import { temporaryFolder } from './temporary-folder.ts';

const program = join(import.meta.dirname, 'syncing-process.ts');
const hasStrace = spawnSync('strace', ['-f', '-o', '/dev/null', 'true']).status === 0;

/** What was synced in each part of the program: names of files in its folder, `.` for the folder itself. */
async function syncsByPart(): Promise<ReadonlyMap<string, readonly string[]>> {
  const folder = await temporaryFolder();
  const place = join(folder, 'peer');
  const trace = join(folder, 'trace');
  await mkdir(place);
  const calls = ['-f', '-y', '-s', '200', '-e', 'trace=fsync,fdatasync,write'];
  const args = [...calls, '-o', trace, process.execPath, program, place];
  expect(spawnSync('strace', args, { stdio: 'ignore' }).status).toBe(0);

  const parts = new Map<string, string[]>();
  let part: string[] = [];
  for (const line of (await readFile(trace, 'utf8')).split('\n')) {
    const name = /write\(2<.*>, "<(.+)>\\n"/.exec(line)?.[1];
    const synced = /(?:fsync|fdatasync)\(\d+<(.+?)>/.exec(line)?.[1];
    if (name !== undefined) parts.set(name, (part = []));
    if (synced?.startsWith(place) === true) part.push(synced.slice(place.length + 1) || '.');
  }
  return parts;
}

test('everything is synced before it is told, and what comes at once shares its syncs', async ({ skip }) => {
  skip(!hasStrace, 'syncs are counted with strace, which is missing here or may not trace');
  const syncs = await syncsByPart();
  const log = 'values.1.db-wal';
  expect(syncs.get('one at a time')).toEqual([log, log, log, log, log]);
  expect(syncs.get('staged and committed')).toEqual([log, log]);
  expect(syncs.get('64 at once')).toEqual([log]);
  expect(syncs.get('parked')).toEqual([expect.stringMatching(/^values\/\d+$/), 'values']);
  // Made once, then overwritten in turn.
  expect(syncs.get('charter')).toEqual(['.', 'charter.2', '.', 'charter', 'charter.2', 'charter']);
});
