// `soak --measure outages`: a quarter of the peers is killed in one moment, again and again. From that moment on every key is asked for and new ones are
// stored: how soon has every key been found, and how long do stores take?

import { mkdtempDisposable } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, type Client } from '@ringside/peer/client';
import { Chance, drawIds } from '@ringside/peer/sim';
import { startRing, type Ring } from '../../ring/index.ts';
import { LagMeter } from '../lag.ts';
import { closingWords, type MeasureOptions } from '../measure/measure.ts';
import { percentile } from '../percentile.ts';
import type { SoakAround } from '../soak.ts';
import { bits } from '../soak-ring.ts';
import { inMs, ranksInMs } from '../words.ts';
import { drawVictims } from './victims.ts';

export interface OutagesFound {
  readonly isHeld: boolean;
  readonly lines: readonly string[];
  readonly result: object;
}

/** One outage: ms from the kill until the last key was found for the first time; how long stores took that began after the calm. */
interface Outage {
  readonly sweepMs: number;
  readonly storesMs: readonly number[];
  readonly failed: readonly string[];
  readonly lagMaxMs: number;
}

const replicas = 5;
const victimShare = 0.25;
const keys = 200;
const sweepWithinMs = 1_000;
const calmAfterMs = 500;
const storesForMs = 4_000;
const storeWithinMs = 20;
const findWithinMs = 20_000;
const settleWithin = '90s';

export async function measureOutages(
  { peers, count, seed, pingMs }: MeasureOptions,
  { say, signal }: SoakAround,
): Promise<OutagesFound | undefined> {
  const chance = new Chance(seed);
  const ids = drawIds(chance, peers, 2 ** bits);
  await using folder = await mkdtempDisposable(join(tmpdir(), 'ringside-outages-'));
  const about = {
    preset: 'chord',
    bits,
    replicas,
    ping: `${pingMs}ms`,
    folder: folder.path,
    signal,
  } as const;
  await using ring = await startRing({ ...about, peers: ids });
  using lag = new LagMeter();
  await ring.until('ideal', { within: settleWithin, signal });
  const names = Array.from({ length: keys }, (_, nth) => `key-${nth}`);
  await storeAll(ring, names);
  const outages: Outage[] = [];
  while (outages.length < count && !signal.aborted) {
    lag.lapMaxMs();
    const victims = drawVictims(chance, ids, Math.round(victimShare * peers), replicas);
    const suffered = await suffer(ring, names, victims);
    outages.push({ ...suffered, lagMaxMs: lag.lapMaxMs() });
    say(`${outages.length} of ${count}  ${outageWords(outages.at(-1))}`);
    for (const id of victims) await ring.restart(id);
    await ring.until('ideal', { within: settleWithin, signal });
    // Whoever came back has what it missed: then the next quarter may go.
    await readAll(ring, names);
  }
  return signal.aborted ? undefined : found(outages, signal);
}

async function storeAll(ring: Ring, names: readonly string[]): Promise<void> {
  await using client = await connect(addressesOf(ring));
  await Promise.all(names.map((name) => client.store(name, bytesOf(name))));
}

async function readAll(ring: Ring, names: readonly string[]): Promise<void> {
  await using client = await connect(addressesOf(ring));
  await Promise.all(names.map((name) => client.request(name)));
}

function addressesOf(ring: Ring): string[] {
  return ring.peers.filter(({ state }) => state === 'running').map(({ address }) => address);
}

function bytesOf(name: string): Uint8Array {
  return new TextEncoder().encode(`the value of ${name}`);
}

async function suffer(
  ring: Ring,
  names: readonly string[],
  victims: readonly number[],
): Promise<Omit<Outage, 'lagMaxMs'>> {
  await using stack = new AsyncDisposableStack();
  const survivors = ring.peers.filter(({ id }) => !victims.includes(id)).map(({ address }) => address);
  const clients = await Promise.all(
    survivors.map(async (_, nth) =>
      stack.use(await connect([...survivors.slice(nth), ...survivors.slice(0, nth)])),
    ),
  );
  const killedAt = performance.now();
  const killing = Promise.all(victims.map((id) => ring.kill(id)));
  const storing = storeOn(clients, killedAt);
  const { sweepMs, failed } = await sweep(clients, names, killedAt);
  await killing;
  return { sweepMs, failed, storesMs: await storing };
}

/** All keys at once, each asked for until it is found: no key waits behind another one. */
async function sweep(
  clients: readonly Client[],
  names: readonly string[],
  killedAt: number,
): Promise<Pick<Outage, 'sweepMs' | 'failed'>> {
  const wereFound = await Promise.all(
    names.map(async (name, nth) => await isFound(clients[nth % clients.length], name, killedAt)),
  );
  return {
    sweepMs: performance.now() - killedAt,
    failed: names.filter((_, nth) => wereFound[nth] === false),
  };
}

async function isFound(client: Client | undefined, name: string, killedAt: number): Promise<boolean> {
  while (client !== undefined && performance.now() - killedAt < findWithinMs) {
    try {
      const { bytes } = await client.request(name);
      return Buffer.from(bytes).equals(bytesOf(name));
    } catch {
      // Asked again: only what is never found counts.
    }
  }
  return false;
}

/** One store after the other, each through the next peer. */
async function storeOn(clients: readonly Client[], killedAt: number): Promise<readonly number[]> {
  const tookMs: number[] = [];
  for (let nth = 0; performance.now() - killedAt < storesForMs; nth += 1) {
    const name = `new-${Math.round(killedAt)}-${nth}`;
    const beganAt = performance.now();
    await clients[nth % clients.length]?.store(name, bytesOf(name));
    if (beganAt - killedAt >= calmAfterMs) tookMs.push(performance.now() - beganAt);
  }
  return tookMs;
}

function outageWords(outage: Outage | undefined): string {
  if (outage === undefined) return '';
  const { sweepMs, storesMs, failed, lagMaxMs } = outage;
  return `every key found after ${inMs(sweepMs)}${failed.length > 0 ? ` but ${failed.join(', ')}` : ''}, ${storesMs.length} stores from ${inMs(calmAfterMs)} on: ${ranksInMs(storesMs)}, lag ${inMs(lagMaxMs)}`;
}

function found(outages: readonly Outage[], signal: AbortSignal): OutagesFound {
  const sweeps = outages.map(({ sweepMs }) => sweepMs);
  const stores = outages.flatMap(({ storesMs }) => storesMs);
  const failed = outages.flatMap((outage) => outage.failed);
  const medians = outages.map(({ storesMs }) => percentile(storesMs, 0.5));
  const isHeld =
    failed.length === 0 &&
    percentile(sweeps, 0.5) <= sweepWithinMs &&
    percentile(medians, 0.5) <= storeWithinMs;
  const lines = [
    '',
    `every key found       after ${ranksInMs(sweeps)}`,
    `stores from ${calmAfterMs} ms on  ${ranksInMs(stores)}`,
    `never found           ${failed.length}`,
    closingWords(
      isHeld,
      `every key within ${sweepWithinMs} ms, stores within ${storeWithinMs} ms (medians)`,
      signal,
    ),
  ];
  return { isHeld, lines, result: { outages } };
}
