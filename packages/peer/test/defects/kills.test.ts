// Deaths: real processes and kill -9, seen by peers of this process and of others.

import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { quickPingMs, RealRing } from './real-ring.ts';
import { classicIds, startRing } from './start-ring.ts';
import { ControlledPeer, freeBasePort, runPeer, temporaryFolder, type RunningPeer } from './real-process.ts';

vi.setConfig({ testTimeout: 30_000 });

const ping = ['--ping', `${quickPingMs}ms`];

/** The classic ring, some of whose peers are processes under control. */
async function startMixed(
  ids: readonly number[],
  options: { readonly replicas?: number } = {},
): Promise<{ ring: RealRing; processes: Map<number, ControlledPeer> }> {
  const basePort = freeBasePort();
  const ring = new RealRing({ pingMs: quickPingMs, ...options }, basePort);
  const own = classicIds.filter((id) => !ids.includes(id));
  const args = [...ping, '--replicas', `${options.replicas ?? 3}`];
  await Promise.all(own.map((id) => ring.add(id)));
  const started = ids.map(async (id) => [id, await ControlledPeer.start(id, basePort, args)] as const);
  const processes = new Map(await Promise.all(started));
  for (const id of ids) ring.watch(id, `127.0.0.1:${basePort + id}`);
  const next = (id: number): { id: number; address: string }[] => {
    const place = classicIds.indexOf(id);
    return [1, 2]
      .map((far) => classicIds[(place + far) % classicIds.length] ?? id)
      .map((each) => ({ id: each, address: ring.address(each) }));
  };
  for (const id of own) ring.peer(id).init(next(id));
  await Promise.all([...processes].map(([id, peer]) => peer.ask('init', { succ: next(id) })));
  await ring.untilIdeal(10_000);
  return { ring, processes };
}

/** Kills -9 all of them in one go, and expects nobody there from now on. */
function killAll(ring: RealRing, processes: ReadonlyMap<number, ControlledPeer>): void {
  for (const [id, { running }] of processes) {
    running.signal('SIGKILL');
    ring.forget(id);
  }
}

test('K1: a kill is told by both predecessors in words, with the new successors', async () => {
  const basePort = freeBasePort();
  const ring = new RealRing({}, basePort);
  await Promise.all([2, 4, 5, 19].map((id) => ring.add(id)));
  const byHand = new Map<number, RunningPeer>();
  for (const [id, first, second] of [
    [8, 9, 14],
    [9, 14, 19],
    [14, 19, 2],
  ] as const) {
    byHand.set(
      id,
      runPeer([
        'init',
        `${id}`,
        `${first}`,
        `${second}`,
        ...ping,
        '--base-port',
        `${basePort}`,
        '--show',
        'debug',
      ]),
    );
    ring.watch(id, `127.0.0.1:${basePort + id}`);
  }
  for (const [id, first, second] of [
    [2, 4, 5],
    [4, 5, 8],
    [5, 8, 9],
    [19, 2, 4],
  ] as const) {
    ring
      .peer(id)
      .init([first, second].map((each) => ({ id: each, address: `127.0.0.1:${basePort + each}` })));
  }
  await ring.untilIdeal(15_000);
  byHand.get(14)?.signal('SIGKILL');
  ring.forget(14);
  await ring.untilIdeal();

  await vi.waitFor(() => {
    expect(told(byHand.get(9))).toEqual([
      '> Peer 14 is no longer alive',
      '> My new first successor is Peer 19',
      '> My new second successor is Peer 2',
    ]);
    // Its own verdict and what 9 tells it come in either order.
    expect(
      told(byHand.get(8))
        .filter((line) => line.includes('My new'))
        .slice(-2),
    ).toEqual(['> My new first successor is Peer 9', '> My new second successor is Peer 19']);
  });
});

/** What a person was told of successors and deaths once the ring stood. */
function told(running: RunningPeer | undefined): string[] {
  const lines = running?.lines ?? [];
  const from = lines.findIndex((line) => /no longer alive|new first/.test(line));
  return from < 0 ? [] : lines.slice(from).filter((line) => /no longer alive|My new/.test(line));
}

test('K2: a dead peer is told dead once by each, and never taken back', async () => {
  const { ring, processes } = await startMixed([14]);
  killAll(ring, processes);
  await ring.untilIdeal();

  const since = (id: number): readonly unknown[] => {
    const all = ring.notices(id);
    return all.slice(all.findIndex(({ event }) => event === 'died'));
  };
  const deaths = ring.notices(8).filter(({ event }) => event === 'died');
  expect(deaths).toEqual([{ event: 'died', peer: 14, afterMs: expect.any(Number) }]);
  for (const id of [8, 9, 19])
    expect(since(id)).not.toContainEqual(
      expect.objectContaining({ event: 'succ-changed', succ: expect.arrayContaining([14]) }),
    );
});

