// What a folder gives back when it is opened again, and what is gone by then.

import { randomBytes } from 'node:crypto';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { checkedHeadOf } from '../../src/store/head.ts';
import { openDiskStore } from '../../src/store/index.ts';
import { databaseIn, filesIn } from './damage.ts';
import { temporaryFolder } from './temporary-folder.ts';
import { allOf, entryOf, keep, namesIn, parked, read } from './values.ts';

const small = Buffer.from('a small value');

test('what is held and kept aside is there when the folder is opened again, with the charter', async () => {
  const folder = await temporaryFolder();
  const large = randomBytes(200_000);
  {
    await using store = await openDiskStore({ folder });
    await keep(store, 'rings & things', small, 1);
    await keep(store, 'rings & things', large, 2, 'keep-aside');
    await keep(store, '2067', small);
    await store.saveCharter('arcs');
  }

  await using store = await openDiskStore({ folder });
  expect(store.count).toBe(2);
  expect(namesIn(store)).toEqual(['2067', 'rings & things']);
  expect(store.entryOf('2067')).toEqual(entryOf('2067', small));
  expect(store.entryOf('rings & things')).toEqual(entryOf('rings & things', large, 2));
  expect([...store.asides()]).toEqual([entryOf('rings & things', small, 1)]);
  expect(store.charter()).toBe('arcs');
  expect(await read(store, 'rings & things')).toEqual(large);
  await using aside = await store.open('rings & things', entryOf('', small, 1).version);
  expect(aside === undefined ? undefined : await allOf(aside)).toEqual(small);
});

test('parks and stagings that nobody has committed leave nothing behind at the next opening', async () => {
  const folder = await temporaryFolder();
  const large = randomBytes(200_000);
  {
    await using store = await openDiskStore({ folder });
    await keep(store, '2067', large);
    await store.stage('small', entryOf('2068', small), { bytes: small });
    await store.stage('large', entryOf('2069', large), await parked(store, large));
    await parked(store, large);
    const begun = await store.beginPark('begun', 3);
    await begun.write(Buffer.from('ab'));
  }
  await writeFile(join(folder, 'values', '77'), 'a file that a crash has left');

  await using store = await openDiskStore({ folder });
  expect(store.count).toBe(1);
  expect(await filesIn(folder)).toHaveLength(1);
  await expect(store.commit('small', 'drop')).rejects.toMatchObject({ code: 'unknown-token' });
  await store[Symbol.asyncDispose]();
  using database = new DatabaseSync(await databaseIn(folder));
  const rows = 'SELECT (SELECT count(*) FROM head) AS heads, (SELECT count(*) FROM content) AS contents';
  expect(database.prepare(rows).get()).toEqual({ heads: 1, contents: 0 });
});

test('of commits and removals of one name at once nothing is left but the last, on the disk as well', async () => {
  const folder = await temporaryFolder();
  const turns = Array.from({ length: 10 }, (_, turn) => turn);
  {
    await using store = await openDiskStore({ folder });
    for (const turn of turns) {
      await store.stage(`${turn}`, entryOf('2067', small, turn), { bytes: small });
    }
    await Promise.all([
      ...turns.map((turn) => store.commit(`${turn}`, 'drop')),
      store.remove('2067', entryOf('2067', small, 9).version),
      keep(store, '2067', small, 3),
    ]);
  }

  using database = new DatabaseSync(await databaseIn(folder));
  const lines = database.prepare('SELECT line FROM head').all();
  expect(lines.map(({ line }) => checkedHeadOf(line)?.entry.version.at)).toEqual([3]);
  expect(database.prepare('SELECT count(*) AS contents FROM content').get()).toEqual({ contents: 1 });
});

test('what a value leaves when it is replaced, removed or dropped is taken from the disk', async () => {
  const folder = await temporaryFolder();
  const large = randomBytes(200_000);
  {
    await using store = await openDiskStore({ folder });
    await keep(store, '2067', large, 1);
    await keep(store, '2067', randomBytes(100_000), 2);
    const { version } = await keep(store, '2068', large);
    await store.remove('2068', version);
    await store.stage('a token', entryOf('2069', large), await parked(store, large));
    await store.drop('a token');
    await expect(store.beginPark('an id', 3).then((park) => park.abort())).resolves.toBeUndefined();
  }

  expect(await filesIn(folder)).toHaveLength(1);
});

