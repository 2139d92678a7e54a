// The lab's exercise on real peers: two of them, two more that join through different members, random items, lookups, and the question whether it is fair.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { ClientError, connect, openObserver, type Client } from '@ringside/peer/client';
import { loadOf, type PeerStatus } from '@ringside/peer/survey';
import { loadLines } from '@ringside/reporter';
import { startRing, type Ring } from '@ringside/runner';
import { bits, clockwise, placeOf, places } from './circle.ts';
import { randomItems, seededChance, type Item } from './items.ts';
import { tryAllJoins } from './joins.ts';

const names: readonly string[] = ['n1', 'n2', 'n3', 'n4'];
const itemsCount = 400;
const shownMax = 5;
const patience = { within: '20s' };

function say(...lines: readonly string[]): void {
  process.stdout.write(`${lines.join('\n')}\n`);
}

/** `n3`, for an id on the circle. */
function nameOf(id: number): string {
  return names.find((name) => placeOf(name) === id) ?? `peer ${id}`;
}

function chain(route: readonly number[]): string {
  return route.map(nameOf).join(' > ');
}

function distance(from: string, to: string): string {
  return `${from} to ${to} ${clockwise(placeOf(from), placeOf(to))}`;
}

function hashAndDistance(): void {
  say(
    `1. HASH AND DISTANCE: the first ${bits} bits of SHA-256 give a name its place on a circle of ${places}`,
    `   ${names.map((name) => `${name} at ${placeOf(name)}`).join(', ')}`,
    `   ticks clockwise: ${distance('n1', 'n2')}, ${distance('n2', 'n1')}, ${distance('n1', 'n1')}`,
    '',
  );
}

/** Each peer with its own words: predecessor < peer > successor. */
async function drawRing(ring: Ring): Promise<void> {
  const { peers } = await ring.status();
  for (const { id, status } of peers) {
    const [before, after] = [status?.pred[0], status?.succ[0]].map((each) => nameOf(each ?? id));
    say(`   ${before} < ${nameOf(id)} > ${after}`);
  }
}

async function joinThrough(ring: Ring, newcomer: string, known: string): Promise<void> {
  const { route = [], pred = [], succ = [] } = await ring.join(placeOf(newcomer), { via: placeOf(known) });
  await ring.until('ideal', patience);
  const [before, after] = [pred[0], succ[0]].map((each) => nameOf(each ?? 0));
  say(`   ${newcomer} asks ${known}; forwarded ${chain(route)}; its place is between ${before} and ${after}`);
}

function sayModulo(): void {
  const [right, slide] = [tryAllJoins(16), tryAllJoins(15)];
  say(
    `   all ${right.joins.toLocaleString('en-US')} joins of rings of up to 4 peers on 16 places: modulo 2^k ${right.wrong} wrong,`,
    `   modulo 2^k - 1 ${slide.wrong.toLocaleString('en-US')} wrong, and ${slide.atBothEnds.toLocaleString('en-US')} of these have peers at 0 and at 15`,
    '',
  );
}

async function storeItems(clients: readonly Client[], items: readonly Item[]): Promise<void> {
  say(`4. STORE: ${items.length} random items, each stored at a random peer`);
  const stored = await Promise.all(
    items.map(async ({ name, content, place }) => await clients[place]?.store(name, Buffer.from(content))),
  );
  for (const [number, answer] of stored.slice(0, shownMax).entries()) {
    if (answer === undefined) continue;
    const { key, route, owner } = answer;
    say(`   ${items[number]?.name} (key ${key}): ${chain(route)}; kept by ${nameOf(owner)}`);
  }
  say(`   ... and ${items.length - shownMax} more`, '');
}

async function lookUp(client: Client, name: string): Promise<string> {
  try {
    const { bytes, route, key } = await client.request(name);
    return `${name} (key ${key}): ${chain(route)} has "${Buffer.from(bytes).toString()}"`;
  } catch (error) {
    if (!(error instanceof ClientError) || error.code !== 'not-found') throw error;
    return `${name} (key ${placeOf(name)}): ${chain(error.route)} does not have it: none`;
  }
}

async function lookItemsUp(clients: readonly Client[], items: readonly Item[]): Promise<void> {
  say('5. LOOKUP: some of them, and some that were never stored, each at a random peer');
  const below = seededChance(5);
  const asked = [...items.slice(0, shownMax).map(({ name }) => name), 'quince-1', 'quince-2', 'quince-3'];
  for (const name of asked) {
    const client = clients[below(clients.length)];
    if (client !== undefined) say(`   ${await lookUp(client, name)}`);
  }
  say('');
}

async function sayWhetherFair(addresses: readonly string[]): Promise<void> {
  await using observer = openObserver();
  const answers = await Promise.all(
    addresses.map(async (address) => await observer.status(address, { timeoutMs: 5_000 })),
  );
  const load = loadOf(
    answers.flatMap((answer): PeerStatus[] => (answer.kind === 'status' ? [answer.status] : [])),
  );
  if (load === undefined) throw new Error('nobody says how much it holds');
  say(
    '6. ARE THE ITEMS FAIRLY ASSIGNED?',
    ...loadLines(load, { colors: 0 }).map((line) => `   ${line}`.trimEnd()),
  );
}

async function lab(folder: string): Promise<void> {
  hashAndDistance();
  await using ring = await startRing({
    peers: names.slice(0, 2).map(placeOf),
    bits,
    hash: 'sha256',
    owner: 'after',
    ping: '1s',
    basePort: 20_000 + Math.floor(Math.random() * 10_000),
    folder,
  });
  await ring.until('ideal', patience);
  say('2. TWO PEERS, each told of the other');
  await drawRing(ring);
  say('', '3. JOIN: two more, through different members');
  await joinThrough(ring, 'n3', 'n2');
  await joinThrough(ring, 'n4', 'n1');
  await drawRing(ring);
  sayModulo();

  const addresses = names.map((name) => ring.peers.find(({ id }) => id === placeOf(name))?.address ?? '');
  const clients = await Promise.all(
    addresses.map(async (address) => await connect([address], { patienceMs: 30_000 })),
  );
  try {
    const items = randomItems(itemsCount, names.length, 1);
    await storeItems(clients, items);
    await lookItemsUp(clients, items);
    await sayWhetherFair(addresses);
  } finally {
    await Promise.all(clients.map(async (client) => await client[Symbol.asyncDispose]()));
  }
}

const folder = await mkdtemp(join(tmpdir(), 'ringside-lab-'));
try {
  await lab(folder);
} finally {
  await rm(folder, { recursive: true, force: true });
}
