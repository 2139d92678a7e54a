import { createHash, randomBytes } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { identifierSpace, toIdentifier } from '../../src/ring/index.ts';
import type { WireMessage } from '../../src/wire/index.ts';
import { temporaryFolder } from '../defects/real-process.ts';
import { startRing } from '../defects/start-ring.ts';
import { connected } from './connected.ts';
import { standIn } from './stand-ins.ts';

const space = identifierSpace(8);
const seven = toIdentifier(space, 7);

/** A peer that claims to have a value, and gives other bytes than it says. */
async function liar(size: number, content: Uint8Array | null): Promise<string> {
  const { address } = await standIn(({ message, say, pour }) => {
    if (message?.kind === 'ask-request') say(found(message.n));
    if (message?.kind === 'get') {
      say({ kind: 'get-go', n: message.n, size });
      for (let at = 0; at < size; at += 50_000) pour(Buffer.alloc(Math.min(50_000, size - at), 'x'));
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

function sha256Of(bytes: Uint8Array): Uint8Array {
  return createHash('sha256').update(bytes).digest();
}
