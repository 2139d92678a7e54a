import { readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Contact } from '../../src/ring/contact.ts';
import { identifierSpace, toIdentifier } from '../../src/ring/space.ts';
import { openDiskLife, openMemoryLife, type LifeRecord } from '../../src/store/index.ts';
import { temporaryFolder } from './temporary-folder.ts';

const space = identifierSpace(8);
const contacts: readonly Contact[] = [4, 5].map((id) => ({
  id: toIdentifier(space, id),
  epoch: 1_000 + id,
  address: `127.0.0.1:${12_000 + id}`,
}));

/** A way to begin one life after another with the same record. */
const records: readonly [string, () => Promise<() => Promise<LifeRecord>>][] = [
  [
    'on disk',
    async () => {
      const folder = await temporaryFolder();
      return () => openDiskLife(folder);
    },
  ],
  [
    'in memory',
    async () => {
      const life = openMemoryLife();
      return async () => life;
    },
  ],
];

for (const [where, prepare] of records) {
  test(`the epoch grows with every life, also when the clock went back or stood still (${where})`, async () => {
    const nextLife = await prepare();
    const epochs: number[] = [];
    for (const nowMs of [5_000, 5_000, 4_000, 9_000]) epochs.push(await (await nextLife()).begin(nowMs));

    expect(epochs).toEqual([5_000, 5_001, 5_002, 9_000]);
  });

  test(`the next life knows whom the last one saved (${where})`, async () => {
    const nextLife = await prepare();
    expect(await (await nextLife()).loadContacts()).toEqual([]);
    const life = await nextLife();
    await Promise.all([
      life.saveContacts(contacts.toReversed()),
      life.saveContacts([]),
      life.saveContacts(contacts),
    ]);

    expect(await (await nextLife()).loadContacts()).toEqual(contacts);
  });
}

test('contacts that cannot be read are nobody, for they are only hints', async () => {
  const folder = await temporaryFolder();
  for (const text of ['', '{', '[1]', '[{"id":-1,"epoch":1,"address":"a:1"}]', '{"id":1}', 'null']) {
    await writeFile(join(folder, 'contacts.json'), text);
    expect(await (await openDiskLife(folder)).loadContacts(), text).toEqual([]);
  }
});

test('an epoch that cannot be read is refused in words, not begun anew', async () => {
  const folder = await temporaryFolder();
  await writeFile(join(folder, 'life.json'), '{"epoch":');

  await expect((await openDiskLife(folder)).begin(1)).rejects.toMatchObject({
    code: 'damaged',
    message: expect.stringContaining('does not know which life it is in'),
  });
});

test('a record that cannot be kept is refused in words', async () => {
  const folder = await temporaryFolder();
  const life = await openDiskLife(join(folder, 'peer'));
  await rm(join(folder, 'peer'), { recursive: true });

  await expect(life.begin(1)).rejects.toMatchObject({ code: 'folder-unusable' });
  await expect(life.saveContacts(contacts)).rejects.toMatchObject({ code: 'folder-unusable' });
});

test('a life leaves no temporary files beside its record', async () => {
  const folder = await temporaryFolder();
  const life = await openDiskLife(folder);
  await life.begin(1);
  await life.saveContacts(contacts);

  expect((await readdir(folder)).toSorted()).toEqual(['contacts.json', 'life.json']);
});
