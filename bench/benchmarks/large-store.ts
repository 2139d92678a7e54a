// A large value parked, committed and read again: how fast against a plain copy of as many bytes, and with how much memory.

import { createHash, randomBytes } from 'node:crypto';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import type { ValueStore } from '@ringside/peer/store';
import type { Benchmark, Notebook } from '../benchmark.ts';
import { entryOf, openBenchStore } from '../measure/bench-store.ts';

const chunk = randomBytes(65_536);
const bytesPerMb = 1e6;

export const largeStore: Benchmark = {
  name: 'large-store',
  asks: 'How long are 1 GiB (quick: 64 MiB) parked, committed and read, against a plain synced file, and in how much memory?',
  async run(notebook, { isQuick }) {
    const size = isQuick ? 2 ** 26 : 2 ** 30;
    await using bench = await openBenchStore();
    using memory = watchedMemory();
    const plainMs = await timed(() => plainFile(join(bench.folder, 'plain'), size));
    const sha256 = sha256Of(size);
    const keptMs = await timed(() => parkAndKeep(bench.store, size, sha256));
    const readMs = await timed(() => readAll(bench.store, size));
    record(notebook, 'a plain file, written and synced', plainMs);
    record(notebook, 'parked and committed', keptMs);
    record(notebook, 'checked and read', readMs);
    const growth = { what: 'most memory above that at the start', unit: 'MB' } as const;
    notebook.record({ ...growth, samples: [memory.mostMb()] });
    notebook.record({
      what: 'parked and committed / plain file',
      unit: 'ratio',
      samples: [keptMs / plainMs],
    });
  },
};

function record(notebook: Notebook, what: string, ms: number): void {
  notebook.record({ what, unit: 'ms', samples: [ms] });
}

async function timed(act: () => Promise<void>): Promise<number> {
  const startedAt = performance.now();
  await act();
  return performance.now() - startedAt;
}

async function plainFile(path: string, size: number): Promise<void> {
  await using file = await open(path, 'wx');
  for (let at = 0; at < size; at += chunk.length) await file.write(chunk);
  await file.sync();
}

function sha256Of(size: number): string {
  const sum = createHash('sha256');
  for (let at = 0; at < size; at += chunk.length) sum.update(chunk);
  return sum.digest('hex');
}

async function parkAndKeep(store: ValueStore, size: number, sha256: string): Promise<void> {
  await using park = await store.beginPark('a park', size);
  for (let at = 0; at < size; at += chunk.length) await park.write(chunk);
  await park.finish(sha256);
  await store.keep({ ...entryOf('large', chunk), bytes: size, sha256 }, { parked: 'a park' }, 'drop');
}

async function readAll(store: ValueStore, size: number): Promise<void> {
  await using value = await store.open('large');
  let read = 0;
  for await (const piece of value?.chunks() ?? []) read += piece.length;
  if (read !== size) throw new Error(`${read} bytes were read in place of ${size}`);
}

function watchedMemory(): Disposable & { readonly mostMb: () => number } {
  const before = process.memoryUsage.rss();
  let most = before;
  const timer = setInterval(() => (most = Math.max(most, process.memoryUsage.rss())), 50);
  return { mostMb: () => (most - before) / bytesPerMb, [Symbol.dispose]: () => clearInterval(timer) };
}
