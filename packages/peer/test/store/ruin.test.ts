// A database that is torn in places nobody chose: whatever can be read is kept, nothing is given out that was not stored, nothing comes back that was gone.

import { hash, randomBytes } from 'node:crypto';
import { cp, stat, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { headsInRuin } from '../../src/store/database/ruin.ts';
import { headLine } from '../../src/store/head.ts';
import { openDiskStore, type ValueStore } from '../../src/store/index.ts';
import { databaseIn, overwrite, placeOf } from './damage.ts';
import { temporaryFolder } from './temporary-folder.ts';
import { entryOf, keep, namesIn, parked, read, readOrDamaged } from './values.ts';

const seed = Math.floor(Math.random() * 2 ** 32);
const pageBytes = 8_192;

/** The bytes of that version of that name. */
function valueOf(name: string, at: number): Buffer {
  const size = (name.length * 37 + at * 911) % 6_000;
  return Buffer.alloc(size, hash('sha256', `${name} ${at}`));
}

/** Three versions of each of 150 names, one in three kept aside, one in seven removed at last. */
async function fill(store: ValueStore): Promise<Map<string, number | undefined>> {
  const held = new Map<string, number | undefined>();
  const turns = Array.from({ length: 150 }, (_, turn) => turn);
  await Promise.all(
    turns.map(async (turn) => {
      const name = `${'n'.repeat(turn % 60)} ${turn}`;
      for (const at of [1, 2, 3]) {
        const former = at === 2 && turn % 3 === 0 ? 'keep-aside' : 'drop';
        await keep(store, name, valueOf(name, at), at, former);
      }
      if (turn % 7 === 0) await store.remove(name, entryOf(name, Buffer.alloc(0), 3).version);
      held.set(name, turn % 7 === 0 ? undefined : 3);
    }),
  );
  return held;
}

/**
 * What is there is whole, and is the last version that was stored. (One thing may come back in its place: the loser that was kept aside,
 * when the lines of both are torn and an older line of the loser is not.) Resolves with how many values are held and can be read.
 */
async function readable(store: ValueStore, held: ReadonlyMap<string, number | undefined>): Promise<number> {
  let count = 0;
  for (const { name, version } of store.entries()) {
    const loser = Number(name.split(' ')[1]) % 3 === 0 ? 1 : undefined;
    expect([held.get(name), loser], name).toContain(version.at);
  }
  for (const { name, version } of [...store.entries(), ...store.asides()]) {
    const bytes = await readOrDamaged(store, name, version);
    expect(bytes === 'damaged' || bytes?.equals(valueOf(name, version.at)), name).toBe(true);
    if (bytes !== 'damaged' && store.entryOf(name)?.version.at === version.at) count += 1;
  }
  return count;
}

test(`a database torn in any place gives back what is whole and nothing else (seed ${seed})`, async () => {
  const original = await temporaryFolder();
  let held: ReadonlyMap<string, number | undefined> = new Map();
  {
    await using store = await openDiskStore({ folder: original });
    held = await fill(store);
  }
  const { size } = await stat(await databaseIn(original));
  const all = [...held.values()].filter((at) => at !== undefined).length;
  const shares: number[] = [];
  for (let round = 0; round < 30; round += 1) {
    const drawn = Buffer.from(hash('sha256', `${seed} ${round}`, 'hex'), 'hex');
    const folder = join(await temporaryFolder(), 'copy');
    await cp(original, folder, { recursive: true });
    const path = await databaseIn(folder);
    if (round % 5 === 0) await truncate(path, drawn.readUInt32BE(0) % size);
    for (let tear = 0; tear <= round % 4; tear += 1) {
      const at = drawn.readUInt32BE(4 + 4 * tear) % size;
      await overwrite(path, at, randomBytes(1 + (drawn.readUInt8(30 + (tear % 2)) % 64)));
    }

    const told: string[] = [];
    await using store = await openDiskStore({ folder, onTrouble: (words) => told.push(words) });
    const count = await readable(store, held);
    expect(store.count === all || told.length === 1, `round ${round}`).toBe(true);
    if (round % 5 !== 0) shares.push(count / all);
    await keep(store, 'stored afterwards', Buffer.from('anew'));
    expect((await read(store, 'stored afterwards'))?.toString()).toBe('anew');
  }
  // A few torn bytes cost a few values, unless they hit one of the few pages that lead to many.
  expect(shares.filter((share) => share < 0.9).length).toBeLessThan(shares.length / 4);
}, 120_000);

test('a head that the table has lost without a trace is missed, and is found where it still stands or is told as lost', async () => {
  const folder = await temporaryFolder();
  {
    await using store = await openDiskStore({ folder });
    for (const name of ['one', 'two', 'three']) await keep(store, name, Buffer.from(name));
  }
  {
    using database = new DatabaseSync(await databaseIn(folder));
    database.exec(
      "PRAGMA secure_delete = ON; DROP TRIGGER head_dropped; DELETE FROM head WHERE line LIKE '%two%'",
    );
  }

  const told: string[] = [];
  await using store = await openDiskStore({ folder, onTrouble: (words) => told.push(words) });
  expect(namesIn(store)).toEqual(['one', 'three']);
  expect(told).toEqual([expect.stringContaining('(versions kept: 2, lost: 1)')]);
});

test('of each version a ruin gives back the last state, in whatever order the lines stand', async () => {
  const path = join(await temporaryFolder(), 'ruin');
  const states = ['staged', 'held', 'aside'] as const;
  const entry = entryOf('2067', Buffer.from('a small value'));
  for (const order of [
    [0, 1, 2],
    [2, 1, 0],
    [1, 2, 0],
  ]) {
    const lines = order.map((place) => headLine({ id: 1, state: states[place] ?? 'held', entry }));
    const other = headLine({ id: 2, state: 'held', file: 7, entry });
    await writeFile(path, `torn ${lines.join(' and ')}${other.replace('held', 'aside')}ringhead1 ${other}`);

    expect([...headsInRuin(path, undefined).values()]).toEqual([
      { id: 1, state: 'aside', entry },
      { id: 2, state: 'held', file: 7, entry },
    ]);
  }
});

test('what had been replaced or removed does not come back from a ruin', async () => {
  const folder = await temporaryFolder();
  let held: ReadonlyMap<string, number | undefined> = new Map();
  {
    await using store = await openDiskStore({ folder });
    held = await fill(store);
  }
  await overwrite(await databaseIn(folder), 2 * pageBytes, randomBytes(pageBytes));

  await using store = await openDiskStore({ folder });
  const expected = [...held].filter(([, at]) => at !== undefined).map(([name]) => name);
  expect(namesIn(store)).toEqual(expected.toSorted());
  for (const name of expected) expect(store.entryOf(name)?.version.at, name).toBe(3);
  expect(await readable(store, held)).toBe(expected.length);
});

test('what is staged outlives the mending of a database that is found damaged meanwhile', async () => {
  const folder = await temporaryFolder();
  const large = randomBytes(100_000);
  const small = Buffer.from('a small value');
  const marked = Buffer.from('<there is one value like this>'.padEnd(6_000, '.'));
  let version = entryOf('marked', marked).version;
  {
    await using store = await openDiskStore({ folder });
    ({ version } = await keep(store, 'marked', marked));
    await fill(store);
  }
  const told: string[] = [];
  await using store = await openDiskStore({ folder, onTrouble: (words) => told.push(words) });
  await store.stage('large', entryOf('large', large), await parked(store, large));
  await store.stage('small', entryOf('small', small), { bytes: small });
  const path = await databaseIn(folder);
  const at = await placeOf(path, '<there is one value like this>');
  await overwrite(path, at - (at % pageBytes), randomBytes(pageBytes));
  expect(told).toEqual([]);

  await store.remove('marked', version);
  expect(told).toEqual([
    expect.stringMatching(/was damaged and is mended \(versions kept: \d{3}, lost: \d\);/),
  ]);
  await store.commit('large', 'drop');
  await store.commit('small', 'drop');
  expect(await read(store, 'large')).toEqual(large);
  expect(await read(store, 'small')).toEqual(small);
});
