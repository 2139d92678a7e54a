// Stores and requests that circled, cut, lost or misnamed files in the seeds' program.

import { randomBytes } from 'node:crypto';
import { readFile, readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { startPeer } from '@ringside/peer';
import { freeBasePort, runPeer, temporaryFolder } from './real-process.ts';
import { RealRing } from './real-ring.ts';
import { beginRing, classicIds, startRing } from './start-ring.ts';

vi.setConfig({ testTimeout: 20_000 });

const words = Buffer.from('some words');

test('S1: a key that is an id, one past the last id, and one between two go to the first peer at or after them', async () => {
  const ring = await startRing();
  const owners = await Promise.all(
    ['0020', '0255', '0000', '0003', '0008', '0256'].map(async (name) => [
      name,
      (await ring.peer(8).store(name, { bytes: words })).owner,
    ]),
  );
  expect(Object.fromEntries(owners)).toEqual({
    '0020': 2,
    '0255': 2,
    '0000': 2,
    '0003': 4,
    '0008': 8,
    '0256': 2,
  });
});

test('S2: a store and a request before the owner knows its predecessor end, after few hops', async () => {
  const ring = new RealRing();
  await Promise.all(classicIds.map((id) => ring.add(id)));
  beginRing(ring, classicIds);
  expect(ring.peer(19).status().pred).toEqual([]);
  const stored = await ring.peer(4).store('2066', { bytes: words });
  const requested = await ring.peer(4).request('2066', join(temporaryFolder(), 'out'));

  expect([stored.owner, requested.owner]).toEqual([19, 19]);
  const forwards = classicIds.flatMap((id) => ring.notices(id).filter(({ event }) => event === 'forwarded'));
  expect(forwards.length).toBeLessThan(100);
});

test('S3: a peer with id 0 has neighbours, is named by them, and keeps its keys', async () => {
  const ids = [0, 4, 8, 19];
  const ring = await startRing(ids);
  expect(ring.draw()).toEqual(['8 19 < 0 > 4 8', '19 0 < 4 > 8 19', '0 4 < 8 > 19 0', '4 8 < 19 > 0 4']);
  expect(await ring.peer(8).store('0255', { bytes: words })).toMatchObject({ owner: 0, route: [8, 19, 0] });
  expect(await ring.peer(0).store('0002', { bytes: words })).toMatchObject({ owner: 4, route: [0, 4] });
});

test('S4: a ring of one keeps everything itself, and says each thing once', async () => {
  const ring = await startRing([2]);
  expect(await ring.peer(2).store('0005', { bytes: words })).toMatchObject({
    owner: 2,
    route: [2],
    bytes: 10,
  });
  expect(ring.notices(2).filter(({ event }) => event === 'store-accepted')).toHaveLength(1);
  expect(ring.notices(2).length).toBeLessThan(20);
});

test('S5: storing a file leaves that file as it was', async () => {
  const folder = temporaryFolder();
  const ring = new RealRing();
  const keeper = await ring.add(7, { folder });
  keeper.create();
  const own = randomBytes(5_000);
  await writeFile(join(folder, '4103.pdf'), own);
  expect(await keeper.store('4103')).toMatchObject({ bytes: 5_000, source: 'own-file' });
  await keeper.request('4103');

  expect(await readFile(join(folder, '4103.pdf'))).toEqual(own);
  expect(await readFile(join(folder, 'received_4103.pdf'))).toEqual(own);
});

test('S6: a name with a leading zero is one name for storing and requesting', async () => {
  const folder = temporaryFolder();
  const ring = await startRing([2, 9]);
  await ring.peer(2).store('0159', { bytes: words });
  const { path } = await ring.peer(9).request('0159', join(folder, 'received_0159.pdf'));
  expect(await readFile(path)).toEqual(words);
});

/** What a peer by hand answers to one typed line. */
async function answersTo(typed: readonly string[]): Promise<string[][]> {
  const running = runPeer(['create', '7', '--base-port', `${freeBasePort()}`]);
  await running.untilLine('Launched peer: <Peer[7]->None->None>');
  const answers: string[][] = [];
  for (const line of typed) {
    const from = running.lines.length;
    running.type(line);
    await vi
      .waitUntil(() => running.lines.length > from, { timeout: 3_000, interval: 5 })
      .catch(() => undefined);
    running.type('Help me');
    await vi.waitUntil(() => running.lines.at(-1)?.includes('stands alone'), { timeout: 3_000, interval: 5 });
    answers.push(running.lines.slice(from, -1));
  }
  return answers;
}

test('S7, S8: every line that cannot be obeyed is answered with one line that says why', async () => {
  const four = 'is no name here: names are exactly four digits, such as';
  expect(
    await answersTo(['Store 7', 'Request 7', 'Store abcd', 'Store 12345', 'foo', 'Store', 'Lookup 1 2']),
  ).toEqual([
    [`> "7" ${four} 0007`],
    [`> "7" ${four} 0007`],
    [`> "abcd" ${four} 2067`],
    [`> "12345" ${four} 2067`],
    ['> there is no command "foo"; type Help for those there are'],
    ['> Store needs a name, such as: Store 2067'],
    ['> Lookup needs one name, such as: Lookup 2067'],
  ]);
});

test('S8: spaces before a command and its case do not matter', async () => {
  const running = runPeer(['create', '7', '--base-port', `${freeBasePort()}`]);
  await running.untilLine('Launched peer: <Peer[7]->None->None>');
  running.type('   sTORE   2067');
  await running.untilLine('> Store 2067 request accepted');
  await running.untilLine('Route: 7');
  expect(running.errors).toEqual([]);
});

test('S9: what the owner does not have is "not found" to whoever asks, the owner included, and leaves no file', async () => {
  const folder = temporaryFolder();
  const ring = await startRing();
  for (const asker of [8, 9]) {
    await expect(ring.peer(asker).request('0009', join(folder, 'out'))).rejects.toMatchObject({
      code: 'not-found',
      message: '0009 is not stored: peer 9 owns it and does not have it',
    });
  }
  expect(ring.notices(9)).not.toContainEqual(expect.objectContaining({ event: 'value-here' }));
  expect(await readdir(folder)).toEqual([]);
});

test('S10: a file of any size comes back identical, and its arrival is told', async () => {
  const folder = temporaryFolder();
  const ring = new RealRing();
  await Promise.all([2, 9].map((id) => ring.add(id, { folder: join(folder, `${id}`) })));
  beginRing(ring, [2, 9]);
  await ring.untilIdeal();
  for (const size of [0, 1, 10, 900, 1_000, 1_500, 65_535, 65_536, 65_537, 1_048_576]) {
    const bytes = randomBytes(size);
    const given = join(folder, 'given');
    await writeFile(given, bytes);
    expect(await ring.peer(2).store('0009', { path: given })).toMatchObject({
      owner: 9,
      bytes: size,
      source: 'file',
    });
    const { path } = await ring.peer(2).request('0009');
    expect((await readFile(path)).equals(bytes), `${size} bytes`).toBe(true);
    const told = ring.notices(2).findLast(({ event }) => event === 'received');
    expect(told).toEqual({ event: 'received', name: '0009', bytes: size, path });
  }
  // Only the last version has left a file.
  expect(await readdir(join(folder, '9', 'values'))).toHaveLength(1);
});

/** Two peers, the second one on disk, and a value of it in which one byte has changed. */
async function startDamaged(
  replicas: number,
): Promise<{ ring: RealRing; bytes: Uint8Array; folder: string }> {
  const folder = temporaryFolder();
  const ring = new RealRing({ replicas });
  await ring.add(2);
  await ring.add(9, { folder });
  beginRing(ring, [2, 9]);
  await ring.untilIdeal();
  const bytes = randomBytes(100_000);
  await ring.peer(2).store('0009', { bytes });
  const [file = ''] = await readdir(join(folder, 'values'));
  const onDisk = await readFile(join(folder, 'values', file));
  onDisk[onDisk.length - 1] = 1 ^ (onDisk.at(-1) ?? 0);
  await writeFile(join(folder, 'values', file), onDisk);
  return { ring, bytes, folder };
}

test('a value damaged on the disk of its owner is mended from a copy, and never given out', async () => {
  const { ring, bytes, folder } = await startDamaged(2);
  const { path } = await ring.peer(2).request('0009', join(folder, 'out'));
  expect((await readFile(path)).equals(bytes)).toBe(true);
  expect(ring.notices(9)).toContainEqual(expect.objectContaining({ event: 'trouble', code: 'damaged' }));
});

test('a damaged value of which there is no copy is refused in words, and leaves no file', async () => {
  const { ring, folder } = await startDamaged(1);
  const path = join(folder, 'out');
  await expect(ring.peer(2).request('0009', path)).rejects.toMatchObject({
    code: 'unavailable',
    message: expect.stringContaining('damaged'),
  });
  await expect(stat(path)).rejects.toMatchObject({ code: 'ENOENT' });
});

test('a peer whose database is damaged starts, says so, and keeps values again', async () => {
  const folder = temporaryFolder();
  {
    await using former = await startPeer({ id: 7, listen: '127.0.0.1:0', folder });
    former.create();
    await former.store('0001', { bytes: words });
  }
  const database = await readFile(join(folder, 'values.1.db'));
  await writeFile(join(folder, 'values.1.db'), database.subarray(0, 10_000));

  const ring = new RealRing();
  const keeper = await ring.add(7, { folder });
  keeper.create();
  expect(ring.notices(7)).toContainEqual(
    expect.objectContaining({ event: 'trouble', code: 'store-damaged' }),
  );
  await keeper.store('0002', { bytes: words });
  const { path } = await keeper.request('0002', join(folder, 'out'));
  expect(await readFile(path)).toEqual(words);
});

test('twelve stores and twelve requests at once between the same two peers all succeed', async () => {
  const folder = temporaryFolder();
  const ring = await startRing([2, 9]);
  const names = Array.from({ length: 12 }, (_, place) => `${1_024 + 256 * place + 5}`.padStart(4, '0'));
  const bytes = randomBytes(300_000);
  await Promise.all(names.map((name) => ring.peer(2).store(name, { bytes })));
  const requested = await Promise.all(names.map((name) => ring.peer(2).request(name, join(folder, name))));
  expect(requested.map((each) => [each.owner, each.bytes])).toEqual(names.map(() => [9, 300_000]));
});
