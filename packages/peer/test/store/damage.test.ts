// What is damaged on the disk is found, never given out, and takes nothing else with it.

import { randomBytes } from 'node:crypto';
import { appendFile, readdir, readFile, rename, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openDiskStore } from '../../src/store/index.ts';
import { databaseIn, filesIn, flipBit, overwrite, placeOf } from './damage.ts';
import { temporaryFolder } from './temporary-folder.ts';
import { keep, namesIn, read, readOrDamaged } from './values.ts';

const large = randomBytes(200_000);
const pageBytes = 8_192;

/** A folder with a large value, 2067, and small ones, 0 to 199; each of these begins with words of its own. */
async function filledFolder(): Promise<string> {
  const folder = await temporaryFolder();
  await using store = await openDiskStore({ folder });
  await keep(store, '2067', large);
  await Promise.all(Array.from({ length: 200 }, (_, turn) => keep(store, `${turn}`, smallValue(turn))));
  return folder;
}

function smallValue(turn: number): Buffer {
  return Buffer.from(`<value of ${turn}> `.repeat(1 + (turn % 50) * 10));
}

/** Opens the store; every value in it that can be read is what was stored. Resolves with the names that cannot, and with what was told. */
async function surveyed(folder: string): Promise<{ damaged: string[]; held: string[]; told: string[] }> {
  const told: string[] = [];
  await using store = await openDiskStore({ folder, onTrouble: (words) => told.push(words) });
  const damaged: string[] = [];
  for (const name of namesIn(store)) {
    const expected = name === '2067' ? large : smallValue(Number(name));
    const bytes = await readOrDamaged(store, name);
    if (bytes === 'damaged') damaged.push(name);
    expect(bytes === 'damaged' || bytes?.equals(expected), name).toBe(true);
  }
  await keep(store, 'stored afterwards', large);
  await keep(store, 'stored afterwards', Buffer.from('small'), 2);
  expect((await read(store, 'stored afterwards'))?.toString()).toBe('small');
  await store.remove('stored afterwards', store.entryOf('stored afterwards')?.version ?? fail());
  return { damaged, held: namesIn(store), told };
}

function fail(): never {
  throw new Error('nothing is held under that name');
}

const fileDamages: readonly [string, (path: string) => Promise<void>][] = [
  ['a bit has flipped', (path) => flipBit(path, 150_000)],
  ['the end is missing', (path) => truncate(path, 150_000)],
  ['everything is missing', (path) => truncate(path, 0)],
  ['bytes were added', (path) => appendFile(path, 'more')],
  ['there is no file', (path) => rm(path)],
];

for (const [what, damage] of fileDamages) {
  test(`a large value is never given out when ${what}, and keeping it again mends it`, async () => {
    const folder = await temporaryFolder();
    await using store = await openDiskStore({ folder });
    await keep(store, '2067', large, 1);
    await damage((await filesIn(folder))[0] ?? '');

    await expect(store.open('2067')).rejects.toMatchObject({
      code: 'damaged',
      message: '"2067" was damaged on this peer\'s disk and is not given out; store it again',
    });
    await keep(store, '2067', large, 1);
    expect(await read(store, '2067')).toEqual(large);
  });
}

test('a large value that is checked as it is read is never given out whole when a bit has flipped, and is when none has', async () => {
  const folder = await temporaryFolder();
  await using store = await openDiskStore({ folder });
  await keep(store, '2067', large, 1);
  const taken = async (): Promise<Buffer> => {
    const pieces: Uint8Array[] = [];
    await using value = await store.open('2067', undefined, 'on-the-way');
    for await (const chunk of value?.chunks() ?? []) pieces.push(chunk);
    return Buffer.concat(pieces);
  };
  expect((await taken()).equals(large)).toBe(true);
  for (const place of [0, 150_000, large.length - 1]) {
    await flipBit((await filesIn(folder))[0] ?? '', place);
    await expect(taken(), `bit at ${place}`).rejects.toMatchObject({ code: 'damaged' });
    await flipBit((await filesIn(folder))[0] ?? '', place);
  }
});

test('the file of one value is not given out as another one', async () => {
  const folder = await temporaryFolder();
  await using store = await openDiskStore({ folder });
  await keep(store, '2067', large);
  await keep(store, '2068', randomBytes(200_000));
  const [one = '', other = ''] = await filesIn(folder);
  await rename(other, one);

  await expect(store.open('2067')).rejects.toMatchObject({ code: 'damaged' });
  await expect(store.open('2068')).rejects.toMatchObject({ code: 'damaged' });
});

test('a large value whose file is gone at the opening is counted as lost, and that is said once', async () => {
  const folder = await filledFolder();
  await rm((await filesIn(folder))[0] ?? '');

  const { held, told } = await surveyed(folder);
  expect(held).toHaveLength(200);
  expect(told).toEqual([
    `large values in ${folder} have lost their files (1); copies on other peers mend what is lost`,
  ]);
});

