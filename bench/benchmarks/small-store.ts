// Small values that are staged and committed on the disk, beside a plain loop that writes files and syncs each, on the same disk in the same minute: what
// being safe twice costs, and what sharing syncs gains.

import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { ValueStore } from '@ringside/peer/store';
import type { Benchmark } from '../benchmark.ts';
import { entryOf, openBenchStore } from '../measure/bench-store.ts';
import { FiguresByName } from '../measure/figures-by-name.ts';
import { runLoad, type LoadResult } from '../measure/load.ts';
import { percentile } from '../measure/percentile.ts';
import { plainFiles } from '../measure/plain-files.ts';

const sizes = [200, 4_096];
const nsPerMs = 1e6;

export const smallStore: Benchmark = {
  name: 'small-store',
  asks: 'How many small values a second are staged and committed, each synced twice, against a plain loop of synced files?',
  async run(notebook, { isQuick }) {
    const rounds = isQuick ? 1 : 7;
    const limitMs = isQuick ? 300 : 2_000;
    const figures = new FiguresByName();
    for (let round = 1; round <= rounds; round += 1) {
      for (const bytes of sizes) {
        notebook.say(`round ${round} of ${rounds}, ${bytes} bytes`);
        await measure(bytes, limitMs, figures);
      }
    }
    figures.writeInto(notebook);
  },
};

async function measure(bytes: number, limitMs: number, figures: FiguresByName): Promise<void> {
  await using bench = await openBenchStore();
  const plainPerSecond = plainFiles(join(bench.folder, 'plain'), bytes, limitMs);
  figures.add(`plain synced files of ${bytes} bytes`, 'per s', plainPerSecond);
  for (const atOnce of [1, 64]) {
    const how = `${bytes} bytes, ${atOnce} at a time`;
    // The first write starts the thread of the database.
    await load(bench.store, bytes, atOnce, 200);
    using delays = watchedLoop();
    const { perSecond, latencies } = await load(bench.store, bytes, atOnce, limitMs);
    figures.add(`staged and committed, ${how}`, 'per s', perSecond);
    figures.add(`staged and committed / plain files, ${how}`, 'ratio', perSecond / plainPerSecond);
    figures.add(`stage and commit p99, ${how}`, 'ms', percentile(latencies, 0.99));
    figures.add(`event loop held up p99, ${how}`, 'ms', delays.p99());
  }
  const opened = await runLoad({ atOnce: 1, answers: 500, limitMs }, (turn) => readOne(bench.store, turn));
  figures.add(`opened and read p50, ${bytes} bytes`, 'ms', percentile(opened.latencies, 0.5));
}

let named = 0;

async function load(store: ValueStore, size: number, atOnce: number, limitMs: number): Promise<LoadResult> {
  return await runLoad({ atOnce, answers: Infinity, limitMs }, async () => {
    named += 1;
    const name = `name ${named}`;
    const bytes = randomBytes(size);
    await store.stage(name, entryOf(name, bytes), { bytes });
    await store.commit(name, 'drop');
  });
}

/** One of those that came last. */
async function readOne(store: ValueStore, turn: number): Promise<void> {
  await using value = await store.open(`name ${named - (turn % 50)}`);
  if (value === undefined) throw new Error('a value that was committed is not there');
  await value.bytes();
}

function watchedLoop(): Disposable & { readonly p99: () => number } {
  const delays = monitorEventLoopDelay({ resolution: 1 });
  delays.enable();
  return { p99: () => delays.percentile(99) / nsPerMs, [Symbol.dispose]: () => void delays.disable() };
}
