// Copies on real sockets and disks: values move when the ring changes, outlive whoever held them, and are never said to be absent.

import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { PeerError } from '@ringside/peer';
import { smallDisk, smallDiskTrouble } from '../store/small-disk.ts';
import { freeBasePort, temporaryFolder } from './real-process.ts';
import { RealRing } from './real-ring.ts';
import { beginRing } from './start-ring.ts';

vi.setConfig({ testTimeout: 30_000 });

const ids = [2, 5, 9, 14, 19];
const words = Buffer.from('a value');

interface Folders {
  readonly root: string;
  readonly of: (id: number) => string;
}

function folders(): Folders {
  const root = temporaryFolder();
  return { root, of: (id) => join(root, `${id}`) };
}

async function startOn(folder: Folders['of'], basePort: number, replicas = 3): Promise<RealRing> {
  const ring = new RealRing({ replicas }, basePort);
  await Promise.all(ids.map((id) => ring.add(id, { folder: folder(id) })));
  beginRing(ring, ids);
  await ring.untilIdeal(10_000);
  return ring;
}

/** Four digits each, spread over the circle of 256. */
function names(count: number): string[] {
  return Array.from({ length: count }, (_, nth) => `${nth * 37}`.padStart(4, '0'));
}

/** Those that do not come back as they were stored. */
async function wrongAmong(ring: RealRing, stored: readonly string[], asker: number): Promise<string[]> {
  const folder = temporaryFolder();
  const wrong: string[] = [];
  for (const name of stored) {
    const { path } = await ring.peer(asker).request(name, join(folder, name));
    if (!words.equals(await readFile(path))) wrong.push(name);
  }
  return wrong;
}

test('a store says where its copies are, and as many peers hold it', async () => {
  const { of } = folders();
  const ring = await startOn(of, freeBasePort());
  const stored = await ring.peer(2).store('0006', { bytes: words });

  expect(stored).toMatchObject({ owner: 9, copies: '3/3', holders: [9, 14, 19] });
  expect(
    ids.filter((id) =>
      ring
        .peer(id)
        .keys()
        .keys.some(({ name }) => name === '0006'),
    ),
  ).toEqual([9, 14, 19]);
  expect(ring.peer(9).status()).toMatchObject({
    keys: 1,
    bytes: words.length,
    owned: 1,
    ownedBytes: words.length,
  });
  expect(ring.peer(14).status()).toMatchObject({ keys: 1, owned: 0 });
});

test('in a ring of fewer peers than copies everybody holds everything', async () => {
  const ring = new RealRing();
  await Promise.all([2, 9].map((id) => ring.add(id)));
  beginRing(ring, [2, 9]);
  await ring.untilIdeal();
  expect(await ring.peer(2).store('0006', { bytes: words })).toMatchObject({
    copies: '2/2',
    holders: [9, 2],
  });
});

test('with one copy of each, whoever leaves hands over first: nothing is lost, however many leave', async () => {
  const { of } = folders();
  const ring = await startOn(of, freeBasePort(), 1);
  const stored = names(20);
  for (const name of stored) await ring.peer(2).store(name, { bytes: words });
  for (const id of [9, 19, 5]) await ring.peer(id).leave();

  expect(await wrongAmong(ring, stored, 14)).toEqual([]);
});

test('what is stored is never said to be absent while peers join before its owner and leave again', async () => {
  const { of } = folders();
  const ring = await startOn(of, freeBasePort());
  const stored = names(20);
  for (const name of stored) await ring.peer(2).store(name, { bytes: words });
  let isChanging = true;
  const absent: string[] = [];
  let answered = 0;
  const asking = (async () => {
    const out = join(temporaryFolder(), 'out');
    for (let turn = 0; isChanging; turn += 1) {
      const name = stored[turn % stored.length] ?? '';
      try {
        await ring.peer(turn % 2 === 0 ? 2 : 14).request(name, out);
        answered += 1;
      } catch (error) {
        if (!(error instanceof PeerError)) throw error;
        if (error.code === 'not-found') absent.push(name);
      }
    }
  })();
  for (const id of [7, 11, 17, 200]) await ring.join(id, 2, { folder: of(id) });
  for (const id of [200, 11, 9]) await ring.peer(id).leave();
  isChanging = false;
  await asking;

  expect(absent).toEqual([]);
  expect(answered).toBeGreaterThan(20);
  expect(await wrongAmong(ring, stored, 7)).toEqual([]);
});

test('everything is there after all peers have ended without a word and are started again', async () => {
  const { of } = folders();
  const basePort = freeBasePort();
  const former = await startOn(of, basePort);
  const stored = names(30);
  for (const name of stored) await former.peer(2).store(name, { bytes: words });
  await Promise.all(ids.map((id) => former.peer(id)[Symbol.asyncDispose]()));

  const ring = await startOn(of, basePort);
  expect(await wrongAmong(ring, stored, 5)).toEqual([]);
});

test.skipIf(smallDiskTrouble() !== undefined)(
  'a holder whose disk is full makes a store "refused", in words; what was acknowledged stays, and stores go on with room',
  async () => {
    const disk = await smallDisk(24);
    const { of } = folders();
    const ring = await startOn((id) => (id === 14 ? disk.folder : of(id)), freeBasePort());
    await ring.peer(2).store('0006', { bytes: words });
    disk.fill(100_000);
    const refusal = await ring
      .peer(2)
      .store('0007', { bytes: randomBytes(1_000_000) })
      .catch((error: unknown) => error);
    expect(refusal).toMatchObject({ name: 'PeerError', code: 'refused', isDefinite: true });
    expect(refusal).toMatchObject({
      message: expect.stringMatching(/^0007: peer 14 cannot hold a copy: no room .* free some space/),
    });
    await expect(ring.peer(2).request('0007', join(disk.folder, 'out'))).rejects.toMatchObject({
      code: 'not-found',
    });
    expect(await wrongAmong(ring, ['0006'], 5)).toEqual([]);

    disk.empty();
    await ring.peer(2).store('0007', { bytes: words });
    expect(await wrongAmong(ring, ['0006', '0007'], 19)).toEqual([]);
  },
);
