import { expect, test } from 'vitest';
import { Chance } from '../../../src/sim/index.ts';
import { Clock } from '../../../src/sim/clock.ts';
import { Disk } from '../../../src/sim/values/disk.ts';
import type { Ending, Entry, Former } from '../../../src/keys/index.ts';
import { entry } from '../../keys/ledger/entries.ts';

const ada = entry({ name: 'ada', key: 3, at: 1 });
const newerAda = entry({ name: 'ada', key: 3, at: 2 });

function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/** A disk on a clock of its own, and how what was asked of it has ended. */
class Bench {
  readonly clock: Clock = new Clock();
  readonly disk: Disk;
  readonly endings: string[] = [];

  constructor(seed = 1) {
    this.disk = new Disk(this.clock, new Chance(seed));
  }

  run(ms = 1_000): void {
    this.clock.runTo(this.clock.now + ms);
  }

  note(what: string): (ending: Ending) => void {
    return (ending) => void this.endings.push(ending.kind === 'done' ? what : `${what}: ${ending.code}`);
  }

  keep(which: Entry, text: string, former: Former = 'drop'): void {
    this.disk.keep(which, { bytes: bytesOf(text) }, former, this.note(text));
  }

  stage(which: Entry, text: string): void {
    this.disk.stage('slot', which, { bytes: bytesOf(text) }, this.note(`staged ${text}`));
  }

  /** What a read of that name says. */
  read(name = 'ada'): string {
    let said = 'nothing was read';
    this.disk.read([name], ([value], [failed]) => {
      said =
        value === undefined
          ? `failed, damaged: ${failed?.isDamaged}`
          : new TextDecoder().decode(value.content);
    });
    this.run();
    return said;
  }
}

test('what was kept is read again, and both take time', () => {
  const bench = new Bench();
  bench.keep(ada, 'one');

  expect(bench.endings).toEqual([]);
  bench.run();
  expect(bench.endings).toEqual(['one']);
  expect(bench.read()).toBe('one');
  expect(bench.read('bob')).toBe('failed, damaged: false');
});

test('what is staged is seen by nobody until it is committed, and a crash forgets it', () => {
  const bench = new Bench();
  bench.keep(ada, 'one');
  bench.stage(newerAda, 'two');
  expect(bench.read()).toBe('one');

  bench.disk.commit('slot', 'drop', bench.note('committed'));
  expect(bench.read()).toBe('two');

  bench.stage(entry({ name: 'ada', key: 3, at: 3 }), 'three');
  bench.run();
  bench.disk.crash(false);
  bench.disk.commit('slot', 'drop', bench.note('committed'));
  expect(bench.read()).toBe('two');
  expect(bench.endings).toEqual(['one', 'staged two', 'committed', 'staged three', 'committed: gone']);
});

test('a crash leaves the version before or the whole new one, and answers nobody', () => {
  const left = new Set<string>();
  for (let seed = 1; seed <= 50; seed += 1) {
    const bench = new Bench(seed);
    bench.keep(ada, 'one');
    bench.run();
    bench.keep(newerAda, 'two');
    bench.disk.crash(true);
    left.add(bench.read());
    expect(bench.endings, `seed ${seed}`).toEqual(['one']);
  }

  expect([...left].toSorted()).toEqual(['one', 'two']);
});

test('a disk that lies loses in a power cut what it called safe half a second before, and brings back what was there', () => {
  const bench = new Bench();
  bench.keep(ada, 'one');
  bench.run();
  bench.disk.conditions = { ...bench.disk.conditions, lieMs: 500 };
  bench.keep(newerAda, 'two');
  bench.keep(entry({ name: 'bob', key: 4, at: 1 }), 'new');
  bench.run(100);

  expect(bench.endings).toEqual(['one', 'two', 'new']);
  expect(bench.disk.atRisk()).toEqual(['ada', 'bob']);
  bench.disk.crash(true);

  expect(bench.read()).toBe('one');
  expect(bench.read('bob')).toBe('failed, damaged: false');
});

test('a disk that lies loses nothing when only its process ends, or when what it holds is older than half a second', () => {
  for (const [isPowerCut, waitMs] of [
    [false, 100],
    [true, 600],
  ] as const) {
    const bench = new Bench();
    bench.disk.conditions = { ...bench.disk.conditions, lieMs: 500 };
    bench.keep(ada, 'one');
    bench.run(waitMs);
    bench.disk.crash(isPowerCut);
    expect(bench.read(), `power cut: ${isPowerCut}`).toBe('one');
  }
});

test('of a copy that has rotten some byte has changed, and nobody is given it', () => {
  const bench = new Bench();
  bench.keep(ada, 'one');
  bench.run();
  bench.disk.rot('ada');

  expect(bench.disk.values.get('ada')?.content).not.toEqual(bytesOf('one'));
  expect(bench.read()).toBe('failed, damaged: true');
  expect(bench.disk.bytesOf({ slot: '', name: 'ada' })).toBeUndefined();

  // A whole copy of the same version takes its place.
  bench.keep(ada, 'one');
  expect(bench.read()).toBe('one');
});

test('a full disk refuses new bytes and harms none that it has', () => {
  const bench = new Bench();
  bench.keep(ada, 'one');
  bench.stage(newerAda, 'two');
  bench.run();
  bench.disk.conditions = { ...bench.disk.conditions, isFull: true };
  bench.keep(entry({ name: 'bob', key: 4, at: 1 }), 'new');
  bench.disk.stage('other', ada, { bytes: bytesOf('x') }, bench.note('staged x'));

  expect(bench.read()).toBe('one');
  expect(bench.disk.park('id', bytesOf('x'))).toMatchObject({ kind: 'failed', code: 'disk-full' });
  bench.disk.commit('slot', 'drop', bench.note('committed'));
  expect(bench.read()).toBe('two');
  expect(bench.endings.slice(2)).toEqual(['new: disk-full', 'staged x: disk-full', 'committed']);
});

test('a slow disk takes at least 20 ms for each access, one after the other', () => {
  const bench = new Bench();
  bench.disk.conditions = { ...bench.disk.conditions, delayMs: [20, 200] };
  for (const text of ['one', 'two', 'three']) bench.keep(ada, text);

  bench.run(59);
  expect(bench.endings.length).toBeLessThan(3);
  bench.run(600);
  expect(bench.endings).toEqual(['one', 'two', 'three']);
});

test('an older version never takes the place of a newer one, and the loser of a conflict is kept aside', () => {
  const bench = new Bench();
  bench.keep(newerAda, 'two');
  bench.keep(ada, 'one');
  expect(bench.read()).toBe('two');

  bench.keep(entry({ name: 'ada', key: 3, at: 3 }), 'three', 'keep-aside');
  expect(bench.read()).toBe('three');
  expect(bench.disk.aside.map(({ content }) => new TextDecoder().decode(content))).toEqual(['two']);
});
