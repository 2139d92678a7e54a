import { loadOf, type RingLoad } from '@ringside/peer/survey';
import { idealStatuses } from '@ringside/peer/test/ring-of';
import { expect, test } from 'vitest';
import { loadLines, loadRecord } from '../../src/index.ts';
import { barOf } from '../../src/print/load-bar.ts';

const plain = (text: string): string => text;

/** Four even arcs; so many keys at each peer. */
function loadWith(owned: readonly number[]): RingLoad {
  const statuses = idealStatuses([0, 64, 128, 192]).map((peer, place) => {
    const keys = owned[place] ?? 0;
    return { ...peer, owned: keys, ownedBytes: keys * 100, keys: keys * 3, bytes: keys * 300 };
  });
  const load = loadOf(statuses);
  if (load === undefined) throw new Error('nobody takes part');
  return load;
}

test('each peer has a row and a bar of its keys, marked where its arc ends', () => {
  expect(loadLines(loadWith([40, 20, 10, 10]), { colors: 0 }).join('\n')).toMatchInlineSnapshot(`
    "PEER   CIRCLE  KEYS  BYTES  HELD  HELD BYTES  █ KEYS  ┃ ARC
       0   25.0 %    40  4,000   120      12,000  ██████████████┃███████████████
      64   25.0 %    20  2,000    60       6,000  ██████████████┃
     128   25.0 %    10  1,000    30       3,000  ████████      ┃
     192   25.0 %    10  1,000    30       3,000  ████████      ┃
     ALL  100.0 %    80  8,000   240      24,000

    Are the arcs even? Yes: the largest, that of Peer 0, is 1.00 times the mean (4 peers at random positions: 2.08, give or take 0.52)
    Do the keys fall as the arcs say? No (chi-square 30.0 with 3 degrees of freedom, p < 0.0001); the most, at Peer 0, are 2.00 times the mean
    What do 3 copies of each value buy? With 3 of 4 peers lost for good at once, lost on average: 75.0 % at R = 1, 25.0 % at R = 3, 0 % at R = 5"
  `);
});

test('a ring without keys shows arcs alone', () => {
  const rows = loadLines(loadWith([]), { colors: 0 });

  expect(rows[1]).toMatch(/^ +0 +25\.0 % +0 +0 +0 +0 {31}┃$/);
  expect(rows.at(-2)).toBe('Do the keys fall as the arcs say? There are no keys yet');
});

test.each([
  [1, 1, '█████████┃'],
  [1, 0.5, '████┃█████'],
  [0.3, 1, '███      ┃'],
  [0, 0, '┃'],
  [0, 0.001, '┃'],
  [1, 0, '┃█████████'],
])('a bar filled to %f with its mark at %f is %s', (filled, mark, bar) => {
  expect(barOf({ filled, mark }, 10, plain, plain)).toBe(bar);
});

test('the record of a load is plain values that JSON keeps', () => {
  const record = loadRecord(1_795_359_600_000, loadWith([40, 20, 10, 10]));

  expect(JSON.parse(JSON.stringify(record))).toEqual(record);
  expect(record).toMatchObject({
    v: 1,
    type: 'load',
    at: '2026-11-22T15:00:00.000Z',
    bits: 8,
    replicas: 3,
    total: { owned: 80, ownedBytes: 8_000, held: 240, heldBytes: 24_000 },
    mostKeys: { peer: 0, timesMean: 2 },
    fit: { statistic: 30, degreesOfFreedom: 3 },
  });
  expect(record.peers[1]).toEqual({
    peer: 64,
    share: 0.25,
    owned: 20,
    ownedBytes: 2_000,
    held: 60,
    heldBytes: 6_000,
  });
});
