// Real processes and SIGKILL: what the store promises about crashes is not to be had from a mock.

import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { expect, onTestFinished, test } from 'vitest';
import { openDiskStore } from '../../src/store/index.ts';
import { temporaryFolder } from './temporary-folder.ts';
import { namesIn, read } from './values.ts';

const program = join(import.meta.dirname, 'storing-process.ts');

/** Starts a process that opens the store in `folder` and says what it does, a line each. */
function startStoring(folder: string): { child: ChildProcess; lines: AsyncIterator<string> } {
  const child = spawn(process.execPath, [program, folder], { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  return { child, lines: createInterface({ input: child.stdout })[Symbol.asyncIterator]() };
}

async function kill(child: ChildProcess): Promise<void> {
  const exited = once(child, 'exit');
  child.kill('SIGKILL');
  await exited;
}

test('two processes never share a folder, and kill -9 frees it at once', async () => {
  const folder = await temporaryFolder();
  const { child, lines } = startStoring(folder);
  await lines.next();

  await expect(openDiskStore({ folder })).rejects.toMatchObject({
    code: 'folder-in-use',
    message: `${folder} is in use by process ${child.pid}; stop that one, or give this peer a folder of its own`,
  });
  await kill(child);
  await using store = await openDiskStore({ folder });
  expect(store.count).toBeGreaterThanOrEqual(0);
});

test('one process cannot open a folder twice', async () => {
  const folder = await temporaryFolder();
  await using store = await openDiskStore({ folder });
  await expect(openDiskStore({ folder })).rejects.toMatchObject({ code: 'folder-in-use' });
  expect(store.count).toBe(0);
});

test('a process killed while it stores loses nothing it acknowledged and leaves no half value', async () => {
  const folder = await temporaryFolder();
  const acknowledged = new Map<string, number>();
  for (const lineCount of [2, 9, 30]) {
    const { child, lines } = startStoring(folder);
    for (let line = 0; line < lineCount; line += 1) note(acknowledged, (await lines.next()).value);
    await kill(child);
    for (let next = await lines.next(); next.done !== true; next = await lines.next())
      note(acknowledged, next.value);
  }

  await using store = await openDiskStore({ folder });
  expect(await readdir(join(folder, 'incoming'))).toEqual([]);
  expect(acknowledged.size).toBeGreaterThan(0);
  for (const [name, turn] of acknowledged) {
    const bytes = (await read(store, name))?.bytes;
    expect(bytes?.readUInt32BE(0), name).toBeGreaterThanOrEqual(turn);
  }
  for (const name of await namesIn(store)) expect((await read(store, name))?.size, name).toBe(100_000);
});

/** `stored <name> <turn>`: a put of this name was acknowledged, with the turn in its first four bytes. */
function note(acknowledged: Map<string, number>, line: string): void {
  const [what, name = '', turn = '0'] = line.split(' ');
  if (what === 'stored') acknowledged.set(name, Math.max(acknowledged.get(name) ?? 0, Number(turn)));
}
