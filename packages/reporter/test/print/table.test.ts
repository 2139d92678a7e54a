import { stripVTControlCharacters } from 'node:util';
import { contacts, idealStatuses, status } from '@ringside/peer/test/ring-of';
import { expect, test } from 'vitest';
import { fittedTable, tableLines, type RingView } from '../../src/index.ts';
import { answered, lastViewOf, silent } from '../sweeps.ts';

const seven = [2, 4, 5, 8, 9, 14, 19];

/** The second seed, to the letter. */
const seedAfterJoin = [
  'Peer  2 - 15 > 19 > [ 2] >  4 >  5',
  'Peer  4 - 19 >  2 > [ 4] >  5 >  8',
  'Peer  5 -  2 >  4 > [ 5] >  8 >  9',
  'Peer  8 -  4 >  5 > [ 8] >  9 > 14',
  'Peer  9 -  5 >  8 > [ 9] > 14 > 15',
  'Peer 14 -  8 >  9 > [14] > 15 > 19',
  'Peer 19 - 14 > 15 > [19] >  2 >  4',
];
const seedRule = '==================================';

test('before the join the table is the seed’s, with columns only to the right and lines only below', () => {
  const view = lastViewOf(idealStatuses(seven).map((peer) => answered(peer)));

  expect(tableLines(view, { colors: 0 })).toMatchInlineSnapshot(`
    [
      "==================================  AGREE  SINCE    RTT  NOTE",
      "Peer  2 - 14 > 19 > [ 2] >  4 >  5     ok   0.0s   1 ms",
      "Peer  4 - 19 >  2 > [ 4] >  5 >  8     ok   0.0s   1 ms",
      "Peer  5 -  2 >  4 > [ 5] >  8 >  9     ok   0.0s   1 ms",
      "Peer  8 -  4 >  5 > [ 8] >  9 > 14     ok   0.0s   1 ms",
      "Peer  9 -  5 >  8 > [ 9] > 14 > 19     ok   0.0s   1 ms",
      "Peer 14 -  8 >  9 > [14] > 19 >  2     ok   0.0s   1 ms",
      "Peer 19 -  9 > 14 > [19] >  2 >  4     ok   0.0s   1 ms",
      "==================================",
      "",
      "OK  7 peers agree",
    ]
  `);
});

test('after the join of an unmonitored 15 the rows and the last line are the seed’s to the letter', () => {
  const lines = tableLines(afterJoin(), { colors: 0, isSentenceHidden: true });

  const firstColumns = lines.map((line) => line.slice(0, 34));
  expect(firstColumns.slice(0, 10)).toEqual([seedRule, ...seedAfterJoin, seedRule, '']);
  expect(lines.slice(9)).toEqual(['', 'Unmonitored Peers (1): 15']);
});

test('ids of several unmonitored peers are separated by commas', () => {
  const ring = idealStatuses([...seven, 15, 16]).map((peer) => answered(peer, ![15, 16].includes(peer.id)));

  expect(tableLines(lastViewOf(ring), { colors: 0 })).toContain('Unmonitored Peers (2): 15, 16');
});

test('id 0 prints as 0, and an id of three digits widens every row', () => {
  const view = lastViewOf(idealStatuses([0, 7, 255]).map((peer) => answered(peer)));

  expect(tableLines(view, { colors: 0 }).slice(0, 5)).toEqual([
    '========================================  AGREE  SINCE    RTT  NOTE',
    'Peer   0 -   7 > 255 > [  0] >   7 > 255     ok   0.0s   1 ms',
    'Peer   7 - 255 >   0 > [  7] > 255 >   0     ok   0.0s   1 ms',
    'Peer 255 -   0 >   7 > [255] >   0 >   7     ok   0.0s   1 ms',
    '========================================',
  ]);
});

