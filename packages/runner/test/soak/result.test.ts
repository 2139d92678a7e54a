import { expect, test } from 'vitest';
import type { Census } from '../../src/soak/census.ts';
import { growthOf } from '../../src/soak/growth.ts';
import type { Deed, Outcome } from '../../src/soak/perform.ts';
import { broken, lostPeers, type SoakResult } from '../../src/soak/result.ts';

const level = { residentMb: 80, ownMb: 24, descriptors: 40 };
const right: SoakResult = {
  plan: { seed: 1, pingMs: 3_000, peers: [1, 2], residents: [1] },
  rounds: 1,
  lastedMs: 1_000,
  endedBy: null,
  deeds: [],
  seconds: [],
  healings: [],
  longestNotIdeal: { anyhowMs: 0, unstoppedMs: 0 },
  deaths: [],
  notIdeal: null,
  endLine: 'OK  2 peers agree',
  lost: [],
  growth: { start: level, middle: level, end: level },
  censuses: [],
  own: { before: level, after: level },
  surplusProcesses: 0,
  processesLeft: 0,
  lag: { p50Ms: 0, p99Ms: 1, maxMs: 2 },
  evidence: { seen: [], entries: [] },
};

test('a soak that found nothing wrong has held', () => {
  expect(broken(right)).toEqual([]);
});

test('each thing that is wrong is a line, and enough to break the claim', () => {
  const death = { atMs: 1_500, by: 7, about: 9, afterMs: 2_700 };
  const end = { residentMb: 130, ownMb: 70, descriptors: 90 };

  expect(
    broken({
      ...right,
      notIdeal: 'the ring was not ideal within 60 s after round 3',
      lost: [{ peer: 5, how: 'it was ended by SIGSEGV' }],
      deaths: [
        { ...death, truth: 'false' },
        { ...death, about: 11, truth: 'stopped' },
      ],
      growth: { start: level, middle: level, end },
      own: { before: level, after: end },
      surplusProcesses: 1,
      processesLeft: 2,
    }),
  ).toEqual([
    'the ring was not ideal within 60 s after round 3',
    'peer 5 was lost: it was ended by SIGSEGV',
    'at 1.5 s peer 7 said that 9 had died; it lived',
    'peers took ever more memory: 70.0 MB, half-way 24.0 MB',
    'peers took ever more descriptors: 90, half-way 40',
    'this process has 90 descriptors left, 40 before',
    'processes that ran and should have ended: 1',
    'processes that were left: 2',
  ]);
});

test('a joiner that says why it could not join is not lost; one that says nothing is', () => {
  const lost = lostPeers(
    [deed(5, 'failed'), deed(6, 'silent'), deed(7, 'done')],
    [
      { atMs: 140, peer: 5, how: 'ended with exit code 1' },
      { atMs: 900, peer: 7, how: 'was ended by SIGSEGV' },
    ],
    [8],
  );

  expect(lost).toEqual([
    { peer: 7, how: 'it was ended by SIGSEGV' },
    { peer: 6, how: 'join: because' },
    { peer: 8, how: 'it runs and is no member' },
  ]);
});

test('growth is seen in those who stayed all the time, and in nobody else', () => {
  const censuses = Array.from({ length: 21 }, (_, place) => census(place));

  const growth = growthOf(censuses, [1]);

  expect(growth?.start.ownMb).toBe(20);
  expect(growth?.middle.ownMb).toBe(29);
  expect(growth?.end.ownMb).toBe(39);
  expect(growth?.end.descriptors).toBe(30);
  expect(growthOf([], [1])).toBeUndefined();
});

function deed(id: number, outcome: Outcome): Deed {
  return { fault: { act: 'join', id, via: 1 }, atMs: 100, tookMs: 50, outcome, why: 'because' };
}

function census(place: number): Census {
  return {
    atMs: place,
    peers: [
      { id: 1, pid: 11, residentMb: 80 + place, ownMb: 20 + place, descriptors: 30 },
      { id: 2, pid: 12, residentMb: 500, ownMb: 400, descriptors: 900 },
    ],
  };
}
