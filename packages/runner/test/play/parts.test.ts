// The parts of the player that need no ring: what is counted, who could own a key, what faults make together.

import { judge } from '@ringside/peer/survey';
import { expect, test } from 'vitest';
import type { LinkRule } from '../../src/scenario/index.ts';
import { aggregated } from '../../src/scenario/index.ts';
import { Faults } from '../../src/scenario/play/faults.ts';
import { ownerAmong, Standing, successorAmong } from '../../src/scenario/play/standing.ts';
import { judged, shortfall } from '../../src/scenario/play/sweep.ts';
import { whoIs } from '../../src/scenario/play/who.ts';
import { planOf, sha256 } from '../scenario/reading.ts';
import { observationsOf } from './observing.ts';

test('a percentile is a value that was measured, by the nearest rank', () => {
  const values = [50, 10, 40, 20, 30];
  const percentile = (percent: number): number | undefined =>
    aggregated(values, { kind: 'percentile', percent });

  expect([percentile(1), percentile(50), percentile(80), percentile(81), percentile(100)]).toEqual([
    10, 30, 40, 50, 50,
  ]);
  expect(aggregated([], { kind: 'percentile', percent: 95 })).toBeUndefined();
  expect(aggregated([], { kind: 'count' })).toBe(0);
  expect(aggregated([1, 1, 0, 1], { kind: 'rate' })).toBe(0.75);
});

test('the owner of a key is the first at or after it, round the circle, or strictly after it', () => {
  expect([5, 8, 9, 20].map((key) => ownerAmong([2, 8, 14], key, 'at-or-after'))).toEqual([8, 8, 14, 2]);
  expect(ownerAmong([2, 8, 14], 8, 'after')).toBe(14);
  expect([successorAmong([2, 8, 14], 14), successorAmong([2], 2)]).toEqual([2, 2]);
});

test('only somebody who was there could own a key, with nobody who stayed before it', () => {
  const circle = { bits: 8, owner: 'at-or-after' } as const;
  const standing = new Standing();
  for (const id of [10, 20, 30]) standing.enter(id, 0);
  const may = (owner: number, key = 15, sinceMs = 100): boolean =>
    standing.mayOwn(circle, key, owner, sinceMs, () => true);

  expect([may(20), may(30), may(10), may(40)]).toEqual([true, false, false, false]);
  standing.enter(17, 150);
  expect([may(17), may(20)]).toEqual([true, true]);
  standing.lose(20, 120);
  expect([may(20), may(30)]).toEqual([true, true]);
  expect(standing.mayOwn(circle, 15, 20, 130, () => true)).toBe(false);
});

test('who is on the other side of a cut takes no key away', () => {
  const circle = { bits: 8, owner: 'at-or-after' } as const;
  const standing = new Standing();
  for (const id of [10, 20, 30]) standing.enter(id, 0);

  expect(standing.mayOwn(circle, 15, 30, 100, (id) => id !== 20)).toBe(true);
});

test('faults of the same way add up, and each is ended by its own name', async () => {
  let rules: readonly LinkRule[] = [];
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- Faults ask nothing else of an arena.
  const arena = { setLinks: async (now: readonly LinkRule[]) => void (rules = now) } as never;
  const faults = new Faults(arena);
  const half = { drop: false, loss: 0.5, duplicate: 0, reorder: 0, delayMs: { least: 10, most: 20 } };

  await faults.link('one', [1], [2], false, half, 7);
  await faults.link('two', [1], [2, 3], true, half, 8);
  const both = rules.find(({ from, to }) => from === 1 && to === 2);
  expect(both?.effect).toEqual({ ...half, loss: 0.75, delayMs: { least: 20, most: 40 } });
  expect(rules.map(({ from, to }) => `${from}>${to}`).toSorted()).toEqual(['1>2', '1>3', '2>1', '3>1']);

  await faults.heal('two');
  expect(rules.map(({ effect }) => effect)).toEqual([half]);
  await faults.part('cut', [[1, 2], [3]]);
  expect([faults.isConnected(1, 2), faults.isConnected(1, 3), faults.isConnected(3, 2)]).toEqual([
    true,
    false,
    false,
  ]);
  await faults.heal(null);
  expect([rules, faults.open]).toEqual([[], 0]);
});

test('a draw that was left open is drawn among the members of its moment, the same ones for the same seed', () => {
  const { ring } = planOf(`ringside: 1
name: who
ring: { preset: chord, bits: 16 }
peers: { core: { ids: [1, 2] } }
phases: [{ name: start, do: [{ start: core }] }]
`);
  const scene = { members: [1, 2, 3, 4, 5, 6], bound: new Map([['victim', [4]]]), ring, sha256 };
  const draw = {
    kind: 'draw',
    seed: 3,
    how: 'any',
    amount: { kind: 'share', share: 0.5 },
    among: null,
    not: [{ kind: 'bound', name: 'victim', expected: [] }],
    expected: [],
  } as const;

  const drawn = whoIs(scene, draw);

  expect(drawn).toHaveLength(3);
  expect(drawn).not.toContain(4);
  expect(whoIs(scene, draw)).toEqual(drawn);
  expect(whoIs(scene, { kind: 'successor-of', of: draw.not[0], expected: [] })).toEqual([5]);
});

const whole = { 1: [2, 3], 2: [3, 1], 3: [1, 2] };

test('a ring counts as ideal when two looks in a row saw the same', () => {
  const look = { startedAt: 0, endedAt: 0, observations: observationsOf(whole), picture: 'a' };
  const first = judged(look, undefined);
  const second = judged(look, first);
  const third = judged({ ...look, picture: 'b' }, second);

  expect([first, second, third].map((sweep) => shortfall(sweep, 'ideal'))).toEqual([
    'the ring is ideal, but was seen so once only',
    undefined,
    'the ring is ideal, but was seen so once only',
  ]);
});

test.each([
  ['a whole ring', whole, undefined, undefined],
  ['one that nobody points at, which points into the ring', { ...whole, 9: [1, 2] }, undefined, undefined],
  [
    'one whose list is dead',
    { 1: [2], 2: [1], 3: [77] },
    '3 has no living successor',
    '3 has no living successor',
  ],
  [
    'two rings',
    { 1: [2], 2: [1], 3: [4], 4: [3] },
    '2 rings: 1 2 | 3 4',
    '3, 4 and 1 know nothing of each other',
  ],
])('%s: what is short of valid, and of connected', (_, lists, valid, connected) => {
  const look = { startedAt: 0, endedAt: 0, observations: observationsOf(lists), picture: '' };
  const sweep = judged(look, undefined);

  expect(judge(look.observations).members.length).toBeGreaterThan(0);
  expect(shortfall(sweep, 'valid')).toBe(valid);
  expect(shortfall(sweep, 'connected')).toBe(connected);
});
