// Staged, committed, dropped: what can be seen, and when.

import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import type { OpenStore } from '../value-store.conformance.ts';
import { allOf, entryOf, keep, namesIn, parked, read, sourceOf } from '../values.ts';

const hello = Buffer.from('hello');

export function stagingConformance(open: OpenStore): void {
  test('a value comes back as it was given, with its entry, whatever its size', async () => {
    await using store = await open();
    for (const size of [0, 1, 900, 65_535, 65_536, 65_537, 300_000]) {
      const bytes = randomBytes(size);
      const entry = entryOf(`${size}`, bytes);
      await store.stage(`${size}`, entry, await sourceOf(store, bytes, 10_000));
      await store.commit(`${size}`, 'drop');

      await using value = await store.open(`${size}`);
      expect(value?.entry).toEqual(entry);
      expect(value === undefined ? undefined : await allOf(value)).toEqual(bytes);
    }
    expect(store.count).toBe(7);
  });

  test('small values come whole at one call, also when they were parked, and large ones do not', async () => {
    await using store = await open();
    await store.keep(entryOf('parked', hello), await parked(store, hello), 'drop');
    await keep(store, 'given', hello);
    await keep(store, 'empty', Buffer.alloc(0));
    await keep(store, 'large', randomBytes(65_537));
    const whole = async (name: string): Promise<string | undefined> => {
      await using value = await store.open(name);
      return value === undefined ? undefined : Buffer.from(await value.bytes()).toString();
    };

    expect(await Promise.all(['parked', 'given', 'empty'].map(whole))).toEqual(['hello', 'hello', '']);
    await expect(whole('large')).rejects.toMatchObject({ code: 'too-large' });
  });

  test('a name that was never stored is undefined, not an error and not an empty value', async () => {
    await using store = await open();
    expect(await store.open('2067')).toBeUndefined();
    expect(store.entryOf('2067')).toBeUndefined();
  });

  test('what is staged cannot be seen until it is committed, and then at once', async () => {
    await using store = await open();
    await keep(store, '2067', Buffer.from('the old value'), 1);
    const entry = entryOf('2067', hello, 2);
    await store.stage('a token', entry, { bytes: hello });

    expect((await read(store, '2067'))?.toString()).toBe('the old value');
    expect(store.entryOf('2067')?.version.at).toBe(1);
    await store.commit('a token', 'drop');
    expect((await read(store, '2067'))?.toString()).toBe('hello');
    expect([...store.entries()]).toEqual([entry]);
    expect([...store.asides()]).toEqual([]);
  });

  test('what is dropped is gone, and dropping it again is no error', async () => {
    await using store = await open();
    await store.stage('a token', entryOf('2067', hello), { bytes: hello });
    await store.drop('a token');
    await store.drop('a token');
    await store.drop('never staged');

    await expect(store.commit('a token', 'drop')).rejects.toMatchObject({ code: 'unknown-token' });
    expect(await store.open('2067')).toBeUndefined();
  });

  test('a token is committed once', async () => {
    await using store = await open();
    await store.stage('a token', entryOf('2067', hello), { bytes: hello });
    const outcomes = await Promise.allSettled([
      store.commit('a token', 'drop'),
      store.commit('a token', 'drop'),
    ]);

    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
    expect(store.count).toBe(1);
  });

  test('staging a token again replaces what was staged, also under another name', async () => {
    await using store = await open();
    await store.stage('a token', entryOf('2067', hello), { bytes: hello });
    const other = Buffer.from('other');
    await store.stage('a token', entryOf('2068', other), { bytes: other });
    await store.commit('a token', 'drop');

    expect(namesIn(store)).toEqual(['2068']);
    expect((await read(store, '2068'))?.toString()).toBe('other');
  });

  test('stage, commit and drop of one token keep their order, awaited or not', async () => {
    await using store = await open();
    await Promise.all([
      store.stage('a', entryOf('2067', hello), { bytes: hello }),
      store.commit('a', 'drop'),
      store.stage('b', entryOf('2068', hello), { bytes: hello }),
      store.drop('b'),
    ]);

    expect(namesIn(store)).toEqual(['2067']);
    await expect(store.commit('b', 'drop')).rejects.toMatchObject({ code: 'unknown-token' });
  });

  test('commits of one name at once do not mix: one value is left, and it is the last one', async () => {
    await using store = await open();
    const values = Array.from({ length: 12 }, (_, turn) => randomBytes(turn % 2 === 0 ? 3_000 : 70_000));
    const tokens = values.map((_bytes, turn) => `token ${turn}`);
    await Promise.all(
      values.map(async (bytes, turn) =>
        store.stage(`token ${turn}`, entryOf('2067', bytes, turn), await sourceOf(store, bytes)),
      ),
    );
    await Promise.all(tokens.map((token) => store.commit(token, 'drop')));

    expect(store.count).toBe(1);
    expect(await read(store, '2067')).toEqual(values.at(-1));
  });

  test('two hundred stagings and commits at once all come true', async () => {
    await using store = await open();
    const names = Array.from({ length: 200 }, (_, turn) => `name ${turn}`).toSorted();
    await Promise.all(
      names.map(async (name) => {
        const bytes = Buffer.from(`value of ${name}`);
        await store.stage(name, entryOf(name, bytes), { bytes });
        await store.commit(name, 'drop');
      }),
    );

    expect(namesIn(store)).toEqual(names);
    for (const name of names) expect((await read(store, name))?.toString()).toBe(`value of ${name}`);
  });

  test('the caller may use its buffer again as soon as it has called', async () => {
    await using store = await open();
    const buffer = Buffer.from('hello');
    const staged = store.stage('a token', entryOf('2067', hello), { bytes: buffer });
    buffer.fill('x');
    await staged;
    await store.commit('a token', 'drop');

    expect((await read(store, '2067'))?.toString()).toBe('hello');
  });

  test('any name of up to 255 bytes keeps a value of its own, paths and odd letters included', async () => {
    await using store = await open();
    const names = ['../../etc/passwd', '/', '.', 'a\0b', 'CON', 'Ä', 'A\u0308', '0007', '7', 'é'.repeat(127)];
    names.push('\n', '"', '__proto__', 'ringhead1 ');
    for (const name of names) await keep(store, name, Buffer.from(`value of ${name}`));

    for (const name of names) expect((await read(store, name))?.toString()).toBe(`value of ${name}`);
    expect(namesIn(store)).toEqual(names.toSorted());
  });
}
