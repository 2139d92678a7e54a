// Small rings: the study itself is `pnpm study scale`, which also writes docs/scale.md and docs/hops.svg.

import { expect, test } from 'vitest';
import { scale } from '../../../src/sim/studies/scale.ts';
import { scalePages } from '../../../src/sim/studies/scale-pages.ts';
import { conduct } from '../../../src/sim/studies/study.ts';

test(
  'hops keep their limits, an ideal ring stays as it is, and a small study writes no page',
  { timeout: 60_000 },
  () => {
    const { figures, pages } = conduct(scale, { peers: 3_000, protocol: 1_000, seconds: 3, lookups: 500 });

    expect(figures.filter((figure) => figure.isHeld === false)).toEqual([]);
    expect(pages).toBeUndefined();
  },
);

test('the pages hold every ring, as a table and as a picture', () => {
  const rows = [1_000, 1_000_000].map((peers) => ({ peers, mean: 4.5, p99: 7, bytesPerPeer: 136 }));
  const cost = {
    peers: 100_000,
    events: 30,
    tookMs: 1_000,
    bytesPerPeer: 9_000,
    changed: 0,
    isIdeal: true,
    hops: [8],
  };

  const [table, picture] = scalePages(rows, [cost]);

  expect(table?.text.split('\n').filter((line) => line.startsWith('| '))).toMatchInlineSnapshot(`
    [
      "|     peers | mean hops | 1/2 log2 N + 1 | p99 hops | log2 N + 1 | memory of a peer |",
      "| --------: | --------: | -------------: | -------: | ---------: | ---------------: |",
      "|     1,000 |      4.50 |           5.98 |        7 |      10.97 |        136 bytes |",
      "| 1,000,000 |      4.50 |          10.97 |        7 |      20.93 |        136 bytes |",
      "|   peers | mean hops | p99 hops | lists that changed | memory of a peer | events | events a second |",
      "| ------: | --------: | -------: | -----------------: | ---------------: | -----: | --------------: |",
      "| 100,000 |      8.00 |        8 |                  0 |      9,000 bytes |     30 |              30 |",
    ]
  `);
  expect(picture?.text.match(/<circle/g)).toHaveLength(4);
  expect(picture?.text).not.toMatch(/NaN|undefined/);
});
