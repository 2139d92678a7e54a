// What a store does not take, and that nothing has changed when it was refused.

import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import type { OpenStore } from '../value-store.conformance.ts';
import { entryOf, hexSha256, keep, namesIn, parked, read } from '../values.ts';

const hello = Buffer.from('hello');

export function refusalConformance(open: OpenStore): void {
  test('a name that no ring takes is refused', async () => {
    await using store = await open();
    for (const name of ['', 'é'.repeat(128), '\ud800']) {
      await expect(store.keep(entryOf(name, hello), { bytes: hello }, 'drop')).rejects.toMatchObject({
        code: 'bad-name',
      });
    }
    expect(store.count).toBe(0);
  });

  test('bytes that are not those of the entry are refused, given or parked', async () => {
    await using store = await open();
    await keep(store, '2067', hello, 1);
    const entry = entryOf('2067', hello, 2);
    const long = Buffer.from('hello, and more');
    const wrong = Buffer.from('hellp');
    for (const [bytes, code] of [
      [long, 'wrong-size'],
      [wrong, 'wrong-sha256'],
    ] as const) {
      await expect(store.keep(entry, { bytes }, 'drop')).rejects.toMatchObject({ code });
      await expect(store.stage('a token', entry, { bytes })).rejects.toMatchObject({ code });
      await expect(store.keep(entry, await parked(store, bytes), 'drop')).rejects.toMatchObject({ code });
    }
    await expect(store.commit('a token', 'drop')).rejects.toMatchObject({ code: 'unknown-token' });

    expect(store.entryOf('2067')?.version.at).toBe(1);
    expect(await read(store, '2067')).toEqual(hello);
  });

  test('a refused staging leaves what was staged under the token before', async () => {
    await using store = await open();
    await store.stage('a token', entryOf('2067', hello), { bytes: hello });
    const staged = store.stage('a token', entryOf('2068', hello), { bytes: Buffer.from('hellp') });
    await expect(staged).rejects.toMatchObject({ code: 'wrong-sha256' });
    await store.commit('a token', 'drop');

    expect(await read(store, '2067')).toEqual(hello);
  });

  test('a version cannot be made of a park that is not there, or not finished', async () => {
    await using store = await open();
    await using begun = await store.beginPark('an id', hello.length);
    for (const id of ['an id', 'another id']) {
      await expect(store.keep(entryOf('2067', hello), { parked: id }, 'drop')).rejects.toMatchObject({
        code: 'unknown-park',
      });
    }
    await begun.abort();
  });

  test('more than 64 KiB are not taken whole', async () => {
    await using store = await open();
    const bytes = randomBytes(65_537);
    await expect(store.keep(entryOf('2067', bytes), { bytes }, 'drop')).rejects.toMatchObject({
      code: 'too-large',
    });
  });

  test('a size that is no whole number of bytes is refused', async () => {
    await using store = await open();
    for (const size of [-1, 1.5, NaN, Infinity]) {
      await expect(store.beginPark('an id', size)).rejects.toMatchObject({ code: 'wrong-size' });
      await expect(store.admit(size)).rejects.toMatchObject({ code: 'wrong-size' });
    }
  });

  test('a value over the limit is refused in words before it is sent', async () => {
    await using store = await open({ valueBytesMax: 1_000 });
    await keep(store, '2067', randomBytes(1_000));
    await expect(store.beginPark('an id', 1_001)).rejects.toMatchObject({
      code: 'too-large',
      message: 'the park "an id" is too large: 1001 bytes; this peer takes values of up to 1000',
    });
    await expect(keep(store, '2068', randomBytes(1_001))).rejects.toMatchObject({
      code: 'too-large',
      message: '"2068" is too large: 1001 bytes; this peer takes values of up to 1000',
    });
    await expect(store.admit(1_001)).rejects.toMatchObject({ code: 'too-large' });
    await store.admit(1_000);
  });

  test('a value for which there is no room is refused in words, and what is there stays', async () => {
    await using store = await open({ capacityBytes: 1_000 });
    await keep(store, '2067', hello);
    const words = 'no room for "2068": it takes 5000 bytes';
    const disk = { code: 'disk-full', message: expect.stringContaining(words) };
    await expect(keep(store, '2068', randomBytes(5_000))).rejects.toMatchObject(disk);
    await expect(store.beginPark('an id', 5_000)).rejects.toMatchObject({ code: 'disk-full' });
    await expect(store.admit(5_000)).rejects.toMatchObject({ code: 'disk-full' });

    expect(await read(store, '2067')).toEqual(hello);
    expect(store.count).toBe(1);
  });

  test('room that one park was promised is not promised to another, until it is dropped', async () => {
    await using store = await open({ capacityBytes: 1_000 });
    const begun = await Promise.allSettled([store.beginPark('one', 600), store.beginPark('two', 600)]);
    expect(begun).toMatchObject([{ status: 'fulfilled' }, { reason: { code: 'disk-full' } }]);
    await expect(keep(store, '2067', randomBytes(500))).rejects.toMatchObject({ code: 'disk-full' });

    await store.dropPark('one');
    await store.dropPark('one');
    await (await store.beginPark('two', 600)).abort();
  });

  test('a closed store takes nothing and gives nothing, and drops what was under way', async () => {
    const store = await open();
    const begun = await store.beginPark('an id', hello.length);
    await begun.write(hello);
    await store[Symbol.asyncDispose]();
    await store[Symbol.asyncDispose]();

    const closed = { code: 'closed' };
    await expect(begun.finish(hexSha256(hello))).rejects.toMatchObject(closed);
    await expect(store.beginPark('an id', 1)).rejects.toMatchObject(closed);
    await expect(store.stage('t', entryOf('2067', hello), { bytes: hello })).rejects.toMatchObject(closed);
    await expect(store.open('2067')).rejects.toMatchObject(closed);
    await expect(store.saveCharter('text')).rejects.toMatchObject(closed);
    await store.dropPark('an id');
    await store.drop('t');
  });

  test('a closing store ends what it has begun', async () => {
    const store = await open();
    const kept = store.keep(entryOf('2067', hello), { bytes: hello }, 'drop');
    await store[Symbol.asyncDispose]();

    await kept;
    expect(namesIn(store)).toEqual(['2067']);
  });
}
