// Small rings, few seeds: the study itself is `pnpm study partition`.

import { expect, test } from 'vitest';
import { judge } from '../../../src/survey/index.ts';
import { drawIds, observations, Simulation } from '../../../src/sim/index.ts';
import { loopySize, seatLoopyRing } from '../../../src/sim/studies/loopy-ring.ts';
import { partition } from '../../../src/sim/studies/partition.ts';
import { conduct } from '../../../src/sim/studies/study.ts';

/** Of four small rings without merge one may find itself again by its refill; the study itself plays eighty. */
function isPlain({ what }: { what: string }): boolean {
  return what.startsWith('without merge');
}

test(
  'small rings become one again after a partition and from loops, and without merge they do not',
  { timeout: 60_000 },
  () => {
    const { figures } = conduct(partition, { seeds: 2, peers: 16, plain: 1 });

    expect(figures.filter((figure) => figure.isHeld === false && !isPlain(figure))).toEqual([]);
    expect(figures.filter((figure) => figure.isHeld === true && !isPlain(figure))).toHaveLength(2 + 4 + 2);
    for (const { value } of figures.filter(isPlain)) expect(value).toBeGreaterThanOrEqual(0.5);
  },
);

test('a loopy ring is one ring that winds as often as it was told to', () => {
  for (const turns of [2, 3]) {
    const simulation = new Simulation({ bits: 16 });
    const size = loopySize(9, turns);
    seatLoopyRing(simulation, drawIds(simulation.chance, size, 2 ** 16), turns);

    const { rings, windings, state } = judge(observations(simulation));

    expect({ rings: rings.map((ring) => ring.length), windings, state }).toEqual({
      rings: [size],
      windings: turns,
      state: 'LOOPY',
    });
  }
});
