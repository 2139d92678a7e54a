// How long a peer that holds many values takes to open its store, and what it takes to know them all.

import { randomBytes } from 'node:crypto';
import process from 'node:process';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { ValueStore } from '@ringside/peer/store';
import type { Benchmark } from '../benchmark.ts';
import { entryOf, openBenchStore } from '../measure/bench-store.ts';
import { runLoad } from '../measure/load.ts';

const bytesPerMb = 1e6;

export const storeOpening: Benchmark = {
  name: 'store-opening',
  asks: 'How long does it take to open a store with 100,000 values (quick: 5,000), and how much memory do their heads take?',
  async run(notebook, { isQuick }) {
    const values = isQuick ? 5_000 : 100_000;
    await using bench = await openBenchStore();
    const emptyMb = heapMb();
    notebook.say('filling');
    await fill(bench.store, values);
    const openingMs: number[] = [];
    for (let turn = 0; turn < (isQuick ? 2 : 7); turn += 1) {
      const startedAt = performance.now();
      await bench.reopen();
      openingMs.push(performance.now() - startedAt);
      const { count } = bench.store;
      if (count !== values) throw new Error(`${count} values are there in place of ${values}`);
    }
    notebook.record({ what: `closed and opened, ${values} values`, unit: 'ms', samples: openingMs });
    const heads = `heads of ${values} values`;
    notebook.record({ what: `${heads}, in memory`, unit: 'MB', samples: [heapMb() - emptyMb] });
  },
};

async function fill(store: ValueStore, values: number): Promise<void> {
  await runLoad({ atOnce: 256, answers: values, limitMs: 120_000 }, async (turn) => {
    const bytes = randomBytes(200);
    await store.keep(entryOf(`name ${turn}`, bytes), { bytes }, 'drop');
  });
}

function heapMb(): number {
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('gc');
  if (typeof collect === 'function') collect();
  return process.memoryUsage().heapUsed / bytesPerMb;
}
