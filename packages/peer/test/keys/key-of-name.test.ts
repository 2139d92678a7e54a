import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { keyOfName, type NamingRule } from '../../src/keys/index.ts';
import { presets } from '../../src/settings/index.ts';
import { sha256 } from '../../src/store/sha256.ts';

const wideMod: NamingRule = { ...presets.chord, hash: 'mod' };

function key(name: string, rule: NamingRule): number {
  const named = keyOfName(name, rule, sha256);
  if (named.kind === 'refused') throw new Error(named.message);
  return named.key;
}

function refusal(name: string, rule: NamingRule): string | undefined {
  const named = keyOfName(name, rule, sha256);
  return named.kind === 'refused' ? named.message : undefined;
}

test("the assignment's names get the assignment's keys", () => {
  const keys = ['2012', '2067', '4103', '0008', '0159', '0000', '0255', '0256'].map((name) => [
    name,
    key(name, presets.classic),
  ]);

  expect(Object.fromEntries(keys)).toEqual({
    '2012': 220,
    '2067': 19,
    '4103': 7,
    '0008': 8,
    '0159': 159,
    '0000': 0,
    '0255': 255,
    '0256': 0,
  });
});

test('the classic preset takes exactly four digits and says how to write them', () => {
  expect(refusal('7', presets.classic)).toBe(
    '"7" is no name here: names are exactly four digits, such as 0007',
  );
  for (const name of ['abcd', '12345', ' 2067', '20.7', '-001', '1e10', '٢٠٦٧', '2067\n', '']) {
    expect(refusal(name, presets.classic), name).toBeDefined();
  }
});

test('outside the classic preset any whole number is a name, up to the largest exact one', () => {
  expect(key('7', wideMod)).toBe(7);
  expect(key('4294967297', wideMod)).toBe(1);
  expect(key('9007199254740991', wideMod)).toBe(2 ** 32 - 1);
  expect(refusal('9007199254740992', wideMod)).toContain('use at most 9007199254740991');
  expect(refusal('ada', wideMod)).toContain('whole numbers written in digits');
});

test('a hashed name gets the first bits of its SHA-256, read as one big number', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }),
      fc.integer({ min: 1, max: 52 }),
      (name, bits) => {
        const whole = BigInt(`0x${createHash('sha256').update(name, 'utf8').digest('hex')}`);
        expect(key(name, { ...presets.chord, bits })).toBe(Number(whole >> BigInt(256 - bits)));
      },
    ),
  );
});

test('a hashed name takes 1 to 255 bytes, not characters', () => {
  expect(key('a'.repeat(255), presets.chord)).toBeTypeOf('number');
  expect(key('é'.repeat(127), presets.chord)).toBeTypeOf('number');
  expect(refusal('é'.repeat(128), presets.chord)).toContain('takes 256 bytes; use at most 255');
  expect(refusal('', presets.chord)).toContain('a name is missing');
});

test('a name that is not valid Unicode is refused, for two of them would share one key', () => {
  expect(refusal('\uD800', presets.chord)).toContain('not valid Unicode');
});

test('every refusal is one line that a terminal shows as it stands, whatever was typed', () => {
  expect(refusal('\u009b2J\u202e\u2028', presets.classic)).toContain(String.raw`"\u{9b}2J\u{202e}\u{2028}"`);
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (name) => {
      const message = refusal(name, presets.classic) ?? '';
      expect(message).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
      expect(message.length).toBeLessThan(500);
    }),
  );
});
