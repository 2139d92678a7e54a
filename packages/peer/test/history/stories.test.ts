import { expect, test } from 'vitest';
import { sentences, theViolation } from './judged.ts';
import { found, heard, stored, tried } from './operations.ts';

test('the store that is told to have replaced it is the last one before the read', () => {
  const violation = theViolation([
    stored(1, 'a1', [0, 10]),
    stored(2, 'b2', [20, 30]),
    found(4, 'b2', [31, 32]),
    stored(2, 'c3', [40, 50]),
    found(3, 'a1', [60, 70]),
    found(4, 'c3', [61, 69]),
    stored(2, 'd4', [55, 60]),
  ]);

  expect(violation.line).toContain('client 2 stored c3 (40 to 50 ms), then client 3 read a1');
  expect(violation.operations).toHaveLength(3);
});

test('a content that nobody stored is one violation, however often it is read', () => {
  const reads = [40, 60, 80].map((start) => found(3, 'zz', [start, start + 10]));

  const violation = theViolation([stored(1, 'a1', [0, 10]), stored(2, 'b2', [5, 30]), ...reads]);

  expect(violation.kind).toBe('nobody-stored');
  expect(violation.line).toBe(
    '"ada" gave a content that nobody stored under it: client 3 read zz (40 to 50 ms), then client 3 read zz (60 to 70 ms), then client 3 read zz (80 to 90 ms); should be a1 or b2',
  );
  expect(violation.operations).toEqual(reads);
});

test('the first of its reads says what should have been read', () => {
  const late = found(3, 'zz', [40, 50]);
  const early = found(3, 'zz', [10, 15]);
  const stores = [stored(1, 'a1', [0, 10]), stored(2, 'b2', [20, 30])];

  expect(theViolation([...stores, late, early]).line).toContain('; should be nothing or a1');
});

test('a long story is told with its beginning and its end', () => {
  const reads = Array.from({ length: 9 }, (_, place) => found(3, 'zz', [10 * place, 10 * place + 5]));
  const stores = ['a', 'b', 'c', 'd', 'e'].map((content) => tried(1, content, 0));

  const { line, story } = theViolation([...stores, ...reads]);

  expect(story).toHaveLength(9);
  expect(line).toMatch(/read zz \(40 to 45 ms\), 3 more operations, then client 3 read zz \(80 to 85 ms\); /);
  expect(line).toMatch(/; should be nothing, a, b or 3 more$/);
});

test('a knot of several stores of one content is told with no more than it takes', () => {
  const violation = theViolation([
    stored(1, 'a1', [0, 10]),
    stored(2, 'a1', [0, 10]),
    stored(3, 'b2', [20, 30]),
    found(4, 'b2', [22, 24]),
    found(5, 'a1', [26, 40]),
    found(6, 'b2', [28, 40]),
    found(7, 'a1', [50, 60]),
  ]);

  expect(violation.line).toBe(
    '"ada" fits no order of its stores: client 1 stored a1 (0 to 10 ms), meanwhile client 2 stored a1 (0 to 10 ms), then client 3 stored b2 (20 to 30 ms), meanwhile client 4 read b2 (22 to 24 ms), then client 5 read a1 (26 to 40 ms); should be b2 or newer',
  );
});

test('stores of the same content that the read cannot have seen are no part of the story', () => {
  const often = Array.from({ length: 20 }, (_, place) => stored(1, 'a1', [100 * place, 100 * place + 10]));

  const violation = theViolation([...often, stored(2, 'b2', [1_020, 1_030]), found(3, 'a1', [1_040, 1_050])]);

  expect(violation).toMatchObject({ kind: 'stale' });
  expect(violation.story).toEqual([
    'client 1 stored a1 (1000 to 1010 ms)',
    'client 2 stored b2 (1020 to 1030 ms)',
    'client 3 read a1 (1040 to 1050 ms)',
  ]);
});

test('long hashes, odd names and odd clients are told so that they fit in a line', () => {
  const hash = 'c0ffee00'.repeat(8);
  const odd = [
    { ...stored(1, hash, [0, 10.00049]), name: 'a\nb', client: 'two words' },
    { ...heard(2, 'not-found', [20, 30]), name: 'a\nb' },
  ];
  expect(sentences(odd)).toEqual([
    '"a\\nb" was reported absent after it had been stored: client "two words" stored c0ffee00 (0 to 10 ms), then client 2 found nothing (20 to 30 ms); should be c0ffee00 or newer',
  ]);
});

test('the version that the ring gave a store is told with it', () => {
  const versioned = stored(1, 'a1', [0, 10], { stamp: { at: 1712, by: 14, life: 3 } });
  expect(sentences([versioned, heard(2, 'not-found', [20, 30])])[0]).toContain(
    'client 1 stored a1 as version 1712 by 14 (0 to 10 ms)',
  );
});
