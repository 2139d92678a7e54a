// Real processes and SIGKILL: what the store promises about crashes is not to be had from a mock.

import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { expect, onTestFinished, test } from 'vitest';
import { openDiskStore, type ValueStore } from '../../src/store/index.ts';
import { databaseIn, filesIn, flipBit } from './damage.ts';
import { heldAfter, turnOf } from './storing-turns.ts';
import { temporaryFolder } from './temporary-folder.ts';
import { allOf, entryOf, read } from './values.ts';

const program = join(import.meta.dirname, 'storing-process.ts');
const names = Array.from({ length: 16 }, (_, writer) => `name ${writer}`);
const seed = Math.floor(Math.random() * 2 ** 32);

/** Starts a process that opens the store in `folder` and says what it does, a line each. */
function startStoring(
  folder: string,
  firstTurn: number = 0,
): { child: ChildProcess; lines: AsyncIterator<string> } {
  const args = [program, folder, `${seed}`, `${firstTurn}`];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  return { child, lines: createInterface({ input: child.stdout })[Symbol.asyncIterator]() };
}

async function kill(child: ChildProcess): Promise<void> {
  const exited = once(child, 'exit');
  child.kill('SIGKILL');
  await exited;
}

/** What was said of each name: the turn that is done, and the one that had begun. */
interface Heard {
  readonly done: Map<string, number>;
  readonly begun: Map<string, number>;
  readonly troubles: string[];
}

/** Lets the process do so many things, kills it, and hears it out. */
async function killAfter(lineCount: number, folder: string, firstTurn: number): Promise<Heard> {
  const heard: Heard = { done: new Map(), begun: new Map(), troubles: [] };
  const { child, lines } = startStoring(folder, firstTurn);
  for (let line = 0; line < lineCount; line += 1) note(heard, (await lines.next()).value);
  await kill(child);
  for (let next = await lines.next(); next.done !== true; next = await lines.next()) note(heard, next.value);
  return heard;
}

function note({ done, begun, troubles }: Heard, line: string): void {
  const [, what, turn, name = ''] = /^(begin|done) (\d+) (.*)$/.exec(line) ?? [];
  if (what === 'begin') begun.set(name, Number(turn));
  else if (what === 'done') done.set(name, Number(turn));
  else if (line !== 'open') troubles.push(line);
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

test(`a process killed at any moment has lost nothing it was told is done, and left no half value (seed ${seed})`, async () => {
  const folder = await temporaryFolder();
  const held = new Map<string, number | undefined>();
  let firstTurn = 0;
  for (let round = 0; round < 12; round += 1) {
    const lineCount = 2 + (turnOf(seed, 'lines', round).bytes.length % 600);
    const { done, begun, troubles } = await killAfter(lineCount, folder, firstTurn);
    expect(troubles, `round ${round}`).toEqual([]);

    await using store = await openDiskStore({ folder, onTrouble: (words) => expect.fail(words) });
    for (const name of names) {
      const told = turnsOf(firstTurn, done.get(name)).reduce(
        (before, turn) => heldAfter(seed, name, before, turn),
        held.get(name),
      );
      const open = begun.get(name);
      const possible = open === undefined ? [told] : [told, heldAfter(seed, name, told, open)];
      const found = store.entryOf(name)?.version.at;
      expect(possible, `round ${round}, ${name}`).toContain(found);
      held.set(name, found);
    }
    await expectWhole(store, folder);
    firstTurn = Math.max(firstTurn, ...begun.values()) + 1;
  }
  expect([...held.values()].filter((turn) => turn !== undefined).length).toBeGreaterThan(4);
}, 120_000);

function turnsOf(first: number, last: number | undefined): readonly number[] {
  return last === undefined ? [] : Array.from({ length: last - first + 1 }, (_, nth) => first + nth);
}

/** Every version that is there can be read and is the one its head speaks of, and no file is there without a version. */
async function expectWhole(store: ValueStore, folder: string): Promise<void> {
  for (const entry of [...store.entries(), ...store.asides()]) {
    const { bytes } = turnOf(seed, entry.name, entry.version.at);
    await using value = await store.open(entry.name, entry.version);
    expect(value?.entry).toEqual(entryOf(entry.name, bytes, entry.version.at));
    const found = value === undefined ? undefined : await allOf(value);
    expect(found?.equals(bytes), entry.name).toBe(true);
  }
  const large = [...store.entries(), ...store.asides()].filter(({ bytes }) => bytes > 65_536);
  expect(await filesIn(folder)).toHaveLength(large.length);
}

test('damage in what the last life wrote last is told, and no value comes out of it that was never stored', async () => {
  const folder = await temporaryFolder();
  await killAfter(900, folder, 0);
  await flipBit(`${await databaseIn(folder)}-wal`, 60_000);

  const told: string[] = [];
  await using store = await openDiskStore({ folder, onTrouble: (words) => told.push(words) });
  expect(told).toEqual([expect.stringMatching(/was damaged where its last writes stood \(lost: \d+\);/)]);
  for (const { name, version } of store.entries()) {
    expect((await read(store, name))?.equals(turnOf(seed, name, version.at).bytes), name).toBe(true);
  }
});
