// A disk without room: refused in words, nothing harmed, reads go on, and writes again as soon as there is room.

import { randomBytes } from 'node:crypto';
import { expect, onTestFinished, test } from 'vitest';
import { openDiskStore, type ValueStore } from '../../src/store/index.ts';
import { smallDisk, smallDiskTrouble } from './small-disk.ts';
import { temporaryFolder } from './temporary-folder.ts';
import { entryOf, keep, namesIn, parked, read } from './values.ts';

const trouble = smallDiskTrouble();
const cannotFill = trouble !== undefined;
const small = Buffer.from('a small value');
const full = {
  code: 'disk-full',
  message: expect.stringMatching(/^no room for .*; free some space on the disk/),
};

/** Keeps values of that size until there is no room for more; resolves with what was acknowledged. */
async function keepUntilFull(store: ValueStore, bytes: number): Promise<ReadonlyMap<string, Buffer>> {
  const kept = new Map<string, Buffer>();
  for (let turn = 0; ; turn += 8) {
    const outcomes = await Promise.allSettled(
      Array.from({ length: 8 }, async (_, place) => {
        const name = `${bytes} ${turn + place}`;
        const value = randomBytes(bytes);
        await keep(store, name, value);
        kept.set(name, value);
      }),
    );
    const refusals = outcomes.filter((outcome) => outcome.status === 'rejected');
    for (const { reason } of refusals) expect(reason).toMatchObject(full);
    if (refusals.length > 0) return kept;
  }
}

function codeOf(outcome: PromiseSettledResult<void>): unknown {
  return outcome.status === 'rejected' ? outcome.reason.code : undefined;
}

async function expectAll(store: ValueStore, kept: ReadonlyMap<string, Buffer>): Promise<void> {
  for (const [name, value] of kept) expect((await read(store, name))?.equals(value), name).toBe(true);
}

test('a value is refused while there is no room for it, and taken when there is', async () => {
  let freeBytes = 1_000;
  await using store = await openDiskStore({
    folder: await temporaryFolder(),
    freeBytes: async () => freeBytes,
  });
  await keep(store, '2067', small);
  await store.stage('a token', entryOf('2068', small), { bytes: small });
  freeBytes = 0;
  await expect(keep(store, '2069', small)).rejects.toMatchObject(full);
  await expect(store.stage('another', entryOf('2069', small), { bytes: small })).rejects.toMatchObject(full);
  await expect(store.beginPark('an id', 1)).rejects.toMatchObject(full);

  await store.commit('a token', 'drop');
  expect(await read(store, '2068')).toEqual(small);
  await store.remove('2067', entryOf('2067', small).version);
  expect(store.count).toBe(1);
  freeBytes = 1_000;
  await keep(store, '2069', small);
});

for (const bytes of [3_000, 60_000, 300_000]) {
  test(`a disk that the store itself fills with values of ${bytes} bytes leaves room to commit and to remove`, async ({
    skip,
  }) => {
    skip(cannotFill, trouble);
    const { folder } = await smallDisk(24);
    await using store = await openDiskStore({ folder });
    await store.stage('a token', entryOf('2067', small), { bytes: small });
    const kept = new Map(await keepUntilFull(store, bytes));
    expect(kept.size).toBeGreaterThan(20);
    await expectAll(store, kept);

    await store.commit('a token', 'drop');
    const gone = [...kept.keys()].slice(0, kept.size / 2);
    for (const name of gone) {
      await store.remove(name, entryOf(name, small).version);
      kept.delete(name);
    }
    const more = await keepUntilFull(store, bytes + 1);
    expect(more.size).toBeGreaterThan(gone.length / 3);
    await expectAll(store, kept);
    await expectAll(store, more);
    expect(await read(store, '2067')).toEqual(small);
  }, 120_000);
}

test('when others take the last byte nothing acknowledged is harmed, and writes work again when they give it back', async ({
  skip,
}) => {
  skip(cannotFill, trouble);
  const disk = await smallDisk(32);
  const store = await openDiskStore({ folder: disk.folder, freeBytes: async () => Infinity });
  onTestFinished(() => store[Symbol.asyncDispose]());
  const large = randomBytes(1_000_000);
  await keep(store, 'large', large);
  await keep(store, 'small', small);
  await store.stage('a token', entryOf('staged', small), { bytes: small });
  const park = await store.beginPark('an id', 20_000_000);
  await park.write(large);
  disk.fill(50_000);

  const kept = await keepUntilFull(store, 9_000);
  await expect(store.saveCharter('x'.repeat(100_000))).rejects.toMatchObject({ code: 'disk-full' });
  await expect(parked(store, large)).rejects.toMatchObject(full);
  await expect(park.write(large)).rejects.toMatchObject(full);
  const [committed] = await Promise.allSettled([store.commit('a token', 'drop')]);
  expect([undefined, 'disk-full']).toContain(codeOf(committed));
  await expectAll(store, kept);
  expect(await read(store, 'large')).toEqual(large);
  expect(await read(store, 'small')).toEqual(small);

  disk.empty();
  if (committed.status === 'rejected') await store.commit('a token', 'drop');
  await keep(store, 'afterwards', randomBytes(50_000));
  await keep(store, 'large', Buffer.concat([large, large]), 2);
  await store.saveCharter('arcs');
  await expectAll(store, kept);
  expect(await read(store, 'staged')).toEqual(small);
}, 60_000);

test('what needs little room is not refused with what needs more, when they come at once', async ({
  skip,
}) => {
  skip(cannotFill, trouble);
  const disk = await smallDisk(16);
  const store = await openDiskStore({ folder: disk.folder, freeBytes: async () => Infinity });
  onTestFinished(() => store[Symbol.asyncDispose]());
  const { version } = await keep(store, '2067', small);
  await store.stage('a token', entryOf('2068', small), { bytes: small });
  disk.fill(60_000);
  const large = Buffer.alloc(65_536);
  const [kept, ...others] = await Promise.allSettled([
    store.keep(entryOf('2069', large), { bytes: large }, 'drop'),
    store.commit('a token', 'drop'),
    store.remove('2067', version),
  ]);

  expect(kept).toMatchObject({ status: 'rejected', reason: full });
  expect(others.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled']);
  expect(namesIn(store)).toEqual(['2068']);
}, 60_000);

test('a store on a disk without a free byte can be opened and read', async ({ skip }) => {
  skip(cannotFill, trouble);
  const disk = await smallDisk(16);
  {
    await using store = await openDiskStore({ folder: disk.folder, freeBytes: async () => Infinity });
    await keep(store, 'small', small);
    await store.stage('a token', entryOf('staged', small), { bytes: small });
    await store.saveCharter('arcs');
  }
  disk.fill();

  await using store = await openDiskStore({ folder: disk.folder });
  expect(store.charter()).toBe('arcs');
  expect(await read(store, 'small')).toEqual(small);
  await expect(keep(store, '2067', small)).rejects.toMatchObject(full);
  disk.empty();
  await keep(store, '2067', small);
  expect(store.count).toBe(2);
}, 60_000);
