import { randomBytes } from 'node:crypto';
import { expect, test, vi } from 'vitest';
import { connect } from '@ringside/peer/client';
import { identifierSpace, toIdentifier } from '../../src/ring/index.ts';
import { startRing } from '../defects/start-ring.ts';
import { connected } from './connected.ts';
import { frailLine, nobody, standIn } from './stand-ins.ts';

const seven = toIdentifier(identifierSpace(8), 7);
const hasty = { patienceMs: 300, silenceMs: 400 };

test('an answer that is lost on the way is asked for again elsewhere, and the store is done once', async () => {
  const ring = await startRing([2, 5, 9, 14]);
  const versions: number[] = [];
  const frail = await frailLine(ring.address(2), {
    before(message) {
      if (message.kind === 'store-done') versions.push(message.stamp.at);
      return message.kind === 'store-done';
    },
  });
  const client = await connected([frail.address, ring.address(9)]);

  const { version, route } = await client.store('0007', Buffer.from('once'));

  expect(versions).toEqual([version]);
  expect(route[0]).toBe(9);
  expect((await client.request('0007')).version).toBe(version);
});

test('a large value that is half on its way when its peer goes is brought to the next one', async () => {
  const ring = await startRing([2, 5, 9, 14]);
  const bytes = randomBytes(1_000_000);
  const owner = await frailLine(ring.address(9), { afterBytes: 300_000 });
  // Whoever asks through this line is told that the owner is behind the frail one.
  const frail = await frailLine(ring.address(2), {
    change: (message) =>
      message.kind === 'lookup-done'
        ? { ...message, owner: { ...message.owner, address: owner.address } }
        : message,
  });
  const client = await connected([frail.address, ring.address(5)]);

  expect(await client.store('0007', bytes)).toMatchObject({ size: 1_000_000, route: [5, 9] });
  expect(owner.passed()).toBeGreaterThan(300_000);
  expect(bytes.equals((await client.request('0007')).bytes)).toBe(true);
});

test('a large value goes straight to its owner, and through the peer that was asked when the owner cannot be reached', async () => {
  const ring = await startRing([2, 5, 9, 14]);
  const size = 400_000;
  const elsewhere = await nobody();
  let isHidden = false;
  const broughtTo2 = (): number => ring.notices(2).filter(({ event }) => event === 'forwarded').length;
  const between = await frailLine(ring.address(2), {
    change(message) {
      if (!isHidden || message.kind !== 'lookup-done') return message;
      return { ...message, owner: { ...message.owner, address: elsewhere } };
    },
  });
  const client = await connected([between.address]);

  expect(await client.store('0007', randomBytes(size))).toMatchObject({ owner: 9, route: [2, 5, 9] });
  expect(between.passed()).toBeLessThan(size);
  const before = broughtTo2();
  isHidden = true;
  expect(await client.store('0007', randomBytes(size))).toMatchObject({ owner: 9, route: [2, 5, 9] });
  expect(between.passed()).toBeGreaterThan(size);
  expect(broughtTo2()).toBeGreaterThan(before);
});

test('a peer killed under 200 stores costs none of them: each is stored once and found', async () => {
  const ring = await startRing([2, 5, 9, 14, 19]);
  const client = await connected([ring.address(14), ring.address(2)], { patienceMs: 20_000 });
  const names = Array.from({ length: 200 }, (_, place) => `${1_000 + place}`);
  const stores = names.map((name) => client.store(name, Buffer.from(name)));
  await stores[0];
  await ring.kill(14);

  const stored = await Promise.all(stores);
  const found = await Promise.all(names.map((name) => client.request(name)));

  expect(found.map(({ bytes }) => Buffer.from(bytes).toString())).toEqual(names);
  expect(found.map(({ version }) => version)).toEqual(stored.map(({ version }) => version));
}, 40_000);

test('a store whose answer nobody brings may have happened, and says so; a request says that nothing was changed', async () => {
  const ring = await startRing([2, 9]);
  const frail = await frailLine(ring.address(2), { before: ({ kind }) => kind === 'store-done' });
  const client = await connected([frail.address], hasty);

  await expect(client.store('0007', Buffer.from('x'))).rejects.toMatchObject({
    name: 'ClientError',
    code: 'unavailable',
    isDefinite: false,
    message: `nobody answers at ${frail.address} (the peer at ${frail.address} has gone); is the ring running?`,
  });
  await expect(client.request('0007')).rejects.toMatchObject({ code: 'unavailable', isDefinite: true });
  // It had happened.
  expect(Buffer.from((await (await connected([ring.address(9)])).request('0007')).bytes).toString()).toBe(
    'x',
  );
});

test('a store that never reached anybody is definitely not done', async () => {
  const ring = await startRing([2]);
  const client = await connected([ring.address(2)], hasty);
  await ring.kill(2);

  await expect(client.store('0007', randomBytes(50_000))).rejects.toMatchObject({
    code: 'unavailable',
    isDefinite: true,
  });
});

