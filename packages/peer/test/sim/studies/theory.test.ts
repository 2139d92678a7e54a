// Fewer rings: the study itself is `pnpm study theory`.

import { expect, test } from 'vitest';
import { identifierSpace } from '../../../src/ring/index.ts';
import { Chance } from '../../../src/sim/index.ts';
import { StaticRing } from '../../../src/sim/studies/static-ring.ts';
import { conduct } from '../../../src/sim/studies/study.ts';
import { theory } from '../../../src/sim/studies/theory.ts';

test('path lengths, loads and lost lists are what can be calculated', { timeout: 60_000 }, () => {
  const { figures } = conduct(theory, { peers: 200, rings: 50, lookups: 2_000, largest: 1_024 });

  expect(figures.filter((figure) => figure.isHeld === false)).toEqual([]);
});

test('in a ring that is walked one successor at a time, hops are places', () => {
  const space = identifierSpace(16);
  const options = { space, successorsMax: 8, routing: 'ring', pingMs: 3_000 } as const;
  const ring = new StaticRing(options, 20, new Chance(1));

  const hops = Array.from({ length: 20 }, (_, place) => ring.hops(place, ring.idAt(0)));
  expect(hops).toEqual([0, ...Array.from({ length: 19 }, (_, nth) => 19 - nth)]);
});
