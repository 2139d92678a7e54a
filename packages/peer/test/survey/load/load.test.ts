import { expect, test } from 'vitest';
import * as fc from 'fast-check';
import { loadOf, loadSentences, percent, type PeerStatus, type RingLoad } from '../../../src/survey/index.ts';
import { idealStatuses, status } from '../ring-of.ts';

const bits = 6;
const circle = 2 ** bits;
const ids = fc.uniqueArray(fc.nat(circle - 1), { minLength: 1, maxLength: 12 });

/** The ring with these ids, and with a key at each of these positions, each given to the first peer at or after it. */
function ringWith(peers: readonly number[], keys: readonly number[]): PeerStatus[] {
  return idealStatuses(peers, { bits }).map((peer) => {
    const owned = keys.filter((key) => ownerOf(key, peers) === peer.id).length;
    return { ...peer, owned, ownedBytes: owned * 10, keys: owned + 1, bytes: owned * 10 + 3 };
  });
}

function ownerOf(key: number, peers: readonly number[]): number | undefined {
  for (let place = 0; place < circle; place += 1)
    if (peers.includes((key + place) % circle)) return (key + place) % circle;
  return undefined;
}

function sure(load: RingLoad | undefined): RingLoad {
  if (load === undefined) throw new Error('nobody takes part');
  return load;
}

test('the share of a peer is the part of all positions that it owns, counted one by one', () => {
  fc.assert(
    fc.property(ids, (peers) => {
      const positions = Array.from({ length: circle }, (_, position) => position);
      const load = sure(loadOf(ringWith(peers, positions)));
      for (const { share, owned } of load.peers) expect(share).toBe(owned / circle);
      expect(load.peers.map(({ id }) => id)).toEqual(peers.toSorted((a, b) => a - b));
      expect(load.peers.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 12);
    }),
  );
});

test('totals are sums, the peaks are the largest, and the order of the answers does not matter', () => {
  fc.assert(
    fc.property(ids, fc.array(fc.nat(circle - 1), { maxLength: 80 }), (peers, keys) => {
      const statuses = ringWith(peers, keys);
      const load = sure(loadOf(statuses));
      expect(load.total).toEqual({
        owned: keys.length,
        ownedBytes: keys.length * 10,
        held: keys.length + peers.length,
        heldBytes: keys.length * 10 + 3 * peers.length,
      });
      const most = Math.max(...load.peers.map(({ owned }) => owned));
      expect(load.mostKeys?.timesMean).toEqual(
        keys.length === 0 ? undefined : (most * peers.length) / keys.length,
      );
      expect(load.largestArc.timesMean).toBeCloseTo(
        Math.max(...load.peers.map(({ share }) => share)) * peers.length,
        12,
      );
      const other = sure(loadOf(statuses.toReversed()));
      expect(other.peers).toEqual(load.peers);
      expect(other.fit?.statistic ?? 0).toBeCloseTo(load.fit?.statistic ?? 0, 9);
    }),
  );
});

test('who takes no part has no arc, and a ring of nobody has no load', () => {
  const statuses = [
    ...idealStatuses([2, 4]),
    status(9, { phase: 'joining', keys: 5 }),
    status(12, { phase: 'left' }),
  ];
  expect(sure(loadOf(statuses)).peers.map(({ id, share }) => [id, share])).toEqual([
    [2, 254 / 256],
    [4, 2 / 256],
  ]);
  expect(loadOf([status(2, { phase: 'idle' })])).toBeUndefined();
  expect(loadOf([])).toBeUndefined();
});

test('keys that lie where the arcs say fit, whatever the arcs; keys that crowd in one arc do not', () => {
  const peers = [2, 4, 5, 8, 9, 14, 19];
  const evenly = Array.from({ length: circle * 10 }, (_, key) => key % circle);
  const crowded = evenly.map((key) => (key % 3 === 0 ? 3 : key));

  expect(sure(loadOf(ringWith(peers, evenly))).fit?.pValue).toBeCloseTo(1, 6);
  expect(sure(loadOf(ringWith(peers, crowded))).fit?.pValue).toBeLessThan(1e-6);
});

test('the two questions are answered apart, and copies in the words of the published figures', () => {
  const spread = Array.from({ length: 32 }, (_, place) => place * 2);
  const evenArcs = sure(
    loadOf(
      ringWith(
        spread,
        Array.from({ length: 640 }, (_, key) => (key * 7) % circle),
      ),
    ),
  );
  expect(loadSentences(evenArcs)).toEqual([
    'Are the arcs even? Yes: the largest, that of Peer 0, is 1.00 times the mean (32 peers at random positions: 4.06, give or take 1.03)',
    'Do the keys fall as the arcs say? Yes, and closer than chance would have it (chi-square 0.0 with 31 degrees of freedom, p = 1.00); the most, at Peer 0, are 1.00 times the mean',
    'What do 3 copies of each value buy? With 8 of 32 peers lost for good at once, lost on average: 25.0 % at R = 1, 1.1 % at R = 3, 0.03 % at R = 5',
  ]);

  const seven = [2, 4, 5, 8, 9, 14, 19];
  const crowded = sure(
    loadOf(
      ringWith(
        seven,
        Array.from({ length: 100 }, () => 3),
      ),
    ),
  );
  expect(loadSentences(crowded)).toEqual([
    'Are the arcs even? No: the largest, that of Peer 2, is 5.14 times the mean (7 peers at random positions: 2.59, give or take 0.69); that is more than chance explains',
    'Do the keys fall as the arcs say? No (chi-square 1500.0 with 3 degrees of freedom, p < 0.0001); the most, at Peer 4, are 7.00 times the mean',
    'What do 3 copies of each value buy? With 3 of 7 peers lost for good at once, lost on average: 42.9 % at R = 1, 2.9 % at R = 3, 0 % at R = 5',
  ]);
});

test('with few keys or one peer it says that it cannot tell', () => {
  const [arcs, keys] = loadSentences(sure(loadOf(ringWith([2], [1, 2, 3]))));
  expect(arcs).toBe('Are the arcs even? There is one, and it is the whole circle');
  expect(keys).toBe(
    'Do the keys fall as the arcs say? Too few to tell (3); the most, at Peer 2, are 1.00 times the mean',
  );
  expect(loadSentences(sure(loadOf(ringWith([2, 9], []))))[1]).toBe(
    'Do the keys fall as the arcs say? There are no keys yet',
  );
});

test.each([
  [0, '0 %'],
  [0.000_05, '< 0.01 %'],
  [0.000_278, '0.03 %'],
  [0.0113, '1.1 %'],
  [1, '100.0 %'],
])('%f is written %s', (share, text) => {
  expect(percent(share)).toBe(text);
});