test('where nobody belongs stands --, where somebody is not known ??', () => {
  const alone = lastViewOf([answered(status(0))]);
  const two = lastViewOf(idealStatuses([4, 9]).map((peer) => answered(peer)));
  const fresh = idealStatuses([4, 9]).map((peer) => answered(peer.id === 4 ? { ...peer, pred: [] } : peer));

  expect(firstRow(alone)).toContain('Peer  0 - -- > -- > [ 0] > -- > --     ok');
  expect(firstRow(two)).toContain('Peer  4 - -- >  9 > [ 4] >  9 > --     ok');
  expect(firstRow(lastViewOf(fresh))).toContain('Peer  4 - -- > ?? > [ 4] >  9 > --      ~');
});

test('a silent peer keeps its row, says why, and counts as gone when asked twice', () => {
  const ring = [...idealStatuses([2, 4]).map((peer) => answered(peer)), silent(9)];

  expect(tableLines(lastViewOf(ring), { colors: 0 })[3]).toContain('[ 9] > ?? > ??      ~');
  expect(tableLines(lastViewOf(ring, ring), { colors: 0 })[3]).toBe(
    'Peer  9 - ?? > ?? > [ 9] > ?? > ??   gone   1.0s         nobody listens at 127.0.0.1:12009',
  );
});

test('a wrong entry is noted in words, and a note is cut to the width of the screen', () => {
  const ring = idealStatuses(seven).map((peer) =>
    answered(peer.id === 9 ? { ...peer, succ: contacts(14, 2, 4, 5, 8) } : peer),
  );
  const view = lastViewOf(ring, ring);

  expect(tableLines(view, { colors: 0 })[5]).toBe(
    'Peer  9 -  5 >  8 > [ 9] > 14 >  2     NO   1.0s   1 ms  second successor says 2, should be 19; 4 more',
  );
  expect(tableLines(view, { colors: 0, width: 70 })[5]).toMatch(/^.{57}second succe…$/);
});

test('colours change nothing but colours, and level 0 has none', () => {
  const view = afterJoin();
  const plain = tableLines(view, { colors: 0 });

  const painted = tableLines(view, { colors: 1 });

  expect(painted.map((line) => stripVTControlCharacters(line))).toEqual(plain);
  expect(painted.join('\n')).toContain('\u001B[35m15\u001B[39m');
  expect(plain.join('\n')).not.toContain('\u001B');
});

test('an entry that changed is bold for three sweeps', () => {
  const before = idealStatuses(seven).map((peer) => answered(peer));
  const after = idealStatuses([...seven, 15]).map((peer) => answered(peer));
  const sweeps = [before, after, after, after, after];

  const bold = sweeps.map((_, index) =>
    tableLines(lastViewOf(...sweeps.slice(0, index + 1)), { colors: 1 }).join(''),
  );

  expect(bold.map((text) => text.includes('\u001B[1m'))).toEqual([false, true, true, true, false]);
});

test('a fitted table is never taller or wider than the screen, and shows troubled rows first', () => {
  const ids = Array.from({ length: 100 }, (_, place) => place + 1);
  const ring = idealStatuses(ids).map((peer) => answered(peer.id === 77 ? { ...peer, pred: [] } : peer));
  const view = lastViewOf(ring, ring);

  for (const height of [1, 2, 3, 5, 10, 24, 103, 104, 200]) {
    for (const width of [10, 39, 60, 80]) {
      const lines = fittedTable(view, { colors: 0, width, height });
      expect(lines.length).toBeLessThanOrEqual(height);
      expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(width);
    }
  }
  const small = fittedTable(view, { colors: 0, width: 80, height: 10 });
  expect(small[1]).toMatch(/^Peer {2}77 .* NO /);
  expect(small[6]).toBe('... 95 more agree');
});

function afterJoin(): RingView {
  return lastViewOf(idealStatuses([...seven, 15]).map((peer) => answered(peer, peer.id !== 15)));
}

function firstRow(view: RingView): string {
  return tableLines(view, { colors: 0 })[1] ?? '';
}
