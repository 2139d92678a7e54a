// How long the judge takes for a thousand peers: it runs at every sweep, so it must never be what a sweep waits for.

import { judge as judgeRing, type Observation } from '@ringside/peer/survey';
import type { Benchmark } from '../benchmark.ts';
import { idealRing } from '../measure/ideal-ring.ts';

export const judge: Benchmark = {
  name: 'judge',
  asks: 'How long does it take to judge 1,000 peers (limit: 20 ms)?',
  async run(notebook, { isQuick }) {
    const right = idealRing(1_000).map((status): Observation => ({
      id: status.id,
      isMonitored: true,
      status,
    }));
    const torn = right.map((seen, place) => (place % 10 === 3 ? { ...seen, status: null } : seen));
    for (const [what, observations] of [
      ['1,000 peers, all right', right],
      ['1,000 peers, every tenth gone', torn],
    ] as const) {
      const samples: number[] = [];
      for (let turn = 0; turn < (isQuick ? 20 : 200); turn += 1) {
        const startedAt = performance.now();
        judgeRing(observations);
        samples.push(performance.now() - startedAt);
      }
      notebook.record({ what, unit: 'ms', samples });
    }
  },
};
