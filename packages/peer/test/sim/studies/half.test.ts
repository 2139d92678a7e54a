// A small ring: the study itself is `pnpm study half`.

import { expect, test } from 'vitest';
import { half } from '../../../src/sim/studies/half.ts';
import { conduct } from '../../../src/sim/studies/study.ts';

test(
  'when half of a ring is gone, no lookup names a wrong owner, and few attempts are lost',
  { timeout: 60_000 },
  () => {
    const { figures } = conduct(half, { peers: 60, lookups: 60, successors: 16 });

    const wrong = figures.filter(({ what }) => what.endsWith(': wrong'));
    expect(wrong.map(({ value, cases }) => [value, cases])).toEqual([
      [0, 60],
      [0, 60],
      [0, 60],
      [0, 60],
    ]);
    expect(figures.filter(({ isHeld }) => isHeld === false)).toEqual([]);
  },
);
