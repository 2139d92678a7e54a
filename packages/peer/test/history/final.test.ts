import { expect, test } from 'vitest';
import { checkFinal, type FinalReading, type Operation } from '../../src/history/index.ts';
import { found, refused, stored, tried } from './operations.ts';

const absent: FinalReading = { outcome: 'absent' };
const unavailable: FinalReading = { outcome: 'unavailable' };
const damaged: FinalReading = { outcome: 'damaged' };

function read(content: string): FinalReading {
  return { outcome: 'found', content };
}

/** What is said when `ada` is read so at the end. */
function sentences(operations: readonly Operation[], reading: FinalReading): readonly string[] {
  const { violations, undecided } = checkFinal(operations, new Map([['ada', reading]]));
  expect(undecided).toEqual([]);
  return violations.map(({ kind, line }) => `${kind}: ${line}`);
}

const first = stored(1, 'a1', [0, 10]);
const second = stored(2, 'b2', [20, 30]);
const beside = stored(3, 'c3', [25, 35]);

test('the last store may be read at the end, or any that overlapped it', () => {
  expect(sentences([first, second, beside], read('b2'))).toEqual([]);
  expect(sentences([first, second, beside], read('c3'))).toEqual([]);
});

test('what was surely replaced must not come back', () => {
  expect(sentences([first, second, beside], read('a1'))).toEqual([
    'came-back: "ada" is back at a content that had been replaced: client 1 stored a1 (0 to 10 ms), then client 3 stored c3 (25 to 35 ms), then a1 was read at the end; should be b2 or c3',
  ]);
});

test('a store nobody was told of may be the last one, until a read shows that it came before another', () => {
  const early = tried(1, 'a1', 0);
  const seen = found(3, 'a1', [5, 10]);

  expect(sentences([early, second], read('a1'))).toEqual([]);
  expect(sentences([early, seen, second], read('a1'))).toEqual([
    'came-back: "ada" is back at a content that had been replaced: client 1 tried to store a1 (from 0 ms on), meanwhile client 3 read a1 (5 to 10 ms), then client 2 stored b2 (20 to 30 ms), then a1 was read at the end; should be b2',
  ]);
});

test('the first of several reads shows when a store had happened', () => {
  const reads = [found(3, 'a1', [21, 35]), found(3, 'a1', [5, 10]), found(3, 'a1', [22, 40])];
  expect(sentences([tried(1, 'a1', 0), ...reads, second], read('a1'))).toHaveLength(1);
});

test('a store that was seen and never acknowledged may be lost again', () => {
  expect(sentences([first, tried(2, 'b2', 20), found(3, 'b2', [25, 30])], read('a1'))).toEqual([]);
});

test('a read shows nothing where two stores have its content, and neither does one from before the store', () => {
  const seen = found(3, 'a1', [5, 10]);
  expect(sentences([tried(1, 'a1', 0), tried(4, 'a1', 0), seen, second], read('a1'))).toEqual([]);
  expect(sentences([tried(1, 'a1', 15), seen, second], read('a1'))).toEqual([]);
});

test('a name with an acknowledged store is neither absent nor unavailable at the end', () => {
  expect(sentences([first, second], absent)).toEqual([
    'lost: "ada" is lost: client 2 stored b2 (20 to 30 ms), then nothing was found at the end; should be b2',
  ]);
  expect(sentences([first], unavailable)).toEqual([
    'unavailable: "ada" cannot be read: client 1 stored a1 (0 to 10 ms), then it could not be read at the end; should be a1',
  ]);
});

test('a name without an acknowledged store may be absent or unavailable', () => {
  for (const reading of [absent, unavailable]) {
    expect(sentences([tried(1, 'a1', 0), refused(2, 'b2', [0, 10])], reading)).toEqual([]);
  }
});

test('damage is a violation whoever stored, for nobody stored that', () => {
  expect(sentences([first], damaged)).toEqual([
    'damaged: "ada" is damaged: client 1 stored a1 (0 to 10 ms), then what was read at the end was damaged; should be a1',
  ]);
  expect(sentences([tried(1, 'a1', 0)], damaged)).toEqual([
    'damaged: "ada" is damaged: what was read at the end was damaged; should be nothing or a1',
  ]);
});

test('what nobody stored, or what was refused for certain, must not be there', () => {
  expect(sentences([first], read('zz'))).toEqual([
    'nobody-stored: "ada" gave a content that nobody stored under it: zz was read at the end; should be a1',
  ]);
  expect(sentences([first, refused(2, 'b2', [20, 30])], read('b2'))).toEqual([
    'refused: "ada" gave a content whose store was refused for certain: client 2 was told for certain that b2 is not stored (20 to 30 ms), then b2 was read at the end; should be a1',
  ]);
  expect(sentences([], read('zz'))).toHaveLength(1);
});

test('a name that may hold something and was not read at the end is undecided', () => {
  const { names, violations, undecided } = checkFinal(
    [first, stored(1, 'a1', [0, 10], { name: 'bob' }), found(1, 'a1', [0, 10], 'cat')],
    new Map([['ada', read('a1')]]),
  );

  expect(names).toBe(3);
  expect(violations).toEqual([]);
  expect(undecided).toEqual([{ check: 'final', name: 'bob', why: 'it was not read at the end' }]);
});

test('a name with a record whose times make no sense is undecided', () => {
  const { undecided } = checkFinal([stored(1, 'a1', [10, 0])], new Map([['ada', absent]]));
  expect(undecided.map(({ name }) => name)).toEqual(['ada']);
});
