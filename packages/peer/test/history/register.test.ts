import { expect, test } from 'vitest';
import { sentences, theViolation } from './judged.ts';
import { found, heard, refused, stored, tried } from './operations.ts';

test('a read of what had been replaced is stale', () => {
  const first = stored(1, 'a1', [0, 10]);
  const second = stored(2, 'b2', [20, 30]);
  const read = found(3, 'a1', [40, 50]);

  const violation = theViolation([read, second, first]);

  expect(violation).toMatchObject({ check: 'register', kind: 'stale', name: 'ada' });
  expect(violation.line).toBe(
    '"ada" gave a content that had been replaced: client 1 stored a1 (0 to 10 ms), then client 2 stored b2 (20 to 30 ms), then client 3 read a1 (40 to 50 ms); should be b2 or newer',
  );
  expect(violation.story).toEqual([
    'client 1 stored a1 (0 to 10 ms)',
    'client 2 stored b2 (20 to 30 ms)',
    'client 3 read a1 (40 to 50 ms)',
  ]);
  expect(violation.operations).toEqual([first, second, read]);
});

test('who read the newer content at the same time has not shown that anybody went back', () => {
  const violation = theViolation([
    stored(1, 'a1', [0, 10]),
    stored(2, 'b2', [0, 30]),
    found(3, 'b2', [12, 100]),
    found(4, 'a1', [40, 50]),
  ]);

  expect(violation.kind).toBe('stale');
  expect(violation.operations).toHaveLength(4);
});

test('a later read that gives what is older went back, though both stores are still under way', () => {
  const violation = theViolation([
    stored(1, 'a1', [0, 90]),
    stored(2, 'b2', [5, 90]),
    found(3, 'a1', [10, 15]),
    found(4, 'b2', [20, 30]),
    found(5, 'a1', [40, 50]),
  ]);

  expect(violation.kind).toBe('went-back');
  expect(violation.line).toBe(
    '"ada" went back to an older content: client 1 stored a1 (0 to 90 ms), meanwhile client 2 stored b2 (5 to 90 ms), meanwhile client 3 read a1 (10 to 15 ms), then client 4 read b2 (20 to 30 ms), then client 5 read a1 (40 to 50 ms); should be b2 or newer',
  );
});

test('nothing found after an acknowledged store is a violation, and so it is after a read of a store nobody was told of', () => {
  expect(sentences([stored(1, 'a1', [0, 10]), heard(2, 'not-found', [20, 30])])).toEqual([
    '"ada" was reported absent after it had been stored: client 1 stored a1 (0 to 10 ms), then client 2 found nothing (20 to 30 ms); should be a1 or newer',
  ]);
  expect(sentences([tried(1, 'a1', 0), found(2, 'a1', [5, 10]), heard(3, 'not-found', [20, 30])])).toEqual([
    '"ada" was reported absent after it had been stored: client 1 tried to store a1 (from 0 ms on), meanwhile client 2 read a1 (5 to 10 ms), then client 3 found nothing (20 to 30 ms); should be a1 or newer',
  ]);
});

test('a store that was refused for certain must never be seen, even where another one of it is tried later', () => {
  expect(sentences([refused(1, 'a1', [0, 10]), found(2, 'a1', [20, 30])])).toEqual([
    '"ada" gave a content whose store was refused for certain: client 1 was told for certain that a1 is not stored (0 to 10 ms), then client 2 read a1 (20 to 30 ms); should be nothing',
  ]);
  expect(sentences([refused(1, 'a1', [0, 10]), found(2, 'a1', [20, 30]), stored(1, 'a1', [40, 50])])).toEqual(
    [
      '"ada" gave a content before its store began: client 2 read a1 (20 to 30 ms), then client 1 stored a1 (40 to 50 ms); should be nothing',
    ],
  );
});

