import { expect, test } from 'vitest';
import { keysLines } from '../../src/print/keys-table.ts';

const at = Date.UTC(2026, 10, 26, 3, 2, 20);

function page(count: number, all: boolean): Parameters<typeof keysLines>[1] {
  const keys = Array.from({ length: count }, (_, place) => ({
    name: `${1_000 + place}`,
    key: place,
    bytes: 1_234,
    at,
    by: 4,
    owned: place === 0,
  }));
  return { rs: 1, re: 1, ok: true, tookMs: 1, keys, all };
}

test('each value has a row: its name, key and size, when it was stored and by whom, and whether it is a copy', () => {
  const lines = keysLines(5, page(2, true), { keys: 2, bytes: 2_468, owned: 1 });

  expect(lines[0]).toBe('Peer 5 holds 2 values, 2,468 bytes; 1 of them its own');
  expect(lines.slice(2, 3)[0]).toMatch(/NAME.*KEY.*BYTES.*STORED \(UTC\).*BY.*AS/);
  expect(lines.filter((line) => /1,234/.test(line))).toEqual([
    '│ 1000 │   0 │ 1,234 │ 2026-11-26 03:02:20 │  4 │ owner │',
    '│ 1001 │   1 │ 1,234 │ 2026-11-26 03:02:20 │  4 │ copy  │',
  ]);
  expect(lines.at(-1)).toMatch(/^└/);
});

test('a long list is cut, and the last line shows what to type for the rest', () => {
  const lines = keysLines(5, page(128, false), { keys: 300, bytes: 370_200, owned: 100 });

  expect(lines.filter((line) => /1,234/.test(line))).toHaveLength(40);
  expect(lines[0]).toBe('Peer 5 holds 300 values, 370,200 bytes; 100 of them its own');
  expect(lines.at(-1)).toBe('... and more: keys 5 after 1039');
});

test('nothing held is one line, and a moment that no clock can show does no harm', () => {
  expect(keysLines(5, page(0, true), { keys: 0, bytes: 0, owned: 0 })).toEqual([
    'Peer 5 holds 0 values, 0 bytes',
  ]);
  const odd = { name: 'x', key: 1, bytes: 1, at: Number.MAX_SAFE_INTEGER, by: 1, owned: false };
  expect(() => keysLines(5, { ...page(0, true), keys: [odd] }, undefined)).not.toThrow();
});
