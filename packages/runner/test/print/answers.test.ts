import { expect, test } from 'vitest';
import { fetched, joined, lookedUp, stored } from '../../src/print/answers.ts';
import type { Done } from '../../src/ring/index.ts';

function done(answer: Partial<Done>): Done {
  return { rs: 1, re: 1, ok: true, tookMs: 310, ...answer };
}

test('a store says where the value is, how many copies there are, who holds them, and the route', () => {
  const answer = {
    owner: 19,
    bytes: 1_234,
    source: 'file',
    copies: '3/3',
    holders: [19, 2, 4],
    route: [8, 9, 14, 19],
  };

  expect(stored('2067', done(answer))).toBe(
    '2067 is stored at Peer 19 after 0.31 s: 1,234 bytes, from the file given, copies 3/3, held by 19, 2, 4; route 8 > 9 > 14 > 19',
  );
  expect(stored('2067', done({ owner: 19 }))).toBe('2067 is stored at Peer 19 after 0.31 s');
});

test('a request says when what came may be older than the last store, and only then', () => {
  const answer = { owner: 8, bytes: 1, path: '/tmp/out', route: [2, 8] };
  const told = '4103 came from Peer 8 after 0.31 s: 1 byte, written to /tmp/out; route 2 > 8';

  expect(fetched('4103', done({ ...answer, sure: true }))).toBe(told);
  expect(fetched('4103', done(answer))).toBe(told);
  expect(fetched('4103', done({ ...answer, sure: false }))).toBe(
    `${told}; it may be older than the last store: a newer version may be at peers that are gone or have just come back`,
  );
});

test('what a peer of another make leaves out is left out here', () => {
  expect(joined(15, 'joined', done({}))).toBe('Peer 15 joined in 0.31 s');
  expect(joined(15, 'joined', done({ pred: [14], succ: [19], route: [4, 14] }))).toBe(
    'Peer 15 joined in 0.31 s: between 14 and 19; route 4 > 14',
  );
  expect(lookedUp('2067', done({ owner: 19, key: 19 }))).toBe('2067 (key 19) belongs to Peer 19');
  expect(lookedUp('2067', done({}))).toBe('2067 belongs to Peer ?');
});
