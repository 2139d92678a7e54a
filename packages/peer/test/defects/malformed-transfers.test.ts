// Transfers of values that stop midway, lie about their size, or are named like paths. Nothing of them stays.

import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import type { Notice, Peer } from '@ringside/peer';
import { forged, frame } from './forger.ts';
import { temporaryFolder } from './real-process.ts';
import { RealRing } from './real-ring.ts';

vi.setConfig({ testTimeout: 20_000 });

/** A peer that keeps values on disk, alone. */
async function startKeeper(): Promise<{ keeper: Peer; folder: string; ring: RealRing }> {
  const folder = temporaryFolder();
  const ring = new RealRing();
  const keeper = await ring.add(7, { folder });
  keeper.create();
  return { keeper, folder, ring };
}

const hasTrouble = (notices: readonly Notice[]): boolean =>
  notices.some((notice) => notice.event === 'trouble' && notice.code === 'broken-transfer');

test('M8: a transfer that stops midway is told, and leaves nothing behind', async () => {
  const { keeper, folder, ring } = await startKeeper();
  const sender = await forged(keeper.address);
  sender.say({ kind: 'put', n: 1, id: 'a', size: 100_000, isForHolders: false, sameAs: null });
  await vi.waitFor(() => expect(sender.heard).toContainEqual({ kind: 'put-go', n: 1 }));
  sender.write(Buffer.alloc(500, 'A'));
  await vi.waitFor(async () => expect(await readdir(join(folder, 'values'))).toHaveLength(1));
  sender[Symbol.dispose]();

  await vi.waitFor(async () => expect(await readdir(join(folder, 'values'))).toEqual([]));
  await vi.waitUntil(() => hasTrouble(ring.notices(7)));
  expect(keeper.status().keys).toBe(0);
  await expect(keeper.request('4103', join(folder, 'out'))).rejects.toMatchObject({ code: 'not-found' });
});

test('M9: a name that looks like a path, or is too long, is refused and never becomes one', async () => {
  const { keeper, folder } = await startKeeper();
  await vi.waitFor(async () => expect(await readdir(folder)).toContain('charter.2'));
  // The charter may be written anew at any time.
  const listed = async (): Promise<string[]> =>
    (await readdir(folder, { recursive: true })).filter((path) => !path.startsWith('charter')).toSorted();
  const before = await listed();
  for (const name of ['../../etc', '/etc/passwd', '..', '4103/../../x', '41 3', '', '9'.repeat(255)]) {
    using sender = await forged(keeper.address);
    const value = { request: name, size: 5, sha256: new Uint8Array(32), content: new Uint8Array(5) };
    sender.say({ kind: 'ask-store', n: 1, name, ...value });
    await vi.waitFor(() =>
      expect(sender.heard, name).toContainEqual(
        expect.objectContaining({ kind: 'failed', code: 'bad-name' }),
      ),
    );
    using asker = await forged(keeper.address);
    asker.say({ kind: 'ask-request', n: 1, name });
    await vi.waitFor(() =>
      expect(asker.heard, name).toContainEqual(expect.objectContaining({ kind: 'failed', code: 'bad-name' })),
    );
  }
  expect(await listed()).toEqual(before);
});

test('M9: bytes that are not what was declared store nothing', async () => {
  const { keeper, folder } = await startKeeper();
  const lies: readonly ((sender: Awaited<ReturnType<typeof forged>>) => void)[] = [
    (sender) => sender.write(Buffer.alloc(20)),
    (sender) => sender.write(Buffer.from([...Buffer.alloc(10), 0, 1, 0, 1, 9, 9, 9])),
    (sender) => sender.write(Buffer.concat([Buffer.alloc(10), frame(Buffer.from('no message'))])),
    (sender) => {
      sender.write(Buffer.alloc(10));
      sender.say({ kind: 'put-end', n: 1, sha256: new Uint8Array(32) });
    },
  ];
  for (const lie of lies) {
    using sender = await forged(keeper.address);
    sender.say({ kind: 'put', n: 1, id: '../../4103', size: 10, isForHolders: false, sameAs: null });
    await vi.waitFor(() => expect(sender.heard).toContainEqual({ kind: 'put-go', n: 1 }));
    lie(sender);
    await vi.waitUntil(() => sender.isClosed() || sender.heard.some(({ kind }) => kind === 'failed'), {
      interval: 2,
    });
  }
  await vi.waitFor(async () => expect(await readdir(join(folder, 'values'))).toEqual([]));
  expect(keeper.status().keys).toBe(0);
});
