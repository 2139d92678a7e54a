// Small values stored and requested by a client through one peer of a ring of nine, on the disk and on a RAM disk, beside a plain loop that writes
// files and syncs each, on the same disk in the same minute.

import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtempDisposable } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, type Client } from '@ringside/peer/client';
import type { Benchmark } from '../benchmark.ts';
import { startBenchRing } from '../measure/bench-ring.ts';
import { FiguresByName } from '../measure/figures-by-name.ts';
import { runLoad } from '../measure/load.ts';
import { percentile } from '../measure/percentile.ts';
import { plainFiles } from '../measure/plain-files.ts';

const peers = 9;
const bytes = 200;
const ramDisk = '/dev/shm';

interface Place {
  readonly where: string;
  readonly folder: string;
}

export const values: Benchmark = {
  name: 'values',
  asks: 'How many small values a second are stored and requested through one peer of nine, against a plain loop of synced files?',
  async run(notebook, { isQuick }) {
    const rounds = isQuick ? 1 : 3;
    const limitMs = isQuick ? 500 : 4_000;
    const places: Place[] = [
      { where: 'on the disk', folder: tmpdir() },
      ...(existsSync(ramDisk) ? [{ where: 'in memory', folder: ramDisk }] : []),
    ];
    const figures = new FiguresByName();
    for (let round = 1; round <= rounds; round += 1) {
      for (const place of places) {
        for (const replicas of [3, 5]) {
          notebook.say(`round ${round} of ${rounds}, ${place.where}, R = ${replicas}`);
          await measure(place, replicas, limitMs, figures);
        }
      }
    }
    figures.writeInto(notebook);
  },
};

async function measure(
  { where, folder }: Place,
  replicas: number,
  limitMs: number,
  figures: FiguresByName,
): Promise<void> {
  await using own = await mkdtempDisposable(join(folder, 'ringside-values-'));
  const about = { preset: 'chord', count: peers, seed: 1, replicas } as const;
  await using started = await startBenchRing({ ...about, folder: join(own.path, 'peers') });
  const { ring } = started;
  await ring.until('ideal', { within: '60s' });
  await using client = await connect([ring.peers[0]?.address ?? '']);
  const plainPerSecond = plainFiles(join(own.path, 'plain'), bytes, limitMs / 2);
  figures.add(`plain synced files, ${where}`, 'per s', plainPerSecond);
  // Every peer's database starts with its first write.
  await load(client, 64, limitMs / 4, 'warm');
  for (const atOnce of [1, 64]) {
    const how = `${where}, R = ${replicas}, ${atOnce} at a time`;
    const { stores, requests } = await load(client, atOnce, limitMs, `at ${atOnce}`);
    figures.add(`stored, ${how}`, 'per s', stores.perSecond);
    figures.add(`stored / plain files, ${how}`, 'ratio', stores.perSecond / plainPerSecond);
    figures.add(`store p50, ${how}`, 'ms', percentile(stores.latencies, 0.5));
    figures.add(`requested, ${how}`, 'per s', requests.perSecond);
    figures.add(`request p50, ${how}`, 'ms', percentile(requests.latencies, 0.5));
  }
}

async function load(
  client: Client,
  atOnce: number,
  limitMs: number,
  prefix: string,
): Promise<Record<'stores' | 'requests', Awaited<ReturnType<typeof runLoad>>>> {
  const options = { atOnce, answers: 50_000, limitMs };
  let stored = 0;
  const stores = await runLoad(options, async (turn) => {
    await client.store(`${prefix} ${turn}`, randomBytes(bytes));
    stored = Math.max(stored, turn);
  });
  const requests = await runLoad(options, async (turn) => {
    await client.request(`${prefix} ${1 + (turn % Math.max(1, stored - atOnce))}`);
  });
  return { stores, requests };
}
