// How long until a ring stands, and what a peer takes of the memory.

import type { Benchmark, Extent, Notebook } from '../benchmark.ts';
import { startBenchRing } from '../measure/bench-ring.ts';
import { memoryOf } from '../measure/processes.ts';

interface Size {
  readonly peers: number;
  readonly repetitions: number;
}

export const start: Benchmark = {
  name: 'start',
  asks: 'How long until 7, 50 and 200 peers are ready and the ring is ideal, and what memory does a peer take?',
  async run(notebook, extent) {
    for (const size of sizes(extent)) await measure(size, notebook);
  },
};

function sizes({ isQuick }: Extent): readonly Size[] {
  if (isQuick) return [{ peers: 7, repetitions: 2 }];
  return [
    { peers: 7, repetitions: 5 },
    { peers: 50, repetitions: 3 },
    { peers: 200, repetitions: 1 },
  ];
}

async function measure({ peers, repetitions }: Size, notebook: Notebook): Promise<void> {
  const readyMs: number[] = [];
  const idealMs: number[] = [];
  const residentMb: number[] = [];
  const privateMb: number[] = [];
  for (let turn = 1; turn <= repetitions; turn += 1) {
    notebook.say(`${peers} peers, ${turn} of ${repetitions}`);
    const startedAt = performance.now();
    let lastReadyAt = startedAt;
    const onReady = (): void => {
      lastReadyAt = performance.now();
    };
    await using started = await startBenchRing({ preset: 'chord', count: peers, seed: turn, onReady });
    readyMs.push(lastReadyAt - startedAt);
    await started.ring.until('ideal', { within: '120s' });
    idealMs.push(performance.now() - startedAt);
    for (const { pid } of started.ring.peers) {
      const memory = await memoryOf(pid);
      residentMb.push(memory.residentMb);
      privateMb.push(memory.privateMb);
    }
  }
  notebook.record({ what: `${peers} peers ready`, unit: 'ms', samples: readyMs });
  notebook.record({ what: `${peers} peers started and ideal`, unit: 'ms', samples: idealMs });
  notebook.record({ what: `resident memory of a peer, ${peers} peers`, unit: 'MB', samples: residentMb });
  notebook.record({ what: `private memory of a peer, ${peers} peers`, unit: 'MB', samples: privateMb });
}
