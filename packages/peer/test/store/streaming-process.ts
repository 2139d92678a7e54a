// Started by streaming.test.ts: parks, keeps and reads one large value, and says by how many bytes its memory had grown at the most.

import { createHash } from 'node:crypto';
import process from 'node:process';
import { openDiskStore } from '../../src/store/index.ts';
import { entryOf, keep, read } from './values.ts';

const [folder = '', size = '0'] = process.argv.slice(2);
const bytes = Number(size);
const chunk = Buffer.alloc(65_536, 'x');
const sum = createHash('sha256');
for (let at = 0; at < bytes; at += chunk.length) sum.update(chunk);
const sha256 = sum.digest('hex');

await using store = await openDiskStore({ folder });
await keep(store, 'small', Buffer.from('small'));
await keep(store, 'middle', Buffer.alloc(1_000_000));
await read(store, 'middle');
const maxBefore = process.resourceUsage().maxRSS;
{
  await using park = await store.beginPark('a park', bytes);
  for (let at = 0; at < bytes; at += chunk.length) await park.write(chunk);
  await park.finish(sha256);
}
await store.keep({ ...entryOf('large', chunk), bytes, sha256 }, { parked: 'a park' }, 'drop');
await using value = await store.open('large');
let got = 0;
for await (const piece of value?.chunks() ?? []) got += piece.length;
const grownKb = process.resourceUsage().maxRSS - maxBefore;
process.stdout.write(`${JSON.stringify({ got, grownBytes: grownKb * 1_024 })}\n`);
