import { expect, test } from 'vitest';
import { bytesOf, drawFiles, sha256Of } from '../../../src/soak/files/drawn-files.ts';

test('the same seed draws the same files, another one others', () => {
  expect(drawFiles(7, 50)).toEqual(drawFiles(7, 50));
  expect(drawFiles(7, 50)).not.toEqual(drawFiles(8, 50));
});

test('a file is as often below the square root of the largest size as above it', () => {
  const small = drawFiles(1, 4_000).filter(({ bytes }) => bytes <= Math.sqrt(10_000_000));
  expect(small.length / 4_000).toBeGreaterThan(0.46);
  expect(small.length / 4_000).toBeLessThan(0.54);
});

test('a file has the bytes that it says, and another version of the name has others', () => {
  const file = { name: 'a', turn: 1, bytes: 100_000 };
  const length = [...bytesOf(file)].reduce((sum, chunk) => sum + chunk.length, 0);
  expect(length).toBe(100_000);
  expect(sha256Of(file)).toBe(sha256Of({ ...file }));
  expect(sha256Of(file)).not.toBe(sha256Of({ ...file, turn: 2 }));
});

test('versions of one name are numbered in the order in which they are drawn', () => {
  const turns = new Map<string, number>();
  for (const { name, turn } of drawFiles(3, 500)) {
    expect(turn).toBe((turns.get(name) ?? 0) + 1);
    turns.set(name, turn);
  }
  expect(Math.max(...turns.values())).toBeGreaterThan(1);
});
