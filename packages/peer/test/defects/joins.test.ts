// Joins that the seeds' program dropped, crashed on or never healed.

import { expect, test, vi } from 'vitest';
import { RealRing } from './real-ring.ts';
import { beginRing, classicIds, startRing } from './start-ring.ts';
import { forged, stranger } from './forger.ts';
import { freeBasePort, runPeer } from './real-process.ts';

vi.setConfig({ testTimeout: 30_000 });

/** Joins, waits for the whole ring, and leaves again. */
async function joinAndLeave(ring: RealRing, id: number, via: number): Promise<void> {
  await ring.join(id, via);
  await ring.untilIdeal();
  await ring.leave(id);
  await ring.untilIdeal();
}

test('J1: a joiner whose id is lower than the peer it contacts is taken in', async () => {
  const ring = await startRing();
  for (const [id, via] of [
    [1, 2],
    [1, 19],
    [3, 4],
    [7, 19],
  ] as const)
    await joinAndLeave(ring, id, via);
  expect((await ring.verdict()).members).toEqual(classicIds);
});

test('J2: twelve new ids join through each of seven peers, 84 of 84', async () => {
  const joiners = [0, 1, 3, 6, 7, 10, 12, 15, 16, 20, 100, 255];
  const members = await Promise.all(
    classicIds.map(async (via) => {
      const ring = await startRing();
      for (const id of joiners) await joinAndLeave(ring, id, via);
      return (await ring.verdict()).members;
    }),
  );
  expect(members).toEqual(classicIds.map(() => classicIds));
});

test('J3: a join right after the start, before the predecessors are known, leaves no wrong entry behind', async () => {
  const ring = new RealRing();
  await Promise.all(classicIds.map((id) => ring.add(id)));
  beginRing(ring, classicIds);
  expect(ring.peer(14).status().pred).toEqual([]);
  await ring.join(15, 4);

  await ring.untilIdeal();
  expect(ring.draw()).toContain('5 8 < 9 > 14 15');
});

test('J4: two joins at once in the same gap are right within a ping round', async () => {
  const ring = await startRing(classicIds, { pingMs: 1_000 });
  const pairs = [
    [15, 4, 16, 4],
    [15, 2, 17, 2],
    [16, 14, 15, 14],
    [10, 2, 11, 19],
  ] as const;
  for (const [one, viaOne, two, viaTwo] of pairs) {
    await Promise.all([ring.join(one, viaOne), ring.join(two, viaTwo)]);
    await ring.untilIdeal(1_200);
    expect((await ring.verdict()).members).toHaveLength(9);
    await ring.leave(one, two);
    await ring.untilIdeal();
  }
});

test('J5: a join through a dead peer is told in words and tried again', async () => {
  const ring = await startRing([2, 4]);
  const former = await ring.add(100);
  const { address } = former;
  await ring.kill(100);
  const joiner = await ring.add(15);
  const joined = joiner.join(address);
  await vi.waitFor(() =>
    expect(ring.notices(15)).toContainEqual({
      event: 'trouble',
      code: 'join-retry',
      message: 'Join request not answered yet (nobody answered); trying again for up to 60 s',
    }),
  );

  const back = await ring.add(100, { listen: address });
  await back.join(ring.address(4));
  await joined;
  await ring.untilIdeal();
  expect(joiner.status().phase).toBe('member');
});

test('J6: a join over a hop that was just killed gets in, and the next one does too', async () => {
  const ring = await startRing(classicIds, { pingMs: 1_000 });
  await ring.kill(8);
  await ring.join(15, 4);
  await ring.join(16, 5);
  await ring.untilIdeal();
  expect((await ring.verdict()).members).toEqual([2, 4, 5, 9, 14, 15, 16, 19]);
});

test('J7: a second process with a running id does not start, and the first still gets its pings', async () => {
  const basePort = freeBasePort();
  const ring = await startRing([2, 4, 5, 8], {}, basePort);
  const impostor = runPeer(['join', '5', '2', '--base-port', `${basePort}`]);

  expect(await impostor.exited).toEqual({ code: 69, signal: null });
  expect(impostor.errors).toEqual([
    `peer: 127.0.0.1:${basePort + 5} is taken; is this peer running already? Stop it, or choose another address with --listen.`,
  ]);
  const before = ring.notices(5).length;
  await vi.waitFor(() => {
    expect(ring.notices(5).slice(before)).toContainEqual({ event: 'ping-received', from: 4 });
    expect(ring.notices(5).slice(before)).toContainEqual({ event: 'ping-received', from: 2 });
  });
});

test('J8: a joiner whose id is in use is told so, whoever it asks', async () => {
  const ring = await startRing();
  const holder = ring.address(9);
  const before = ring.draw();
  for (const via of classicIds) {
    const twin = await new RealRing().add(9);
    await expect(twin.join(ring.address(via))).rejects.toMatchObject({
      code: 'id-in-use',
      message: `id 9 is in use by the peer at ${holder}; take another id`,
    });
  }
  await ring.untilIdeal();
  expect(ring.draw()).toEqual(before);
});

test('J9: a peer killed and started again at once replaces its former life everywhere', async () => {
  const ring = await startRing(classicIds, { pingMs: 1_000 });
  const { address } = ring.peer(14);
  await ring.kill(14);
  const again = await ring.join(14, 4, { listen: address });

  await ring.untilIdeal();
  const epochs = [8, 9, 19].flatMap((id) => {
    const { pred, succ } = ring.peer(id).status();
    return [...pred, ...succ].filter((each) => each.id === 14).map(({ epoch }) => epoch);
  });
  expect(new Set(epochs)).toEqual(new Set([again.status().epoch]));
});

test('J10: a forged join with nobody behind it, or with an id out of range, changes nothing', async () => {
  const ring = await startRing();
  const before = ring.draw();
  for (const asker of [stranger(15), stranger(300)]) {
    using forger = await forged(ring.address(2));
    forger.find({ asker, key: asker.id });
    await forger.heardOut();
  }
  await ring.join(15, 2);
  await ring.untilIdeal();
  await ring.leave(15);
  await ring.untilIdeal();
  expect(ring.draw()).toEqual(before);
});

test('J11: a ring of one takes in a second peer, and a ring of two a third', async () => {
  const ring = await startRing([2]);
  await ring.join(9, 2);
  await ring.untilIdeal();
  await ring.join(20, 2);
  await ring.untilIdeal();
  expect(ring.draw()).toEqual(['9 20 < 2 > 9 20', '20 2 < 9 > 20 2', '2 9 < 20 > 2 9']);
});
