import { afterEach, describe, expect, test, vi } from 'vitest';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startRing, type Ring, type RingEvent, type RingPeer } from '@ringside/runner';
import { fakePeer, freshFolder, isAlive } from './fixtures/fake-ring.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

describe('any program that speaks the control protocol can be a peer:', () => {
  test('a ring is ready when each peer is, and each was told once', async () => {
    const ready: RingPeer[] = [];
    await using ring = await startFakes([2, 4, 5, 8], { onReady: (peer) => ready.push(peer) });

    expect(ready.map(({ id }) => id).toSorted((a, b) => a - b)).toEqual([2, 4, 5, 8]);
    expect(ring.peers.map(({ id, address }) => [id, address])).toEqual([
      [2, '127.0.0.1:20002'],
      [4, '127.0.0.1:20004'],
      [5, '127.0.0.1:20005'],
      [8, '127.0.0.1:20008'],
    ]);
  });

  test('each peer is given its next two successors round the ring', async () => {
    const events: RingEvent[] = [];
    await using ring = await startFakes([8, 2, 5], { onEvent: (event) => events.push(event) });

    await vi.waitUntil(() => launches(events).length === ring.peers.length);
    expect(launches(events)).toEqual(['2 > 5 > 8', '5 > 8 > 2', '8 > 2 > 5']);
  });

  test('a lone peer founds its ring, and of two each has the other', async () => {
    const alone: RingEvent[] = [];
    const two: RingEvent[] = [];
    await using ring = await startFakes([7], { onEvent: (event) => alone.push(event) });
    await using pair = await startFakes([3, 0], { onEvent: (event) => two.push(event) });
    await ring.until('ideal', { within: '10s' });
    await pair.until('ideal', { within: '10s' });

    expect(launches(alone)).toEqual(['7']);
    expect(launches(two)).toEqual(['0 > 3', '3 > 0']);
  });

  test('a ring that lost, gained and paused members becomes ideal again', async () => {
    await using ring = await startFakes([2, 4, 5, 8, 9]);
    await ring.until('ideal', { within: '10s' });

    await ring.join(15, { via: 4 });
    await ring.quit(9);
    await ring.kill(2);
    const { report } = await ring.until('ideal', { within: '10s' });

    expect(report.verdict.members).toEqual([4, 5, 8, 15]);
    expect(report.peers.map(({ id, state }) => `${id} ${state}`)).toEqual([
      '2 killed',
      '4 running',
      '5 running',
      '8 running',
      '9 left',
      '15 running',
    ]);
  });

  test('a killed peer can be started again, with its folder', async () => {
    await using ring = await startFakes([2, 4, 5]);
    const before = ring.peers[1]?.pid;

    await ring.kill(4);
    await ring.restart(4);

    expect(ring.peers.map(({ id }) => id)).toEqual([2, 4, 5]);
    expect(ring.peers[1]?.pid).not.toBe(before);
  });

  test('a join that is under way when the ring is ended is given up, and nobody joins later', async () => {
    const ring = await startFakes([2, 4]);
    const [joined] = await Promise.allSettled([ring.join(9, { via: 2 }), ring[Symbol.asyncDispose]()]);

    expect(joined).toMatchObject({
      status: 'rejected',
      reason: { message: expect.stringContaining('was given up') },
    });
    await expect(ring.join(15, { via: 2 })).rejects.toMatchObject({ code: 'not-running' });
    expect(ring.members.map(({ id }) => id)).toEqual([2, 4]);
  });

  test('what a peer cannot do is refused with its own words', async () => {
    await using ring = await startFakes([2, 4]);

    await expect(ring.store('2067', { via: 2 })).rejects.toMatchObject({
      code: 'unsupported',
      message: 'peer 2: store is not for me',
    });
  });
});

describe('a ring that cannot be started', () => {
  test.each([
    ['exit', 'ended with exit code 1 before it was ready; its last words: fake: I do not want to', 3],
    ['port', 'ended with exit code 69 before it was ready; its last words: fake: the port is taken', 69],
    ['silent', 'said no ready line within 3 s', 3],
  ])(
    'names the peer that did not come up and its last words (%s), and leaves nobody running',
    async (how, words, exitCode) => {
      vi.stubEnv('FAKE_PEER', `5 ${how}`);
      const ready: RingPeer[] = [];

      const starting = startFakes([2, 4, 5, 8], { onReady: (peer) => ready.push(peer), readyWithin: '3s' });

      await expect(starting).rejects.toMatchObject({
        peer: 5,
        exitCode,
        message: expect.stringContaining(words),
      });
      expect(ready.filter(({ pid }) => isAlive(pid))).toEqual([]);
    },
  );

  test.each([
    [{ peers: [4, 4] }, 'peers lists 4 twice; each peer needs its own id.'],
    [{ peers: [300] }, 'peers has "300", which is no id; ids are whole numbers from 0 to 255 (--bits 8).'],
    [{ ping: '0s' }, 'ping is "0s", which is no time above zero; write it like 3 (seconds), 500ms or 2m.'],
    [
      { peers: [2], count: 3 },
      'peers and count contradict each other; list the peers or say how many, not both.',
    ],
  ])('says which option is wrong: %j', async (options, message) => {
    await expect(startRing({ ...options, command: fakePeer, folder: freshFolder() })).rejects.toMatchObject({
      message,
    });
  });
});

test('a garbled control line is kept as text and harms nobody', async () => {
  vi.stubEnv('FAKE_PEER', '4 garble');
  const texts: string[] = [];
  await using ring = await startFakes([2, 4], {
    onEvent: (event) => {
      if (event.kind === 'text') texts.push(event.text);
    },
  });

  expect(ring.peers).toHaveLength(2);
  expect(texts).toContain('control line not understood (not JSON): {"rs":1,"type":"rea');
});

test('the ring is written down while it runs, and taken away at its end', async () => {
  const folder = freshFolder();
  const ringFile = join(folder, 'deep', 'ring.json');
  {
    await using ring = await startFakes([2, 4, 5], { ringFile, unmonitored: [4] });
    await vi.waitUntil(() => existsSync(ringFile));
    expect(JSON.parse(readFileSync(ringFile, 'utf8'))).toMatchObject({
      v: 1,
      bits: 8,
      pingMs: 3000,
      peers: [{ id: 2, address: '127.0.0.1:20002' }, { id: 4 }, { id: 5 }],
      unmonitored: [4],
      pid: process.pid,
    });

    await ring.kill(5);
    await vi.waitUntil(() => !readFileSync(ringFile, 'utf8').includes('20005'));
  }
  expect(existsSync(ringFile)).toBe(false);
});

function launches(events: readonly RingEvent[]): string[] {
  return events
    .flatMap((each) =>
      each.kind === 'notice' && each.event.event === 'launched' ? [[each.id, ...each.event.succ]] : [],
    )
    .toSorted(([a = 0], [b = 0]) => a - b)
    .map((ids) => ids.join(' > '));
}

async function startFakes(
  peers: number[],
  options: Partial<Parameters<typeof startRing>[0]> = {},
): Promise<Ring> {
  return await startRing({ peers, command: fakePeer, basePort: 20_000, folder: freshFolder(), ...options });
}
