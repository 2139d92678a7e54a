// Quits that the seeds' program told wrongly, to too few, or healed only with the next pings.

import { expect, test, vi } from 'vitest';
import { RealRing } from './real-ring.ts';
import { beginRing, classicIds, startRing } from './start-ring.ts';
import { freeBasePort, runPeer } from './real-process.ts';

vi.setConfig({ testTimeout: 20_000 });

/** Long enough that no ping round heals what a good-bye should have healed. */
const slowPings = { pingMs: 3_000 };
const pingRoundMs = 3_000;

test('Q1: a Quit in a settled ring says that it has left, and nothing that is not so', async () => {
  const basePort = freeBasePort();
  const ring = new RealRing(slowPings, basePort);
  const others = classicIds.filter((id) => id !== 9);
  await Promise.all(others.map((id) => ring.add(id)));
  const quitter = runPeer(['init', '9', '14', '19', '--base-port', `${basePort}`]);
  await quitter.untilLine('Launched peer: <Peer[9]->14->19>');
  ring.watch(9, `127.0.0.1:${basePort + 9}`);
  for (const [place, id] of others.entries()) {
    const next = [1, 2].map((far) => others[(place + far) % others.length] ?? id);
    ring.peer(id).init(next.map((each) => ({ id: each, address: ring.address(each) })));
  }
  await ring.untilIdeal(10_000);
  const before = quitter.lines.length;
  quitter.type('Quit');

  expect(await quitter.exited).toEqual({ code: 0, signal: null });
  expect(quitter.lines.slice(before).filter((line) => !/[Pp]ing re/.test(line))).toEqual([
    '> I have left the network',
  ]);
  ring.forget(9);
  await ring.untilIdeal(pingRoundMs);
  for (const id of [8, 5]) expect(ring.notices(id)).toContainEqual({ event: 'departed', peer: 9 });
});

/** A ring just begun, as soon as peer 9 knows of somebody before it. */
async function startUntilKnown(): Promise<{ ring: RealRing; pred: readonly number[] }> {
  const ring = new RealRing(slowPings);
  await Promise.all(classicIds.map((id) => ring.add(id)));
  beginRing(ring, classicIds);
  const known = await vi.waitUntil(
    () => {
      const { pred } = ring.peer(9).status();
      return pred.length > 0 && pred;
    },
    { interval: 0 },
  );
  return { ring, pred: known.map(({ id }) => id) };
}

test('Q2: a peer that knows only its first predecessor quits, and the second is right within a ping round', async () => {
  // It lasts for a moment only, which a busy machine may miss: then another ring is begun.
  let begun = await startUntilKnown();
  for (let tries = 1; tries < 10 && begun.pred.length > 1; tries += 1) begun = await startUntilKnown();
  const { ring, pred } = begun;
  expect(pred).toEqual([8]);
  await ring.leave(9);
  await ring.untilIdeal(pingRoundMs);
});

test('Q3: a joiner that quits at once is forgotten within a ping round', async () => {
  const ring = await startRing(classicIds, slowPings);
  await ring.join(15, 4);
  await ring.leave(15);
  await ring.untilIdeal(pingRoundMs);
  expect((await ring.verdict()).members).toEqual(classicIds);
});

test('Q4: two neighbours that quit together, or one after the other, leave a right ring within a ping round', async () => {
  const ring = await startRing(classicIds, slowPings);
  await ring.leave(8, 9);
  await ring.untilIdeal(pingRoundMs);
  await ring.leave(4);
  await ring.leave(5);
  await ring.untilIdeal(pingRoundMs);
  expect(ring.draw()).toEqual(['14 19 < 2 > 14 19', '19 2 < 14 > 19 2', '2 14 < 19 > 2 14']);
});
