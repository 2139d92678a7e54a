// Versions of one name: what becomes of the former one, losers that are kept aside, and removals that hit one version only.

import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import type { OpenStore } from '../value-store.conformance.ts';
import { allOf, keep, read } from '../values.ts';

const first = Buffer.from('first, and longer');
const second = Buffer.from('second');

export function versionConformance(open: OpenStore): void {
  test('a second value replaces the first and counts once', async () => {
    await using store = await open();
    await keep(store, '2067', first, 1);
    await keep(store, '2067', second, 2);

    expect((await read(store, '2067'))?.toString()).toBe('second');
    expect(store.count).toBe(1);
    expect([...store.asides()]).toEqual([]);
  });

  test('the loser of a conflict is kept aside, out of sight of its name, and can be read by its stamp', async () => {
    await using store = await open();
    const loser = await keep(store, '2067', first, 1);
    const winner = await keep(store, '2067', second, 2, 'keep-aside');

    expect([...store.entries()]).toEqual([winner]);
    expect([...store.asides()]).toEqual([loser]);
    expect(store.count).toBe(1);
    await using value = await store.open('2067', loser.version);
    expect(value?.entry).toEqual(loser);
    expect(value === undefined ? undefined : await allOf(value)).toEqual(first);
  });

  test('several losers of one name are kept aside beside each other, and each is removed by its own stamp', async () => {
    await using store = await open();
    const one = await keep(store, '2067', randomBytes(70_000), 1);
    const two = await keep(store, '2067', second, 2, 'keep-aside');
    await keep(store, '2067', first, 3, 'keep-aside');
    expect([...store.asides()]).toEqual([one, two]);

    await store.remove('2067', one.version);
    expect([...store.asides()]).toEqual([two]);
    await store.remove('2067', two.version);
    expect([...store.asides()]).toEqual([]);
    expect((await read(store, '2067'))?.toString()).toBe('first, and longer');
  });

  test('a version that is kept again is no loser of itself', async () => {
    await using store = await open();
    await keep(store, '2067', first, 1);
    await keep(store, '2067', first, 1, 'keep-aside');

    expect([...store.asides()]).toEqual([]);
    expect(store.count).toBe(1);
    expect(await read(store, '2067')).toEqual(first);
  });

  test('only the version with that stamp is removed', async () => {
    await using store = await open();
    const { version } = await keep(store, '2067', first, 5);
    for (const other of [{ at: 6 }, { by: 1 }, { life: 7 }]) {
      await store.remove('2067', { ...version, ...other } as typeof version); // oxlint-disable-line typescript/no-unsafe-type-assertion -- The id of another owner.
    }
    await store.remove('2068', version);
    expect(store.count).toBe(1);

    await store.remove('2067', version);
    expect(store.count).toBe(0);
    expect(await store.open('2067')).toBeUndefined();
  });

  test('what was removed can be stored again', async () => {
    await using store = await open();
    const { version } = await keep(store, '2067', first, 1);
    await store.remove('2067', version);
    await keep(store, '2067', first, 1);

    expect(await read(store, '2067')).toEqual(first);
  });

  test('of two versions the newer one stays, in whatever order they come, staged or kept', async () => {
    await using store = await open();
    await keep(store, '2067', second, 2);
    await keep(store, '2067', first, 1);
    expect(await read(store, '2067')).toEqual(second);
    expect(store.count).toBe(1);
  });

  for (const size of [5_000, 500_000]) {
    test(`a value of ${size} bytes that is replaced or removed while it is read is still read whole, in its old version`, async () => {
      await using store = await open();
      const old = randomBytes(size);
      await keep(store, '2067', old, 1);
      await using value = await store.open('2067');
      const chunks = value?.chunks()[Symbol.asyncIterator]();
      const begin = await chunks?.next();
      const { version } = await keep(store, '2067', second, 2);
      await store.remove('2067', version);

      const rest: Uint8Array[] = [];
      for (let next = await chunks?.next(); next?.done === false; next = await chunks?.next())
        rest.push(next.value);
      expect(Buffer.concat([begin?.value ?? Buffer.alloc(0), ...rest])).toEqual(old);
      expect(await store.open('2067')).toBeUndefined();
    });
  }

  test('a value that is read again and again while it is replaced is each time one version, whole', async () => {
    await using store = await open();
    const versions = Array.from({ length: 30 }, (_, turn) =>
      Buffer.alloc(turn % 2 === 0 ? 3_000 : 70_000, turn + 1),
    );
    await keep(store, '2067', versions[0] ?? first, 0);
    let isWriting = true;
    const writing = (async () => {
      for (const [turn, bytes] of versions.entries()) await keep(store, '2067', bytes, turn);
      isWriting = false;
    })();
    let reads = 0;
    while (isWriting) {
      const bytes = await read(store, '2067');
      expect(versions.some((version) => version.equals(bytes ?? first))).toBe(true);
      reads += 1;
    }
    await writing;
    expect(reads).toBeGreaterThan(0);
  });

  test('the charter is what was saved last', async () => {
    await using store = await open();
    expect(store.charter()).toBeUndefined();
    await Promise.all(['first', 'second', ''].map((text) => store.saveCharter(text)));
    expect(store.charter()).toBe('');
    await store.saveCharter('arcs\nand Ä');
    expect(store.charter()).toBe('arcs\nand Ä');
  });
}
