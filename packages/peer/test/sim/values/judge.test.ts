import { expect, test } from 'vitest';
import type { FinalReading, Operation } from '../../../src/history/index.ts';
import { judgeValues, type ValueOutcome } from '../../../src/sim/index.ts';
import { found, heard, refused, stored, tried } from '../../history/operations.ts';

/** A game in which nothing happened but this. */
function outcome(
  operations: readonly Operation[],
  reading: FinalReading,
  more: Partial<ValueOutcome> = {},
): ValueOutcome {
  return {
    operations,
    readings: new Map([['ada', reading]]),
    acknowledged: 0,
    short: 0,
    performed: 0,
    events: 0,
    hash: '',
    settledMs: 0,
    badLeaves: 0,
    wasParted: false,
    wereAllGone: false,
    isLost: false,
    troubles: new Map(),
    ...more,
  };
}

function broken(...parts: Parameters<typeof outcome>): readonly string[] {
  return judgeValues(outcome(...parts)).map(({ rule, words }) => {
    expect(words).not.toBe('');
    return rule;
  });
}

const one = stored(1, 'one', [0, 10]);
const two = stored(2, 'two', [20, 30]);
const isTwo: FinalReading = { outcome: 'found', content: 'two' };

test('a game in which everything is as it should be breaks no rule', () => {
  const operations = [one, found(3, 'one', [12, 14]), two, found(3, 'two', [32, 34])];

  expect(broken(operations, isTwo)).toEqual([]);
});

test('what was acknowledged and is not there in the end is broken, in parts of a ring too', () => {
  for (const wasParted of [false, true]) {
    expect(broken([one, two], { outcome: 'absent' }, { wasParted })).toEqual(['final']);
    expect(broken([one, two], { outcome: 'unavailable' }, { wasParted })).toEqual(['final']);
    expect(broken([one, two], { outcome: 'found', content: 'one' }, { wasParted })).toEqual(['final']);
  }
});

test('an answer that was out of date is broken, unless the ring was in parts', () => {
  const stale = [one, two, found(3, 'one', [40, 50])];

  expect(broken(stale, isTwo)).toEqual(['register']);
  expect(broken([one, heard(3, 'not-found', [12, 14]), two], isTwo)).toEqual(['register']);
  expect(broken(stale, isTwo, { wasParted: true })).toEqual([]);
});

test('an answer that says of itself that it may be out of date is not broken', () => {
  const said: Operation = {
    kind: 'request',
    client: 3,
    name: 'ada',
    content: 'one',
    startMs: 40,
    endMs: 50,
    outcome: 'found',
    mayBeOld: true,
  };

  expect(broken([one, two, said], isTwo)).toEqual([]);
});

test('a content that nobody stored, or whose store was refused for certain, is broken in parts of a ring too', () => {
  for (const wasParted of [false, true]) {
    expect(broken([one, two, found(3, 'three', [40, 50])], isTwo, { wasParted })).toEqual(['register']);
    const operations = [one, two, refused(4, 'no', [32, 34]), found(3, 'no', [40, 50])];
    expect(broken(operations, isTwo, { wasParted })).toEqual(['register']);
  }
});

test('an unknown store may have happened or not', () => {
  expect(broken([one, two, tried(4, 'maybe', 35)], isTwo)).toEqual([]);
  expect(broken([one, two, tried(4, 'maybe', 35)], { outcome: 'found', content: 'maybe' })).toEqual([]);
});

test('copies that are never proved, too few copies, and a peer that left with the only one, are broken', () => {
  expect(broken([two], isTwo, { short: 1 })).toEqual(['copies']);
  expect(broken([two], isTwo, { settledMs: Infinity })).toEqual(['settled']);
  expect(broken([two], isTwo, { badLeaves: 1 })).toEqual(['leave']);
});

test('of a ring that nothing could bring together nothing is judged', () => {
  expect(broken([two], { outcome: 'absent' }, { isLost: true, settledMs: Infinity })).toEqual([]);
});

test('a name that was not read in the end is not decided, which is no pass', () => {
  expect(broken([two], isTwo, { readings: new Map() })).toEqual(['decided']);
});
