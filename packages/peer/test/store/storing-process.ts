// Started by tests to be killed: does everything a store can do, for ever, on sixteen names at once, and says what it begins and what is done. Each name has a
// writer of its own, so that of each name one thing at most is under way.

import process from 'node:process';
import { openDiskStore } from '../../src/store/index.ts';
import { turnOf, type Turn } from './storing-turns.ts';
import { entryOf, parked, sourceOf } from './values.ts';

const [folder = '', seed = '0', firstTurn = '0'] = process.argv.slice(2);
const store = await openDiskStore({ folder, onTrouble: (words) => say(`trouble ${words}`) });
say('open');
await Promise.all(Array.from({ length: 16 }, (_, writer) => write(`name ${writer}`)));

async function write(name: string): Promise<void> {
  for (let at = Number(firstTurn); ; at += 1) {
    const turn = turnOf(Number(seed), name, at);
    say(`begin ${at} ${name}`);
    await perform(turn);
    say(`done ${at} ${name}`);
  }
}

async function perform({ name, at, act, bytes }: Turn): Promise<void> {
  const entry = entryOf(name, bytes, at);
  const token = `${name} ${at}`;
  switch (act) {
    case 'commit':
      await store.stage(token, entry, await sourceOf(store, bytes));
      return await store.commit(token, at % 2 === 0 ? 'drop' : 'keep-aside');
    case 'keep':
      return await store.keep(entry, await sourceOf(store, bytes), 'drop');
    case 'drop':
      await store.stage(token, entry, await sourceOf(store, bytes));
      return await store.drop(token);
    case 'stage':
      return await store.stage(name, entry, await sourceOf(store, bytes));
    case 'park': {
      const source = await parked(store, bytes);
      return await store.dropPark(source.parked);
    }
    case 'begin': {
      const park = await store.beginPark(token, bytes.length + 1);
      return await park.write(bytes);
    }
    case 'remove': {
      const held = store.entryOf(name);
      return held === undefined ? undefined : await store.remove(name, held.version);
    }
  }
}

/** A pipe is written to at once: what was said before a kill is heard after it. */
function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