test('a store of unknown outcome may happen long after its client gave up, or never', () => {
  const gaveUp = tried(1, 'a1', 0, { endMs: 10 });
  const replaced = stored(2, 'b2', [100, 110]);

  expect(sentences([gaveUp, replaced, found(3, 'b2', [120, 130]), found(3, 'a1', [500, 510])])).toEqual([]);
  expect(sentences([gaveUp, replaced, found(3, 'b2', [500, 510])])).toEqual([]);
  expect(sentences([gaveUp, heard(3, 'not-found', [500, 510])])).toEqual([]);
});

test('attempts of one request are one write: once seen and replaced, it cannot come back', () => {
  const attempts = [tried(1, 'a1', 0, { request: 'r1' }), stored(1, 'a1', [50, 60], { request: 'r1' })];
  const seen = found(3, 'a1', [10, 15]);
  const replaced = stored(2, 'b2', [20, 30]);
  const back = found(3, 'a1', [70, 80]);

  expect(sentences([...attempts, replaced, back])).toEqual([]);
  expect(sentences([...attempts, seen, replaced, back])).toEqual([
    '"ada" gave a content that had been replaced: client 1 tried to store a1 (from 0 ms on), meanwhile client 3 read a1 (10 to 15 ms), then client 2 stored b2 (20 to 30 ms), then client 1 stored a1 (50 to 60 ms), the same request again, then client 3 read a1 (70 to 80 ms); should be b2 or newer',
  ]);
  const apart = attempts.map((each, place) => ({ ...each, request: `r${place}` }));
  expect(sentences([...apart, seen, replaced, back])).toEqual([]);
});

test('a content that was stored twice may be read again after the second store, and not between', () => {
  const twice = [stored(1, 'a1', [0, 10]), stored(2, 'b2', [20, 30]), stored(1, 'a1', [60, 70])];

  expect(sentences([...twice, found(3, 'a1', [65, 80])])).toEqual([]);
  expect(theViolation([...twice, found(3, 'a1', [40, 50])]).operations).toHaveLength(3);
});

test('what begins in the very moment in which something else ends counts as overlapping it', () => {
  expect(sentences([stored(1, 'a1', [0, 10]), heard(2, 'not-found', [10, 20])])).toEqual([]);
  expect(sentences([stored(1, 'a1', [0, 10]), heard(2, 'not-found', [11, 20])])).toHaveLength(1);

  const touching = [stored(1, 'a1', [0, 10]), stored(2, 'b2', [10, 20]), found(3, 'a1', [21, 25])];
  expect(sentences(touching)).toEqual([]);
  expect(sentences([...touching, found(4, 'zz', [10, 20])])[0]).toContain('; should be nothing, a1 or b2');
  expect(sentences([...touching, found(4, 'b2', [11, 19])])[0]).toContain(
    'client 1 stored a1 (0 to 10 ms), meanwhile client 2 stored b2 (10 to 20 ms), meanwhile client 4 read b2',
  );

  const beside = [stored(1, 'a1', [0, 10]), stored(2, 'b2', [11, 20]), stored(3, 'c3', [10, 30])];
  expect(sentences([...beside, found(4, 'a1', [40, 50])])[0]).toContain('; should be b2 or newer');
});

test('answers without a claim are no violation, whatever was stored', () => {
  const silent = [heard(2, 'unavailable', [20, 30]), heard(2, 'unknown', [40, Infinity])];
  expect(sentences([stored(1, 'a1', [0, 10]), ...silent])).toEqual([]);
});

test('names are judged apart from each other', () => {
  const bob = { name: 'bob' };
  expect(sentences([stored(1, 'a1', [0, 10]), heard(2, 'not-found', [20, 30], 'bob')])).toEqual([]);
  expect(sentences([stored(1, 'a1', [0, 10], bob), found(2, 'a1', [20, 30])])).toHaveLength(1);
});

test('a content that is stored once more while it is read is not held for one that had been replaced', () => {
  const first = stored(1, 'a1', [0, 0]);
  const missed = heard(2, 'not-found', [3, 5]);
  const violation = theViolation([
    first,
    missed,
    stored(3, 'c3', [4, 4]),
    found(4, 'a1', [5, 6]),
    stored(5, 'a1', [6, 6]),
  ]);

  expect(violation).toMatchObject({ kind: 'absent', operations: [first, missed] });
});
