// One large value stored and requested through a peer of a ring of nine, beside a plain TCP copy of the same file on loopback in the same minute, and
// as many copies at once as there are holders; and how much memory the peers take for it.

import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { connect, type Client } from '@ringside/peer/client';
import type { Benchmark } from '../benchmark.ts';
import { startBenchRing } from '../measure/bench-ring.ts';
import { FiguresByName } from '../measure/figures-by-name.ts';
import { startPlainCopy } from '../measure/plain-copy.ts';
import { mostMemoryMb } from '../measure/processes.ts';

const peers = 9;
const bytesPerMb = 1e6;

export const largeValues: Benchmark = {
  name: 'large-values',
  asks: 'How fast is 1 GiB (quick: 64 MiB) stored and requested, against a plain TCP copy, and against as many at once as there are holders? In how much memory?',
  async run(notebook, { isQuick }) {
    const size = isQuick ? 2 ** 26 : 2 ** 30;
    const rounds = isQuick ? 1 : 3;
    const figures = new FiguresByName();
    for (const replicas of [1, 3])
      await measure(replicas, size, rounds, figures, (what) => notebook.say(what));
    figures.writeInto(notebook);
  },
};

async function measure(
  replicas: number,
  size: number,
  rounds: number,
  figures: FiguresByName,
  say: (what: string) => void,
): Promise<void> {
  await using started = await startBenchRing({ preset: 'chord', count: peers, seed: 1, replicas });
  const { ring, folder } = started;
  await ring.until('ideal', { within: '60s' });
  const path = join(folder, 'given');
  await writeGiven(path, size);
  await using client = await connect([ring.peers[0]?.address ?? '']);
  const pids = ring.peers.map(({ pid }) => pid);
  const before = await mostMemoryMb(pids);
  const how = `R = ${replicas}`;
  for (let round = 0; round <= rounds; round += 1) {
    say(`${how}, ${round === 0 ? 'once before anything counts' : `round ${round} of ${rounds}`}`);
    const tookMs = await once(client, path, folder, replicas);
    if (round > 0) note(figures, replicas, size, tookMs);
  }
  figures.add(`memory of the peer that grew most, ${how}`, 'MB', growth(before, await mostMemoryMb(pids)));
}

interface Took {
  readonly plain: number;
  /** As many plain copies at once as there are holders: what these do together, done in the plainest way. */
  readonly asMany: number;
  readonly store: number;
  readonly request: number;
}

/**
 * All in ms, one after the other. What each writes is gone before the next one writes, and the first time counts for none of them: pages of memory that
 * a machine gives for the first time cost a virtual one as much as the copy itself.
 */
async function once(client: Client, path: string, folder: string, replicas: number): Promise<Took> {
  const plain = await copyPlainly(path, folder, 1);
  const asMany = replicas === 1 ? plain : await copyPlainly(path, folder, replicas);
  const store = await timed(() => client.store('large', { path }));
  const got = join(folder, 'got');
  const request = await timed(() => client.request('large', { to: got }));
  await rm(got);
  return { plain, asMany, store, request };
}

function note(figures: FiguresByName, replicas: number, size: number, took: Took): void {
  const how = `R = ${replicas}`;
  figures.add('plain TCP copy, written and synced: MB', 'per s', rate(size, took.plain));
  figures.add(`stored, ${how}: MB`, 'per s', rate(size, took.store));
  figures.add(`stored / plain copy, ${how}`, 'ratio', took.plain / took.store);
  if (replicas > 1) {
    const copies = `${replicas} plain TCP copies at once`;
    figures.add(`${copies}, each: MB`, 'per s', rate(size, took.asMany));
    figures.add(`${copies} / plain copy`, 'ratio', took.plain / took.asMany);
    figures.add(`stored, ${how} / ${copies}`, 'ratio', took.asMany / took.store);
  }
  figures.add(`requested, ${how}: MB`, 'per s', rate(size, took.request));
  figures.add(`requested / plain copy, ${how}`, 'ratio', took.plain / took.request);
}

/** So many copies at once, each by a process of its own; how long that took, in ms. Nothing of them stays. */
async function copyPlainly(path: string, folder: string, count: number): Promise<number> {
  await using copies = new AsyncDisposableStack();
  const into = await mkdtemp(join(folder, 'copies-'));
  copies.defer(async () => await rm(into, { recursive: true }));
  const started = Array.from({ length: count }, async (_, nth) => {
    const own = join(into, `${nth}`);
    await mkdir(own);
    return copies.use(await startPlainCopy(own));
  });
  const plain = await Promise.all(started);
  return await timed(() => Promise.all(plain.map(async (each) => await each.copy(path))));
}

/** Random bytes, repeated: no file system can make them small by compressing a page. */
async function writeGiven(path: string, size: number): Promise<void> {
  const block = randomBytes(1_048_576);
  await using file = await open(path, 'wx');
  for (let at = 0; at < size; at += block.length) await file.write(block);
  await file.sync();
}

function rate(bytes: number, ms: number): number {
  return bytes / bytesPerMb / (ms / 1_000);
}

async function timed(act: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await act();
  return performance.now() - startedAt;
}

function growth(before: readonly number[], after: readonly number[]): number {
  return Math.max(...after.map((mb, nth) => mb - (before[nth] ?? 0)));
}
