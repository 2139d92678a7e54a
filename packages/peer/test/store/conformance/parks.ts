// Bytes that wait: parked, staged from the park, read from it, dropped.

import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import type { ValueStore } from '../../../src/store/value-store.ts';
import type { OpenStore } from '../value-store.conformance.ts';
import { allOf, entryOf, hexSha256, parked, read } from '../values.ts';

const hello = Buffer.from('hello');
const large = randomBytes(200_000);

export function parkConformance(open: OpenStore): void {
  test('a park is no value, can be read, and is used up by the commit of a version made of it', async () => {
    await using store = await open();
    const source = await parked(store, large, 7_000);
    expect(store.count).toBe(0);
    await using content = await store.openParked(source.parked);
    expect(content === undefined ? undefined : await allOf(content)).toEqual(large);

    await store.stage('a token', entryOf('2067', large), source);
    await store.commit('a token', 'drop');
    expect(await read(store, '2067')).toEqual(large);
    expect(await store.openParked(source.parked)).toBeUndefined();
    await expect(store.stage('again', entryOf('2068', large), source)).rejects.toMatchObject({
      code: 'unknown-park',
    });
  });

  test('what was staged and dropped can be staged again from its park', async () => {
    await using store = await open();
    const source = await parked(store, large);
    await store.stage('one', entryOf('2067', large, 1), source);
    await store.drop('one');
    await store.stage('two', entryOf('2067', large, 2), source);
    await store.commit('two', 'drop');

    expect(store.entryOf('2067')?.version.at).toBe(2);
    expect(await read(store, '2067')).toEqual(large);
  });

  test('two versions made of one park have its bytes, each for itself', async () => {
    await using store = await open();
    const source = await parked(store, large);
    await store.stage('one', entryOf('2067', large), source);
    await store.stage('two', entryOf('2068', large), source);
    await store.commit('one', 'drop');
    await store.commit('two', 'drop');
    await store.remove('2067', entryOf('2067', large).version);

    expect(await read(store, '2068')).toEqual(large);
  });

  test('a park that is dropped is gone, and what was staged from it stays', async () => {
    await using store = await open();
    const source = await parked(store, large);
    await store.stage('a token', entryOf('2067', large), source);
    await store.dropPark(source.parked);
    await store.dropPark(source.parked);
    await store.dropPark('never parked');
    expect(await store.openParked(source.parked)).toBeUndefined();

    await store.commit('a token', 'drop');
    expect(await read(store, '2067')).toEqual(large);
  });

  test('a park that is dropped while it is finished is gone as well', async () => {
    await using store = await open();
    const park = await store.beginPark('an id', hello.length);
    await park.write(hello);
    const finished = park.finish(hexSha256(hello));
    await store.dropPark('an id');

    await finished;
    expect(await store.openParked('an id')).toBeUndefined();
    await (await store.beginPark('an id', 1)).abort();
  });

  test('an id is for one park at a time, and free again when that is dropped or aborted', async () => {
    await using store = await open();
    const park = await store.beginPark('an id', hello.length);
    await expect(store.beginPark('an id', 1)).rejects.toMatchObject({
      code: 'park-taken',
      message: 'the park "an id" is there already; drop it first, or use another id',
    });
    await park.abort();
    const other = await store.beginPark('an id', hello.length);
    await other.write(hello);
    await other.finish(hexSha256(hello));
    await expect(store.beginPark('an id', 1)).rejects.toMatchObject({ code: 'park-taken' });

    await store.dropPark('an id');
    await (await store.beginPark('an id', 1)).abort();
  });

  test('an abort may come at any time and more than once, and nothing follows it', async () => {
    await using store = await open();
    const park = await store.beginPark('an id', 2 * hello.length);
    const [, , late] = await Promise.allSettled([park.write(hello), park.abort(), park.write(hello)]);
    await park.abort();

    expect(late).toMatchObject({ status: 'rejected', reason: { code: 'closed' } });
    await expect(park.finish(hexSha256(hello))).rejects.toMatchObject({ code: 'closed' });
    expect(await store.openParked('an id')).toBeUndefined();
  });

  test('an abort does nothing to a park that is finished', async () => {
    await using store = await open();
    const source = await parked(store, hello);
    await store.keep(entryOf('2067', hello), source, 'drop');
    expect(await read(store, '2067')).toEqual(hello);
  });

  test('a park that is left unfinished is aborted', async () => {
    await using store = await open();
    await expect(interrupted(store)).rejects.toThrow('the sender is gone');
    expect(await store.openParked('an id')).toBeUndefined();
    await (await store.beginPark('an id', 1)).abort();
  });

  test('a finish waits for the writes before it, awaited or not', async () => {
    await using store = await open();
    const twice = Buffer.concat([hello, hello]);
    const park = await store.beginPark('an id', twice.length);
    await Promise.all([park.write(hello), park.write(hello), park.finish(hexSha256(twice))]);
    await store.keep(entryOf('2067', twice), { parked: 'an id' }, 'drop');

    expect(await read(store, '2067')).toEqual(twice);
  });

  test('a park is refused when bytes are missing, when there are too many, and when one is wrong', async () => {
    await using store = await open();
    const outcomes = await Promise.allSettled([
      parkHello(store, 'short', 6, hello),
      parkHello(store, 'long', 4, hello),
      parkHello(store, 'wrong', 5, Buffer.from('hellp')),
    ]);

    expect(outcomes).toMatchObject([
      { reason: { code: 'wrong-size' } },
      { reason: { code: 'wrong-size' } },
      { reason: { code: 'wrong-sha256' } },
    ]);
    for (const id of ['short', 'long', 'wrong']) expect(await store.openParked(id)).toBeUndefined();
  });
}

/** Parks bytes that should be `size` many, and those of "hello". */
async function parkHello(store: ValueStore, id: string, size: number, bytes: Uint8Array): Promise<void> {
  await using begun = await store.beginPark(id, size);
  await begun.write(bytes);
  await begun.finish(hexSha256(hello));
}

async function interrupted(store: ValueStore): Promise<void> {
  await using begun = await store.beginPark('an id', hello.length);
  await begun.write(hello.subarray(0, 2));
  throw new Error('the sender is gone');
}