test('a peer that takes questions and says nothing is given up for the next one', async () => {
  const ring = await startRing([2, 9]);
  const stopped = await standIn(() => undefined);
  const client = await connected([stopped.address, ring.address(2)], { silenceMs: 400 });

  expect(await client.lookup('0007')).toMatchObject({ route: [2, 9] });
  expect(stopped.calls()).toBe(1);
});

test('a peer that is slow with one answer and says how it is meanwhile is not given up', async () => {
  let signs = 0;
  let answer: (() => void) | undefined;
  const slow = await standIn(({ message, say }) => {
    if (message?.kind === 'ask-keys')
      answer = () => say({ kind: 'keys', n: message.n, keys: [], isAll: true });
    if (message?.kind !== 'ask-status') return;
    // Any word is a sign of life.
    say({ kind: 'put-go', n: 0 });
    signs += 1;
    if (signs === 8) answer?.();
  });
  const client = await connected([slow.address], { silenceMs: 200 });

  expect(await client.keys()[Symbol.asyncIterator]().next()).toMatchObject({ done: true });
  expect(slow.calls()).toBe(1);
});

test('a program that stood still itself does not hold its peer for gone', async () => {
  let answer: (() => void) | undefined;
  const peer = await standIn(({ message, say }) => {
    if (message?.kind === 'ask-keys')
      answer = () => say({ kind: 'keys', n: message.n, keys: [], isAll: true });
  });
  const client = await connected([peer.address], { silenceMs: 200 });
  const first = client.keys()[Symbol.asyncIterator]().next();
  await vi.waitUntil(() => answer !== undefined, { interval: 1 });

  // Timers come next in the loop, before sockets are read.
  setImmediate(() => {
    answer?.();
    // The answer has come, and is not read for longer than any silence.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 500);
  });

  expect(await first).toMatchObject({ done: true });
});

test('something that is no peer is given up at once', async () => {
  const ring = await startRing([2, 9]);
  const other = await standIn(({ sayBytes }) => sayBytes(Buffer.from('HTTP/1.1 400 Bad Request')));
  const client = await connected([other.address, ring.address(2)]);

  expect(await client.lookup('0007')).toMatchObject({ owner: { id: 9 } });
});

test('connecting where nobody listens says where, and the first that listens is taken', async () => {
  const ring = await startRing([2]);
  const [one, two] = [await nobody(), await nobody()];

  await expect(connect([one, two])).rejects.toMatchObject({
    code: 'unavailable',
    message: `nobody answers at ${one}, ${two}; is the ring running?`,
  });
  await expect(connect([])).rejects.toMatchObject({ code: 'unavailable' });
  expect(await (await connected([one, ring.address(2)])).lookup('0007')).toMatchObject({ owner: { id: 2 } });
});

test('a client that was closed says so, to whoever waited and to whoever comes', async () => {
  const silent = await standIn(() => undefined);
  const client = await connect([silent.address]);
  const failures = [client.store('0007', Buffer.from('x')), client.lookup('0007')].map((each) =>
    each.catch((error: unknown) => error),
  );
  await new Promise((resolve) => setImmediate(resolve));
  await client[Symbol.asyncDispose]();

  expect(await Promise.all(failures)).toMatchObject([
    { code: 'closed', isDefinite: false },
    { code: 'closed', isDefinite: true },
  ]);
  await expect(client.lookup('0007')).rejects.toMatchObject({ code: 'closed' });
});

test('a store that finds its owner not ready is said again, with its number, until it is', async () => {
  const requests: string[] = [];
  const unready = await standIn(({ message, say }) => {
    if (message?.kind !== 'ask-store') return;
    const { n, request } = message;
    requests.push(request);
    if (requests.length < 3)
      return say({ kind: 'failed', n, code: 'unavailable', isDefinite: true, message: 'not yet', route: [] });
    const stamp = { at: 5, by: seven, life: 1 };
    say({ kind: 'store-done', n, key: seven, owner: seven, route: [], stamp, holders: [seven], wanted: 1 });
  });
  const client = await connected([unready.address]);

  expect(await client.store('0007', Buffer.from('x'))).toMatchObject({ version: 5, holders: [7] });
  expect(new Set(requests).size).toBe(1);
  expect(requests).toHaveLength(3);
});

test('a store that was refused for certain is in doubt once an answer to it was lost', async () => {
  const lost = await standIn(({ message, hangUp }) => {
    if (message?.kind === 'ask-store') hangUp();
  });
  const full = await standIn(({ message, say }) => {
    if (message?.kind !== 'ask-store') return;
    const { n } = message;
    say({ kind: 'failed', n, code: 'refused', isDefinite: true, message: 'the disk is full', route: [7] });
  });

  const both = await connected([lost.address, full.address]);
  await expect(both.store('0007', Buffer.from('x'))).rejects.toMatchObject({
    code: 'refused',
    isDefinite: false,
    message: 'the disk is full',
    route: [7],
  });
  const one = await connected([full.address]);
  await expect(one.store('0007', Buffer.from('x'))).rejects.toMatchObject({ isDefinite: true });
});
