// What every store keeps to. Both stores pass these tests, so that a test with the one in memory says something about the one on disk.

import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { sha256 } from '../../src/store/sha256.ts';
import type { ValueStore } from '../../src/store/value-store.ts';
import { namesIn, put, read } from './values.ts';

export interface Limits {
  readonly valueBytesMax?: number;
  readonly capacityBytes?: number;
}

const hello = Buffer.from('hello');

/** Registers the suite. `open` gives an empty store. */
export function valueStoreConformance(open: (limits?: Limits) => Promise<ValueStore>): void {
  test('a value comes back as it was put, with its size and SHA-256, however it was cut into chunks', async () => {
    await using store = await open();
    for (const size of [0, 1, 900, 65_535, 65_536, 65_537, 300_000]) {
      const bytes = randomBytes(size);
      await put(store, `${size}`, bytes, 10_000);

      expect(await read(store, `${size}`)).toEqual({ size, sha256: Buffer.from(sha256(bytes)), bytes });
    }
    expect(store.count).toBe(7);
  });

  test('a name that was never stored is undefined, not an error and not an empty value', async () => {
    await using store = await open();
    expect(await store.open('2067')).toBeUndefined();
  });

  test('any name of up to 255 bytes keeps a value of its own, paths and odd letters included', async () => {
    await using store = await open();
    const names = ['../../etc/passwd', '/', '.', 'a\0b', 'CON', 'Ä', 'A\u0308', '0007', '7', 'é'.repeat(127)];
    for (const name of names) await put(store, name, Buffer.from(`value of ${name}`));

    for (const name of names) expect((await read(store, name))?.bytes.toString()).toBe(`value of ${name}`);
    expect(await namesIn(store)).toEqual(names.toSorted());
  });

  test('a name that no ring takes is refused before anything is written', async () => {
    await using store = await open();
    await expect(store.beginPut('', 1)).rejects.toMatchObject({ code: 'bad-name' });
    await expect(store.beginPut('é'.repeat(128), 1)).rejects.toMatchObject({ code: 'bad-name' });
  });

  test('nothing is there until the commit, and nothing after an abort', async () => {
    await using store = await open();
    const aborted = await store.beginPut('2067', hello.length);
    await aborted.write(hello);
    expect(await store.open('2067')).toBeUndefined();
    await aborted.abort();
    await aborted.abort();

    expect(await store.open('2067')).toBeUndefined();
    expect(store.count).toBe(0);
    await expect(aborted.write(hello)).rejects.toMatchObject({ code: 'closed' });
    await expect(aborted.commit(sha256(hello))).rejects.toMatchObject({ code: 'closed' });
  });

  test('an abort may come while a write is under way, and nothing follows it', async () => {
    await using store = await open();
    const begun = await store.beginPut('2067', 2 * hello.length);
    const [, , late] = await Promise.allSettled([begun.write(hello), begun.abort(), begun.write(hello)]);

    expect(late).toMatchObject({ status: 'rejected', reason: { code: 'closed' } });
    expect(await store.open('2067')).toBeUndefined();
  });

  test('a put that is left without a commit is aborted, and one that was committed is not', async () => {
    await using store = await open();
    await expect(interrupted(store)).rejects.toThrow('the sender is gone');
    expect(await store.open('2067')).toBeUndefined();

    await put(store, '2067', hello);
    expect((await read(store, '2067'))?.bytes).toEqual(hello);
  });

  test('a value is refused when bytes are missing, when there are too many, and when one is wrong', async () => {
    await using store = await open();
    await put(store, '2067', Buffer.from('the old value'));

    await expect(put(store, '2067', hello, 3, { size: 6 })).rejects.toMatchObject({ code: 'wrong-size' });
    await expect(put(store, '2067', hello, 3, { size: 4 })).rejects.toMatchObject({ code: 'wrong-size' });
    const other = sha256(Buffer.from('hellp'));
    await expect(put(store, '2067', hello, 3, { sha256: other })).rejects.toMatchObject({
      code: 'wrong-sha256',
    });

    expect((await read(store, '2067'))?.bytes.toString()).toBe('the old value');
  });

  test('a size that is no whole number of bytes is refused', async () => {
    await using store = await open();
    for (const size of [-1, 1.5, NaN, Infinity]) {
      await expect(store.beginPut('2067', size)).rejects.toMatchObject({ code: 'wrong-size' });
    }
  });

  test('a second put replaces the value and counts once', async () => {
    await using store = await open();
    await put(store, '2067', Buffer.from('first, and longer'));
    await put(store, '2067', Buffer.from('second'));

    expect((await read(store, '2067'))?.bytes.toString()).toBe('second');
    expect(store.count).toBe(1);
  });

  test('a value that is replaced while it is read is still read whole, in its old version', async () => {
    await using store = await open();
    const old = randomBytes(500_000);
    await put(store, '2067', old);
    await using value = await store.open('2067');
    const chunks = value?.chunks()[Symbol.asyncIterator]();
    const first = await chunks?.next();
    await put(store, '2067', Buffer.from('new'));

    const rest: Uint8Array[] = [];
    for (let next = await chunks?.next(); next?.done === false; next = await chunks?.next())
      rest.push(next.value);
    expect(Buffer.concat([first?.value ?? Buffer.alloc(0), ...rest])).toEqual(old);
    expect((await read(store, '2067'))?.bytes.toString()).toBe('new');
  });

  test('puts of one name at once do not mix, and the last commit stays', async () => {
    await using store = await open();
    const values = Array.from({ length: 8 }, () => randomBytes(30_000));
    await Promise.all(values.map((bytes) => put(store, '2067', bytes, 1_000)));

    const kept = await read(store, '2067');
    expect(values.some((bytes) => bytes.equals(kept?.bytes ?? Buffer.alloc(0)))).toBe(true);
  });

  test('a commit waits for the writes before it, awaited or not', async () => {
    await using store = await open();
    const begun = await store.beginPut('2067', 2 * hello.length);
    await Promise.all([
      begun.write(hello),
      begun.write(hello),
      begun.commit(sha256(Buffer.from('hellohello'))),
    ]);

    expect((await read(store, '2067'))?.bytes.toString()).toBe('hellohello');
  });

  test('the caller may use its buffers again', async () => {
    await using store = await open();
    const buffer = Buffer.from('hello');
    const begun = await store.beginPut('2067', buffer.length);
    await begun.write(buffer);
    buffer.fill('x');
    await begun.commit(sha256(hello));

    expect((await read(store, '2067'))?.bytes.toString()).toBe('hello');
  });

  test('a value over the limit is refused in words before it is sent', async () => {
    await using store = await open({ valueBytesMax: 1_000 });
    await put(store, '2067', randomBytes(1_000));
    await expect(store.beginPut('2068', 1_001)).rejects.toMatchObject({
      code: 'too-large',
      message: '"2068" is too large: 1001 bytes; this peer takes values of up to 1000',
    });
  });

  test('a value for which there is no room is refused in words, and what is there stays', async () => {
    await using store = await open({ capacityBytes: 1_000 });
    await put(store, '2067', randomBytes(400));
    await expect(store.beginPut('2067', 5_000)).rejects.toMatchObject({
      code: 'disk-full',
      message: expect.stringContaining('no room for "2067": it takes 5000 bytes'),
    });

    expect((await read(store, '2067'))?.size).toBe(400);
  });

  test('a closed store takes nothing and gives nothing, and drops what was under way', async () => {
    const store = await open();
    const begun = await store.beginPut('2067', hello.length);
    await begun.write(hello);
    await store[Symbol.asyncDispose]();
    await store[Symbol.asyncDispose]();

    await expect(begun.commit(sha256(hello))).rejects.toMatchObject({ code: 'closed' });
    await expect(store.beginPut('2067', 1)).rejects.toMatchObject({ code: 'closed' });
    await expect(store.open('2067')).rejects.toMatchObject({ code: 'closed' });
  });
}

async function interrupted(store: ValueStore): Promise<void> {
  await using begun = await store.beginPut('2067', hello.length);
  await begun.write(hello.subarray(0, 2));
  throw new Error('the sender is gone');
}
