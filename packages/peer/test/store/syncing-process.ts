// Started by sync.test.ts under strace: writes one at a time, then many at once, then a large value, and says on stderr where each part begins.

import process from 'node:process';
import { openDiskStore } from '../../src/store/index.ts';
import { entryOf, keep, parked } from './values.ts';

const bytes = Buffer.from('a small value');
const store = await openDiskStore({ folder: process.argv[2] ?? '' });
await keep(store, 'the first one makes the database', bytes);

mark('one at a time');
for (let turn = 0; turn < 5; turn += 1) await store.keep(entryOf(`${turn}`, bytes), { bytes }, 'drop');
mark('staged and committed');
await store.stage('a token', entryOf('2067', bytes), { bytes });
await store.commit('a token', 'drop');
mark('64 at once');
await Promise.all(
  Array.from({ length: 64 }, (_, turn) => store.keep(entryOf(`${turn}`, bytes, 2), { bytes }, 'drop')),
);
mark('parked');
await parked(store, Buffer.alloc(100_000));
mark('charter');
for (let turn = 0; turn < 4; turn += 1) await store.saveCharter(`arcs ${turn}`);
mark('end');
await store[Symbol.asyncDispose]();

function mark(part: string): void {
  process.stderr.write(`<${part}>\n`);
}
