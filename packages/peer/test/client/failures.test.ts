import { createHash, randomBytes } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { connect, type Client, type ClientOptions } from '@ringside/peer/client';
import { toIdentifier, identifierSpace } from '../../src/ring/index.ts';
import type { WireMessage } from '../../src/wire/index.ts';
import { temporaryFolder } from '../defects/real-process.ts';
import { startRing } from '../defects/start-ring.ts';
import { frailLine, nobody, standIn } from './stand-ins.ts';

const hasty = { patienceMs: 300, silenceMs: 400 };

async function connected(addresses: readonly string[], options: ClientOptions = {}): Promise<Client> {
  const client = await connect(addresses, options);
  onTestFinished(() => client[Symbol.asyncDispose]());
  return client;
}

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
  const frail = await frailLine(ring.address(2), { afterBytes: 300_000 });
  const client = await connected([frail.address, ring.address(5)]);
  const bytes = randomBytes(1_000_000);

  expect(await client.store('0007', bytes)).toMatchObject({ size: 1_000_000, route: [5, 9] });
  expect(bytes.equals((await client.request('0007')).bytes)).toBe(true);
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

const space = identifierSpace(8);
const seven = toIdentifier(space, 7);

/** A peer that claims to have a value, and gives other bytes than it says. */
async function liar(size: number, content: Uint8Array | null): Promise<string> {
  const { address } = await standIn(({ message, say, sayBytes }) => {
    if (message?.kind === 'ask-request') say(found(message.n));
    if (message?.kind === 'get') {
      say({ kind: 'get-go', n: message.n, size });
      for (let at = 0; at < size; at += 50_000) sayBytes(Buffer.alloc(Math.min(50_000, size - at), 'x'));
    }
  });
  const found = (n: number): WireMessage => ({
    kind: 'request-done',
    n,
    key: seven,
    owner: seven,
    at: content === null ? { id: seven, epoch: 1, address } : null,
    route: [seven],
    stamp: { at: 1, by: seven, life: 1 },
    size,
    sha256: new Uint8Array(32),
    isSure: true,
    content,
  });
  return address;
}

test.each([
  ['with the answer', 5, Buffer.from('wrong')],
  ['on a connection of their own', 120_000, null],
])('bytes that are not those of the SHA-256 are refused, %s, and leave no file', async (_, size, content) => {
  const folder = temporaryFolder();
  const client = await connected([await liar(size, content)]);

  await expect(client.request('0007')).rejects.toMatchObject({
    code: 'wrong-bytes',
    message: 'the bytes that came are not those that were stored; ask again',
  });
  await expect(client.request('0007', { to: join(folder, 'out') })).rejects.toMatchObject({
    code: 'wrong-bytes',
  });
  expect(await readdir(folder)).toEqual([]);
});

test('a value too large for memory is refused before it is fetched, with the mend', async () => {
  const client = await connected([await liar(100_000_000, null)]);

  await expect(client.request('0007')).rejects.toMatchObject({
    code: 'too-large',
    message:
      '100000000 bytes are too many to be held in memory (67108864 at most); request it into a file: { to: path }',
  });
});

test('the holder that goes away while its bytes are fetched is asked for again', async () => {
  const ring = await startRing([2, 5, 9, 14], { replicas: 3 });
  const bytes = randomBytes(400_000);
  const writer = await connected([ring.address(2)]);
  await writer.store('0007', bytes);
  let gets = 0;
  const broken = await standIn(({ message, hangUp }) => {
    if (message?.kind === 'get') gets += 1;
    hangUp();
  });
  const { owner, key } = await writer.lookup('0007');
  let asked = 0;
  const real = await connected([ring.address(5)]);
  const found = await real.request('0007');
  // The first answer names a holder that hangs up; the second one tells the truth.
  const between = await standIn(({ message, say }) => {
    if (message?.kind !== 'ask-request') return;
    asked += 1;
    const at = asked === 1 ? { ...owner, address: broken.address } : owner;
    say({
      kind: 'request-done',
      n: message.n,
      key,
      owner: owner.id,
      at,
      route: [],
      stamp: { at: found.version, by: owner.id, life: owner.epoch },
      size: bytes.length,
      sha256: sha256Of(bytes),
      isSure: true,
      content: null,
    });
  });
  const folder = temporaryFolder();
  const client = await connected([between.address]);

  const { path } = await client.request('0007', { to: join(folder, 'out') });

  expect(bytes.equals(await readFile(path))).toBe(true);
  expect([asked, gets]).toEqual([2, 1]);
});

test('a client that was closed says so, to whoever waited and to whoever comes', async () => {
  const silent = await standIn(() => undefined);
  const client = await connect([silent.address]);
  const failure = client.store('0007', Buffer.from('x')).catch((error: unknown) => error);
  await new Promise((resolve) => setImmediate(resolve));
  await client[Symbol.asyncDispose]();

  expect(await failure).toMatchObject({ code: 'closed', isDefinite: false });
  await expect(client.lookup('0007')).rejects.toMatchObject({ code: 'closed' });
});

function sha256Of(bytes: Uint8Array): Uint8Array {
  return createHash('sha256').update(bytes).digest();
}
