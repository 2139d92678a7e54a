// Started by crash.test.ts to be killed: stores for ever, four puts at a time, and says so.

import { randomBytes } from 'node:crypto';
import process from 'node:process';
import { openDiskStore } from '../../src/store/index.ts';
import { put } from './values.ts';

const store = await openDiskStore({ folder: process.argv[2] ?? '' });
process.stdout.write('open\n');
// Turns grow over restarts too, so that a later value is known from a former one.
let turn = Math.floor(Date.now() / 1_000) % 1_000_000;
for (;;) {
  await Promise.all(['2067', '2068', '4103', '4104'].map((name) => storeOnce(name)));
}

async function storeOnce(name: string): Promise<void> {
  turn += 1;
  const thisTurn = turn;
  const bytes = randomBytes(100_000);
  bytes.writeUInt32BE(thisTurn, 0);
  await put(store, name, bytes, 7_000);
  process.stdout.write(`stored ${name} ${thisTurn}\n`);
}
