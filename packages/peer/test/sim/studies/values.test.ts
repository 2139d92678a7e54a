// Some small games: the study itself is `pnpm study values`.

import { expect, test } from 'vitest';
import { conduct } from '../../../src/sim/studies/study.ts';
import { values } from '../../../src/sim/studies/values.ts';

test(
  'whatever befalls small rings and their disks, nothing acknowledged is lost and nobody is told anything wrong',
  {
    timeout: 60_000,
  },
  () => {
    const { figures } = conduct(values, { seeds: 30, peers: 5, faults: 25, stores: 120 });

    const value = (what: string): number | undefined => figures.find((figure) => figure.what === what)?.value;
    expect(figures.filter(({ isHeld }) => isHeld === false)).toEqual([]);
    expect(value('stores acknowledged')).toBeGreaterThan(3_000);
    expect(value('faults performed')).toBeGreaterThan(400);
    expect(value('requests answered with a content')).toBeGreaterThan(1_000);
    expect(value('requests answered with "not stored"')).toBeGreaterThan(100);
  },
);