test.for([
  ['K3', [8, 9]],
  ['K4', [8, 9, 14]],
  ['K5', [5, 14]],
] as const)('%s: a ring from which %o were killed together heals', async ([, ids]) => {
  const { ring, processes } = await startMixed(ids);
  killAll(ring, processes);
  await ring.untilIdeal();
  expect((await ring.verdict()).members).toEqual(classicIds.filter((id) => !ids.some((each) => each === id)));
});

test('K6: a store through a peer killed just before is answered, and so is every later one', async () => {
  const { ring, processes } = await startMixed([14]);
  killAll(ring, processes);
  const first = await ring.peer(8).store('2067', { bytes: Buffer.from('one') });
  await ring.untilIdeal();
  const second = await ring.peer(8).store('2067', { bytes: Buffer.from('two') });
  expect([first.owner, second.owner, second.route]).toEqual([19, 19, [8, 9, 19]]);
});

test('K7: a store typed at the predecessor of a peer killed just before is answered', async () => {
  const { ring, processes } = await startMixed([14]);
  killAll(ring, processes);
  const { owner } = await ring.peer(9).store('2067', { bytes: Buffer.from('one') });
  expect(owner).toBe(19);
  expect(ring.peer(9).status().phase).toBe('member');
});

test('K8: what a dead peer kept is found at the one that takes over, by whoever asks, and nobody else dies', async () => {
  const { ring, processes } = await startMixed([9]);
  await ring.peer(8).store('0009', { bytes: Buffer.from('nine') });
  killAll(ring, processes);
  const folder = temporaryFolder();
  for (const asker of [8, 4]) {
    const { owner, path } = await ring.peer(asker).request('0009', join(folder, `${asker}`));
    expect([owner, await readFile(path, 'utf8')]).toEqual([14, 'nine']);
  }
  await ring.untilIdeal();
  expect((await ring.verdict()).members).toEqual([2, 4, 5, 8, 14, 19]);
});

test('what was kept once, and is lost with its peer, is "unavailable", never "not found"', async () => {
  const { ring, processes } = await startMixed([9], { replicas: 1 });
  await ring.peer(8).store('0009', { bytes: Buffer.from('nine') });
  killAll(ring, processes);
  await expect(ring.peer(8).request('0009', join(temporaryFolder(), 'nine'))).rejects.toMatchObject({
    code: 'unavailable',
  });
});

test('a stopped process that is held dead comes back, in the same life, when it goes on', async () => {
  const { ring, processes } = await startMixed([14]);
  const stopped = processes.get(14)?.running;
  const { epoch } = (await processes.get(14)?.ask('status')) ?? {};
  stopped?.signal('SIGSTOP');
  await vi.waitFor(
    () => expect(ring.notices(9)).toContainEqual(expect.objectContaining({ event: 'died', peer: 14 })),
    { timeout: 10_000 },
  );
  stopped?.signal('SIGCONT');

  await ring.untilIdeal(10_000);
  expect((await ring.verdict()).members).toEqual(classicIds);
  expect(ring.peer(9).status().succ[0]).toMatchObject({ id: 14, epoch });
});

test('a process killed while it held a file of its own starts again with all it had acknowledged', async () => {
  const basePort = freeBasePort();
  const folder = temporaryFolder();
  const first = await ControlledPeer.start(7, basePort, ['--data', folder, ...ping]);
  await first.ask('create');
  await writeFile(join(folder, 'given'), 'kept');
  expect(await first.ask('store', { name: '0007', path: join(folder, 'given') })).toMatchObject({
    ok: true,
    owner: 7,
    bytes: 4,
  });
  first.running.signal('SIGKILL');
  await first.running.exited;

  const second = await ControlledPeer.start(7, basePort, ['--data', folder, ...ping]);
  await second.ask('create');
  expect(await second.ask('status')).toMatchObject({ phase: 'member', keys: 1 });
  expect(await second.ask('request', { name: '0007' })).toMatchObject({ ok: true, bytes: 4 });
});

test('a ring of nine in one process heals after two and three adjacent deaths one after the other', async () => {
  const ring = await startRing([...classicIds, 30, 40]);
  await ring.kill(8, 9);
  await ring.untilIdeal();
  await ring.kill(2, 4, 5);
  await ring.untilIdeal();
  expect((await ring.verdict()).members).toEqual([14, 19, 30, 40]);
});
