// Large values on real sockets and disks: they reach the holders while they come in to the owner, and whatever happens on the way leaves nothing behind.

import { createHash, randomBytes } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { forged, type Forger } from './forger.ts';
import { temporaryFolder } from './real-process.ts';
import { apart, startWithProcess, type RingWithProcess } from './ring-with-process.ts';

vi.setConfig({ testTimeout: 30_000 });

/** 9 owns it; 14 and 2 hold copies. */
const name = '0006';
const holders = [apart, 2];
const patient = { interval: 2, timeout: 10_000 };

function folders(): (id: number) => string {
  const root = temporaryFolder();
  return (id) => join(root, `${id}`);
}

async function filesIn(folder: string): Promise<string[]> {
  return await readdir(join(folder, 'values')).catch(() => []);
}

async function bytesIn(folder: string): Promise<number> {
  const files = await filesIn(folder);
  const sizes = await Promise.all(files.map(async (file) => await stat(join(folder, 'values', file))));
  return sizes.reduce((sum, { size }) => sum + size, 0);
}

/** To the owner, which serves already. */
async function beginPut({ ring }: RingWithProcess, size: number): Promise<Forger> {
  await ring.peer(2).store('0007', { bytes: Buffer.from('small') });
  const client = await forged(ring.peer(9).address);
  client.say({ kind: 'put', n: 1, id: 'a', size, isForHolders: true, sameAs: null });
  await vi.waitFor(() => expect(client.heard).toContainEqual({ kind: 'put-go', n: 1 }), patient);
  return client;
}

test('bytes that come in for an owner grow at its holders before all have come, and are gone there when the rest does not come', async () => {
  const of = folders();
  using client = await beginPut(await startWithProcess(of), 3_000_000);
  client.write(randomBytes(2_000_000));
  for (const id of [9, ...holders])
    await expect.poll(async () => await bytesIn(of(id)), patient).toBeGreaterThan(1_000_000);

  client[Symbol.dispose]();
  for (const id of [9, ...holders]) await expect.poll(async () => await filesIn(of(id)), patient).toEqual([]);
});

test('each holder takes a large value in once', async () => {
  const of = folders();
  const started = await startWithProcess(of);
  const { ring } = started;
  const bytes = randomBytes(2_000_000);
  const sha256 = createHash('sha256').update(bytes).digest();
  using client = await beginPut(started, bytes.length);
  client.write(bytes);
  client.say({ kind: 'put-end', n: 1, sha256 });
  await vi.waitFor(() => expect(client.heard).toContainEqual({ kind: 'put-done', n: 1 }), patient);
  using asker = await forged(ring.peer(9).address);
  asker.say({ kind: 'ask-store', n: 2, request: 'a', name, size: bytes.length, sha256, content: null });
  const done = expect.objectContaining({ kind: 'store-done', holders: [9, ...holders] });
  await vi.waitFor(() => expect(asker.heard).toContainEqual(done), patient);

  // A second time would have been another file, and the first one waits there for minutes.
  for (const id of holders) expect(await filesIn(of(id)), `at ${id}`).toHaveLength(1);
  const { path } = await ring.peer(5).request(name, join(temporaryFolder(), 'out'));
  expect((await readFile(path)).equals(bytes)).toBe(true);
});

test.each([
  ['killed', 'SIGKILL'],
  ['stopped', 'SIGSTOP'],
] as const)(
  'a holder %s in the middle of a transfer costs nothing: the store ends, and nothing of it is left over',
  async (_, signal) => {
    const of = folders();
    const { ring, holder, restart } = await startWithProcess(of);
    const bytes = randomBytes(40_000_000);
    const storing = ring.peer(2).store(name, { bytes });
    await vi.waitUntil(async () => (await filesIn(of(apart))).length > 0, patient);
    holder.signal(signal);
    expect(await storing).toMatchObject({ owner: 9, copies: '3/3', holders: [9, 2, 5] });

    holder.signal('SIGKILL');
    await holder.exited;
    await restart();
    expect(await filesIn(of(apart))).toEqual([]);
    const { path } = await ring.peer(5).request(name, join(temporaryFolder(), 'out'));
    expect((await readFile(path)).equals(bytes)).toBe(true);
  },
);