test('a bit that flips in a small value damages that value alone', async () => {
  const folder = await filledFolder();
  const path = await databaseIn(folder);
  await flipBit(path, await placeOf(path, '<value of 100>'));

  expect(await surveyed(folder)).toMatchObject({ damaged: ['100'], held: { length: 201 }, told: [] });
});

test('a head that is damaged loses its value alone, and that is said once, with the number', async () => {
  const folder = await filledFolder();
  const path = await databaseIn(folder);
  await flipBit(path, await placeOf(path, '"name":"100"'));

  const { damaged, held, told } = await surveyed(folder);
  expect(damaged).toEqual([]);
  expect(held).toHaveLength(200);
  expect(held).not.toContain('100');
  expect(told).toEqual([
    `the database in ${folder} was damaged and is mended (versions kept: 200, lost: 1); copies on other peers mend what is lost`,
  ]);
  expect((await surveyed(folder)).told).toEqual([]);
});

const databaseDamages: readonly [string, (path: string) => Promise<void>][] = [
  ['the first bytes of the database', (path) => overwrite(path, 0, randomBytes(100))],
  ['the page that leads to all tables', (path) => overwrite(path, 0, randomBytes(pageBytes))],
  ['the root of the table of heads', (path) => overwrite(path, 2 * pageBytes, randomBytes(pageBytes))],
  ['the number of heads', (path) => overwrite(path, 4 * pageBytes, randomBytes(pageBytes))],
];

for (const [what, damage] of databaseDamages) {
  test(`no value is lost with ${what}`, async () => {
    const folder = await filledFolder();
    await damage(await databaseIn(folder));

    const { damaged, held, told } = await surveyed(folder);
    expect(damaged).toEqual([]);
    expect(held).toHaveLength(201);
    expect(told).toHaveLength(1);
  });
}

test('large values outlive the loss of all small ones', async () => {
  const folder = await filledFolder();
  await overwrite(await databaseIn(folder), 3 * pageBytes, randomBytes(pageBytes));
  {
    await using store = await openDiskStore({ folder });
    await expect(store.open('100')).rejects.toMatchObject({ code: 'damaged' });
    expect(await read(store, '2067')).toEqual(large);
    // This is where it is noticed: the table has no place left for a new value.
    await keep(store, '300', smallValue(300));
    expect(await read(store, '300')).toEqual(smallValue(300));
  }

  const { damaged, held } = await surveyed(folder);
  expect(damaged).toEqual([]);
  expect(held).toEqual(['2067', '300']);
});

test('a database that is cut off, emptied or no database at all does not keep the store from opening', async () => {
  for (const [what, damage] of [
    ['cut off', async (path: string) => truncate(path, (await readFile(path)).length / 2)],
    ['cut within its first page', (path: string) => truncate(path, 1_000)],
    ['emptied', (path: string) => truncate(path, 0)],
    ['a letter', (path: string) => writeFile(path, 'Dear peer, '.repeat(1_000))],
  ] as const) {
    const folder = await filledFolder();
    await damage(await databaseIn(folder));
    const { damaged, told } = await surveyed(folder);
    expect(damaged, what).toEqual([]);
    expect(told, what).toHaveLength(1);
  }
});

test('a charter that was being written when power failed is the one before', async () => {
  const folder = await temporaryFolder();
  {
    await using store = await openDiskStore({ folder });
    for (const text of ['first', 'second', 'third']) await store.saveCharter(text);
  }
  const torn = (await readFile(join(folder, 'charter'), 'utf8')).includes('third') ? 'charter' : 'charter.2';
  await flipBit(join(folder, torn), 70);
  await using store = await openDiskStore({ folder });

  expect(store.charter()).toBe('second');
  await store.saveCharter('fourth');
  expect(store.charter()).toBe('fourth');
});

test('a charter that is damaged is not believed, and that is said', async () => {
  for (const damage of [
    (path: string) => flipBit(path, 70),
    (path: string) => flipBit(path, 3),
    (path: string) => truncate(path, 66),
    (path: string) => truncate(path, 0),
  ]) {
    const folder = await temporaryFolder();
    {
      await using store = await openDiskStore({ folder });
      await store.saveCharter('what the keeper knows');
    }
    await damage(join(folder, (await readdir(folder)).find((file) => file.startsWith('charter')) ?? ''));
    const told: string[] = [];
    await using store = await openDiskStore({ folder, onTrouble: (words) => told.push(words) });

    expect(store.charter()).toBeUndefined();
    expect(told).toEqual([expect.stringContaining('cannot be believed')]);
    await store.saveCharter('anew');
    expect(store.charter()).toBe('anew');
  }
});
