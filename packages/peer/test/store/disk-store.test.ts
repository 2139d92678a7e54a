import { randomBytes } from 'node:crypto';
import { appendFile, mkdir, open, readdir, rename, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openDiskStore } from '../../src/store/index.ts';
import { temporaryFolder } from './temporary-folder.ts';
import { valueStoreConformance, type Limits } from './value-store.conformance.ts';
import { namesIn, put, read } from './values.ts';

valueStoreConformance(async ({ valueBytesMax, capacityBytes }: Limits = {}) =>
  openDiskStore({
    folder: join(await temporaryFolder(), 'peer-2'),
    ...(valueBytesMax !== undefined && { valueBytesMax }),
    ...(capacityBytes !== undefined && { freeBytes: async () => capacityBytes }),
  }),
);

/** The only file in `values/`. */
async function valueFile(folder: string): Promise<string> {
  const [file = ''] = await readdir(join(folder, 'values'));
  return join(folder, 'values', file);
}

async function flipByte(path: string, position: number): Promise<void> {
  await using file = await open(path, 'r+');
  const byte = Buffer.alloc(1);
  await file.read(byte, 0, 1, position);
  await file.write(Buffer.from([byte.readUInt8() ^ 1]), 0, 1, position);
}

test('what was stored is there when the folder is opened again', async () => {
  const folder = await temporaryFolder();
  const bytes = randomBytes(200_000);
  {
    await using store = await openDiskStore({ folder });
    await put(store, 'rings & things', bytes);
  }

  await using store = await openDiskStore({ folder });
  expect(store.count).toBe(1);
  expect(await namesIn(store)).toEqual(['rings & things']);
  expect((await read(store, 'rings & things'))?.bytes).toEqual(bytes);
});

test('nothing but values, the lock and empty incoming/ is left in the folder after puts of every end', async () => {
  const folder = await temporaryFolder();
  {
    await using store = await openDiskStore({ folder });
    await put(store, '2067', randomBytes(10));
    await expect(put(store, '2068', randomBytes(10), 5, { size: 11 })).rejects.toThrow('2068');
    await (await store.beginPut('2069', 3)).abort();
    await store.beginPut('2070', 3);
  }

  expect((await readdir(folder)).toSorted()).toEqual(['incoming', 'lock', 'values']);
  expect(await readdir(join(folder, 'incoming'))).toEqual([]);
  expect(await readdir(join(folder, 'values'))).toHaveLength(1);
});

test('what a crash left in incoming/ is removed at the next start', async () => {
  const folder = await temporaryFolder();
  await mkdir(join(folder, 'incoming'));
  await writeFile(join(folder, 'incoming', '1'), 'half a val');

  await using store = await openDiskStore({ folder });
  expect(store.count).toBe(0);
  expect(await readdir(join(folder, 'incoming'))).toEqual([]);
});

const damages: readonly [string, (path: string) => Promise<void>][] = [
  ['a bit of the content has flipped', (path) => flipByte(path, 150_000)],
  ['a bit of the name has flipped', (path) => flipByte(path, 51)],
  ['a bit of the SHA-256 has flipped', (path) => flipByte(path, 20)],
  ['the end is missing', (path) => truncate(path, 150_000)],
  ['everything is missing', (path) => truncate(path, 0)],
  ['bytes were added', (path) => appendFile(path, 'more')],
];

for (const [what, damage] of damages) {
  test(`a file is never given out when ${what}, and a new put mends it`, async () => {
    const folder = await temporaryFolder();
    await using store = await openDiskStore({ folder });
    await put(store, '2067', randomBytes(200_000));
    await damage(await valueFile(folder));

    await expect(store.open('2067')).rejects.toMatchObject({
      code: 'damaged',
      message: expect.stringMatching(/^"2067" was damaged on this peer's disk/),
    });
    await put(store, '2067', Buffer.from('mended'));
    expect((await read(store, '2067'))?.bytes.toString()).toBe('mended');
  });
}

test("a value is not given out under another value's name", async () => {
  const folder = await temporaryFolder();
  await using store = await openDiskStore({ folder });
  await put(store, '2067', Buffer.from('value of 2067'));
  const path = await valueFile(folder);
  await put(store, '2068', Buffer.from('value of 2068'));
  const files = await readdir(join(folder, 'values'));
  const other = files.map((file) => join(folder, 'values', file)).find((file) => file !== path) ?? '';
  await rename(other, path);

  await expect(store.open('2067')).rejects.toMatchObject({ code: 'damaged' });
});

test('what the system refuses is told in words, and the store goes on', async () => {
  const folder = await temporaryFolder();
  await using store = await openDiskStore({ folder });
  await put(store, '2067', Buffer.from('value of 2067'));
  await rm(join(folder, 'incoming'), { recursive: true });
  await expect(store.beginPut('2068', 3)).rejects.toMatchObject({
    code: 'disk-failed',
    message: expect.stringMatching(/^this peer's disk failed at "2068": ENOENT.*; try again/),
  });

  await mkdir(join(folder, 'incoming'));
  await put(store, '2068', Buffer.from('abc'));
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
