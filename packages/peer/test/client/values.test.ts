import { createHash, randomBytes } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ClientError, type HeldKey } from '@ringside/peer/client';
import { temporaryFolder } from '../defects/real-process.ts';
import { startRing } from '../defects/start-ring.ts';
import { connected } from './connected.ts';

async function all<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const found: Item[] = [];
  for await (const item of items) found.push(item);
  return found;
}

test('values of any size come back as they were stored, as bytes and as files, whichever peer is asked', async () => {
  const ring = await startRing([2, 5, 9, 14]);
  const folder = temporaryFolder();
  const writer = await connected([ring.address(2)]);
  const reader = await connected([ring.address(9)]);
  for (const [place, size] of [0, 1, 32_768, 32_769, 65_536, 200_001, 3_000_000].entries()) {
    const name = `${1_000 + 37 * place}`;
    const bytes = randomBytes(size);
    const given = join(folder, 'given');
    await writeFile(given, bytes);
    const stored = await writer.store(name, place % 2 === 0 ? bytes : { path: given });
    expect(stored).toMatchObject({ size, wanted: 3, key: Number(name) % 256 });
    expect(stored.holders).toHaveLength(3);
    expect(stored.route.at(0)).toBe(2);

    const whole = await reader.request(name);
    const file = await reader.request(name, { to: join(folder, 'taken') });
    expect(whole.bytes.length === size && bytes.equals(whole.bytes), `${size} bytes`).toBe(true);
    expect(bytes.equals(await readFile(file.path)), `${size} bytes in a file`).toBe(true);
    const { version, owner, key } = stored;
    expect(whole).toMatchObject({ version, owner, key, size, isSure: true });
    expect(whole.route.at(0)).toBe(9);
  }
  expect((await readdir(folder)).toSorted()).toEqual(['given', 'taken']);
});

test('64 stores and then 64 requests are under way at once on one connection, and none takes the answer of another', async () => {
  const ring = await startRing([2, 5, 9, 14]);
  const client = await connected([ring.address(5)]);
  const values = Array.from({ length: 64 }, (_, place) => ({
    name: `${2_000 + place}`,
    bytes: randomBytes(1 + place * 300),
  }));

  const stored = await Promise.all(values.map(({ name, bytes }) => client.store(name, bytes)));
  const found = await Promise.all(values.map(({ name }) => client.request(name)));

  expect(stored.map(({ size }) => size)).toEqual(values.map(({ bytes }) => bytes.length));
  expect(found.map(({ bytes }) => hashOf(bytes))).toEqual(values.map(({ bytes }) => hashOf(bytes)));
});

test('twenty large values at a time all come back', async () => {
  const ring = await startRing([2, 9]);
  const client = await connected([ring.address(2)]);
  const values = Array.from({ length: 20 }, (_, place) => randomBytes(100_000 + place));

  await Promise.all(values.map((bytes, place) => client.store(`${3_000 + place}`, bytes)));
  const found = await Promise.all(values.map((_, place) => client.request(`${3_000 + place}`)));

  expect(found.map(({ bytes }) => hashOf(bytes))).toEqual(values.map(hashOf));
});

test('a newer store has a higher version, and is what is found', async () => {
  const ring = await startRing([2, 9]);
  const client = await connected([ring.address(2)]);
  const first = await client.store('0007', Buffer.from('one'));
  const second = await client.store('0007', Buffer.from('two'));

  expect(second.version).toBeGreaterThan(first.version);
  expect(Buffer.from((await client.request('0007')).bytes).toString()).toBe('two');
});

test('the same number is obeyed once, whoever says it, and whatever was stored since', async () => {
  const ring = await startRing([2, 5, 9, 14]);
  const one = await connected([ring.address(2)]);
  const other = await connected([ring.address(9)]);
  const first = await one.store('0007', Buffer.from('one'), { request: 'a number of mine' });
  const second = await one.store('0007', Buffer.from('two'));

  const again = await other.store('0007', Buffer.from('one'), { request: 'a number of mine' });

  // What has replaced it since stands for it.
  expect(second.version).toBeGreaterThan(first.version);
  expect(again.version).toBe(second.version);
  expect(Buffer.from((await one.request('0007')).bytes).toString()).toBe('two');
});

test('a lookup says who owns a name and the way there; what is not stored is not found, and by whom', async () => {
  const ring = await startRing([2, 5, 9, 14]);
  const client = await connected([ring.address(2)]);

  expect(await client.lookup('0011')).toMatchObject({ key: 11, owner: { id: 14 }, route: [2, 5, 9, 14] });
  const missing = await client.request('0011').catch((error: unknown) => error);
  expect(missing).toBeInstanceOf(ClientError);
  expect(missing).toMatchObject({
    code: 'not-found',
    isDefinite: true,
    route: [2, 5, 9, 14],
    message: '0011 is not stored: peer 14 owns it and does not have it',
  });
});

test('what cannot be is refused in words, and nothing is changed', async () => {
  const ring = await startRing([2, 9]);
  const client = await connected([ring.address(2)]);
  const folder = temporaryFolder();

  await expect(client.store('words', Buffer.from('x'))).rejects.toMatchObject({
    code: 'bad-name',
    isDefinite: true,
    message: '"words" is no name here: names are exactly four digits, such as 2067',
  });
  await expect(client.store('0007', { path: join(folder, 'none') })).rejects.toMatchObject({
    code: 'no-such-file',
    message: `there is no file ${join(folder, 'none')} that can be read; give the path of a file`,
  });
  await expect(client.store('0007', { path: folder })).rejects.toMatchObject({ code: 'no-such-file' });
  await client.store('0007', Buffer.from('x'));
  const file = join(folder, 'a file');
  await writeFile(file, '');
  await expect(client.request('0007', { to: join(file, 'out') })).rejects.toMatchObject({
    code: 'cannot-write',
    message: `cannot write ${join(file, 'out')} (EEXIST); choose another place for the file`,
  });
});

test('keys lists all that one peer holds, page after page, and says what is its own', async () => {
  const ring = await startRing([2, 9]);
  const client = await connected([ring.address(2)]);
  const names = Array.from({ length: 300 }, (_, place) => `${1_000 + place}`);
  await Promise.all(names.map((name) => client.store(name, Buffer.from(name))));

  const held: HeldKey[] = await all(client.keys(ring.address(9)));

  expect(held.map(({ name }) => name)).toEqual(names);
  for (const { name, key, bytes, isOwned } of held) {
    expect({ key, bytes }).toEqual({ key: Number(name) % 256, bytes: 4 });
    expect(isOwned, name).toBe(key > 2 && key <= 9);
  }
  expect((await all(client.keys())).map(({ isOwned }) => !isOwned)).toEqual(
    held.map(({ isOwned }) => isOwned),
  );
});

function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
