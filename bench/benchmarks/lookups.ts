// Lookups of a client through one peer of a ring of 32 with fingers, beside a bare TCP round trip of the same minute: how fast, and at what price.

import process from 'node:process';
import { connect } from '@ringside/peer/client';
import type { Benchmark, Notebook } from '../benchmark.ts';
import { startBenchRing } from '../measure/bench-ring.ts';
import { startEcho } from '../measure/echo.ts';
import { runLoad, type LoadResult } from '../measure/load.ts';
import { median, percentile } from '../measure/percentile.ts';
import { cpuMsOfAll } from '../measure/processes.ts';

const peers = 32;

export const lookups: Benchmark = {
  name: 'lookups',
  asks: 'How many lookups a second through one peer of 32 (fingers), how long each, and what do they cost?',
  async run(notebook, { isQuick }) {
    const rounds = isQuick ? 1 : 5;
    const limitMs = isQuick ? 1_000 : 4_000;
    await using started = await startBenchRing({ preset: 'chord', count: peers, seed: 1 });
    const { ring } = started;
    await ring.until('ideal', { within: '60s' });
    const pids = ring.peers.map(({ pid }) => pid);
    await using client = await connect([ring.peers[0]?.address ?? '']);
    await using echo = await startEcho();

    const messages: number[] = [];
    let named = 0;
    const lookUp = async (): Promise<void> => {
      named += 1;
      const found = await client.lookup(`name ${named}`);
      messages.push(messagesOf(found.route));
    };
    notebook.say('warming up');
    await runLoad({ atOnce: 64, answers: 30_000, limitMs: 2 * limitMs }, lookUp);

    const idleMsPerMs = await idleShare(pids, limitMs);
    notebook.record({ what: 'CPU of the idle ring, a second', unit: 'ms', samples: [idleMsPerMs * 1_000] });
    const ledger = new Ledger();
    for (let round = 1; round <= rounds; round += 1) {
      for (const atOnce of [1, 64]) {
        notebook.say(`round ${round} of ${rounds}, ${atOnce} at a time`);
        const bare = await runLoad({ atOnce, answers: 100_000, limitMs: limitMs / 4 }, () =>
          echo.roundTrip(),
        );
        const { load, peersMs, clientMs } = await withCost(pids, idleMsPerMs, () =>
          runLoad({ atOnce, answers: 50_000, limitMs }, lookUp),
        );
        ledger.note(atOnce, bare, load);
        ledger.noteCost(atOnce, peersMs / load.latencies.length, clientMs / load.latencies.length);
      }
    }
    ledger.writeInto(notebook);
    notebook.record({
      what: 'messages a lookup, the two of the client included',
      unit: 'messages',
      samples: messages,
    });
  },
};

/** One from each peer of the route to the next, the answer of the last straight to the first, and the client's question and answer. */
function messagesOf(route: readonly number[]): number {
  const hops = Math.max(0, route.length - 1);
  return hops + (hops > 0 ? 1 : 0) + 2;
}

/** What upkeep alone takes: ms on the processor in a ms of time. */
async function idleShare(pids: readonly number[], forMs: number): Promise<number> {
  const before = await cpuMsOfAll(pids);
  const startedAt = performance.now();
  await new Promise((resolve) => setTimeout(resolve, forMs));
  return ((await cpuMsOfAll(pids)) - before) / (performance.now() - startedAt);
}

interface Cost {
  readonly load: LoadResult;
  /** Of all peers together, upkeep taken off. */
  readonly peersMs: number;
  readonly clientMs: number;
}

async function withCost(
  pids: readonly number[],
  idleMsPerMs: number,
  run: () => Promise<LoadResult>,
): Promise<Cost> {
  const before = await cpuMsOfAll(pids);
  const ownBefore = process.cpuUsage();
  const startedAt = performance.now();
  const load = await run();
  const upkeepMs = idleMsPerMs * (performance.now() - startedAt);
  const own = process.cpuUsage(ownBefore);
  const peersMs = (await cpuMsOfAll(pids)) - before - upkeepMs;
  return { load, peersMs, clientMs: (own.user + own.system) / 1_000 };
}

/** Figures by name, in the order in which they first came. */
class Ledger {
  readonly #figures = new Map<string, { unit: 'us' | 'per s' | 'ratio'; samples: number[] }>();

  note(atOnce: number, bare: LoadResult, load: LoadResult): void {
    const how = `${atOnce} at a time`;
    this.#add(`lookups, ${how}`, 'per s', load.perSecond);
    this.#add(`bare round trips, ${how}`, 'per s', bare.perSecond);
    for (const [rank, share] of [
      ['p50', 0.5],
      ['p99', 0.99],
    ] as const) {
      this.#add(`lookup ${rank}, ${how}`, 'us', percentile(load.latencies, share) * 1_000);
      this.#add(`bare round trip ${rank}, ${how}`, 'us', percentile(bare.latencies, share) * 1_000);
    }
    this.#add(`lookup / round trip, p50, ${how}`, 'ratio', median(load.latencies) / median(bare.latencies));
    this.#add(`round trips / lookups a second, ${how}`, 'ratio', bare.perSecond / load.perSecond);
  }

  noteCost(atOnce: number, peersMs: number, clientMs: number): void {
    const how = `${atOnce} at a time`;
    this.#add(`CPU a lookup, all peers, ${how}`, 'us', peersMs * 1_000);
    this.#add(`CPU a lookup, the client, ${how}`, 'us', clientMs * 1_000);
    this.#add(`CPU a lookup, all together, ${how}`, 'us', (peersMs + clientMs) * 1_000);
  }

  writeInto(notebook: Notebook): void {
    for (const [what, { unit, samples }] of this.#figures) notebook.record({ what, unit, samples });
  }

  #add(what: string, unit: 'us' | 'per s' | 'ratio', sample: number): void {
    const figure = this.#figures.get(what) ?? { unit, samples: [] };
    figure.samples.push(sample);
    this.#figures.set(what, figure);
  }
}