test('a peer that has kept nothing has no database, and files of others are left alone', async () => {
  const folder = await temporaryFolder();
  await mkdir(join(folder, 'values'));
  const others = ['notes.txt', 'ab'.repeat(32), '0', '-1', '1e3', '9999999999999999'];
  for (const name of others) await writeFile(join(folder, 'values', name), 'not ours');
  {
    await using store = await openDiskStore({ folder });
    expect(store.count).toBe(0);
    expect(await store.open('2067')).toBeUndefined();
  }

  expect((await readdir(folder)).toSorted()).toEqual(['lock', 'values']);
  expect((await readdir(join(folder, 'values'))).toSorted()).toEqual(others.toSorted());
});

test('names never become paths: every file in the folder is named by numbers or by us', async () => {
  const folder = await temporaryFolder();
  {
    await using store = await openDiskStore({ folder });
    for (const name of ['../../etc/passwd', '/etc/passwd', 'a/b'])
      await keep(store, name, randomBytes(70_000));
  }

  const files = (await readdir(folder, { recursive: true })).filter((file) => !/^values\/\d+$/.test(file));
  expect(files.toSorted()).toEqual(['lock', 'values', 'values.1.db']);
});

test('ids are not given again: a park after a reopening never meets the file of another', async () => {
  const folder = await temporaryFolder();
  const values = Array.from({ length: 3 }, () => randomBytes(70_000));
  for (const [turn, bytes] of values.entries()) {
    await using store = await openDiskStore({ folder });
    await keep(store, `${turn}`, bytes);
  }

  await using store = await openDiskStore({ folder });
  for (const [turn, bytes] of values.entries()) expect(await read(store, `${turn}`)).toEqual(bytes);
});

test('a head that is longer than a page of the database comes back whole', async () => {
  const folder = await temporaryFolder();
  const bare = entryOf('\u0001'.repeat(255), small);
  const [receipt] = bare.receipts;
  const receipts = Array.from({ length: 64 }, (_, turn) => ({
    request: `${turn} `.repeat(60),
    stamp: receipt?.stamp ?? bare.version,
  }));
  const entry = { ...bare, receipts };
  expect(JSON.stringify(entry).length).toBeGreaterThan(8_192);
  {
    await using store = await openDiskStore({ folder });
    await store.keep(entry, { bytes: small }, 'drop');
  }

  await using store = await openDiskStore({ folder });
  expect([...store.entries()]).toEqual([entry]);
});

test('a database that cannot be made is refused in words, and is made as soon as it can be', async () => {
  const folder = await temporaryFolder();
  await using store = await openDiskStore({ folder });
  await mkdir(join(folder, 'values.1.db.new', 'in the way'), { recursive: true });
  await expect(keep(store, '2067', small)).rejects.toMatchObject({
    code: 'folder-unusable',
    message: expect.stringContaining(`nothing can be kept in ${folder}`),
  });

  await rm(join(folder, 'values.1.db.new'), { recursive: true });
  await keep(store, '2067', small);
  expect(await read(store, '2067')).toEqual(small);
});

test('what the system refuses is told in words, and the store goes on', async () => {
  const folder = await temporaryFolder();
  await using store = await openDiskStore({ folder });
  await keep(store, '2067', small);
  await rm(join(folder, 'values'), { recursive: true });
  await expect(store.beginPark('an id', 3)).rejects.toMatchObject({
    code: 'disk-failed',
    message: expect.stringMatching(/^this peer's disk failed at the park "an id": ENOENT.*; try again/),
  });

  await mkdir(join(folder, 'values'));
  await keep(store, '2068', randomBytes(70_000));
  expect(store.count).toBe(2);
});

test('a folder that cannot be used is refused in one line that names it', async () => {
  const folder = await temporaryFolder();
  const path = join(folder, 'a-file');
  await writeFile(path, '');

  await expect(openDiskStore({ folder: path })).rejects.toMatchObject({
    code: 'folder-unusable',
    message: expect.stringMatching(/^nothing can be kept in .*a-file: .*; give this peer another folder$/),
  });
});

test('four hundred values that are removed again give their room back to the system', async () => {
  const folder = await temporaryFolder();
  await using store = await openDiskStore({ folder });
  const names = Array.from({ length: 400 }, (_, turn) => `${turn}`);
  await Promise.all(names.map((name) => keep(store, name, randomBytes(60_000))));
  await Promise.all(names.map((name) => store.remove(name, entryOf(name, small).version)));
  for (let turn = 0; turn < 40; turn += 1) {
    await keep(store, '2067', small, turn);
  }
  await store[Symbol.asyncDispose]();

  using database = new DatabaseSync(await databaseIn(folder));
  expect(Number(database.prepare('PRAGMA freelist_count').get()?.['freelist_count'])).toBeLessThan(1_200);
});
