import { describe, expect, test } from 'vitest';
import * as fc from 'fast-check';
import { parseId, parseBits } from '@ringside/peer/settings';
import { helpLines, nearest, parseLine } from '../../src/commands/index.ts';

const space = parseBits('8', '--bits');
const read = (line: string): ReturnType<typeof parseLine> =>
  parseLine(line, (text, source) => parseId(text, source, space));

test.each([
  ['join 15 via 4', { kind: 'join', id: 15, via: 4, isMonitored: true }],
  ['join 15 via 4 unmonitored', { kind: 'join', id: 15, via: 4, isMonitored: false }],
  ['quit 9', { kind: 'quit', id: 9 }],
  ['quit', { kind: 'end' }],
  ['exit', { kind: 'end' }],
  ['kill 14', { kind: 'kill', id: 14 }],
  ['pause 0', { kind: 'pause', id: 0 }],
  ['resume 5', { kind: 'resume', id: 5 }],
  ['restart 14', { kind: 'restart', id: 14 }],
  ['store 2067 via 8', { kind: 'store', name: '2067', via: 8 }],
  [
    'store 0007 via 8 from my files/a b.pdf',
    { kind: 'store', name: '0007', via: 8, from: 'my files/a b.pdf' },
  ],
  ['request 4103 via 2 to out.pdf', { kind: 'request', name: '4103', via: 2, to: 'out.pdf' }],
  ['lookup 2067 via 8', { kind: 'lookup', name: '2067', via: 8 }],
  ['keys 5', { kind: 'keys', id: 5 }],
  ['Keys 5 after my name', { kind: 'keys', id: 5, after: 'my name' }],
  ['LOAD', { kind: 'load' }],
  ['wait ideal', { kind: 'wait', within: '15s' }],
  ['wait ideal within 1m', { kind: 'wait', within: '1m' }],
  ['expect 9 succ 14,15', { kind: 'expect', id: 9, list: 'succ', ids: [14, 15] }],
  ['expect 9 pred 8, 5', { kind: 'expect', id: 9, list: 'pred', ids: [8, 5] }],
  ['  STATUS  ', { kind: 'status' }],
  ['Kill 14 # not a comment before this', { kind: 'kill', id: 14 }],
])('"%s" is understood', (line, command) => {
  expect(read(line)).toEqual({ kind: 'command', command });
});

test.each(['', '   ', '# a comment', '  # quit'])('"%s" is nothing', (line) => {
  expect(read(line)).toEqual({ kind: 'nothing' });
});

describe('a wrong line says how to mend it:', () => {
  test.each([
    ['stauts', 'there is no command "stauts"; did you mean status?'],
    ['constructor', 'there is no command "constructor"; help lists the commands'],
    ['join 15', '"join 15" is no join; write it like: join 15 via 4 [unmonitored]'],
    [
      'join 15 via 4 watched',
      '"join 15 via 4 watched" is no join; write it like: join 15 via 4 [unmonitored]',
    ],
    ['kill', '"kill" is no kill; write it like: kill 14'],
    ['kill fourteen', 'kill has "fourteen", which is no id; ids are whole numbers from 0 to 255 (--bits 8).'],
    ['wait ideal within soon', '"wait ideal within soon" is no wait; write it like: wait ideal within 15s'],
    ['store 2067', '"store 2067" is no store; write it like: store 2067 via 8 [from <file>]'],
    [
      'store 2067 via 8 from',
      '"store 2067 via 8 from" is no store; write it like: store 2067 via 8 [from <file>]',
    ],
    ['keys', '"keys" is no keys; write it like: keys 5 [after 2067]'],
    ['keys 5 2067', '"keys 5 2067" is no keys; write it like: keys 5 [after 2067]'],
    ['load 5', '"load 5" is no load; write it like: load'],
    ['expect 9 14,15', '"expect 9 14,15" is no expect; write it like: expect 9 succ 14,15'],
  ])('%s', (line, message) => {
    expect(read(line)).toEqual({ kind: 'wrong', message });
  });
});

test('no line whatever makes the parser throw', () => {
  fc.assert(
    fc.property(fc.string(), fc.constantFrom('join', 'expect', 'wait', 'store', ''), (text, verb) => {
      expect(() => read(`${verb} ${text}`)).not.toThrow();
    }),
  );
});

test('help shows each form once, and every form in it is understood', () => {
  const usages = helpLines().map((line) => line.trim().split(/ {2,}/)[0] ?? '');

  for (const usage of usages) expect(read(usage.replaceAll(/\[|\]/g, '')).kind, usage).toBe('command');
});

test('a word that resembles nothing is not guessed at', () => {
  expect(nearest('kil', ['kill', 'quit'])).toBe('kill');
  expect(nearest('abracadabra', ['kill', 'quit'])).toBeUndefined();
  expect(nearest('x', [])).toBeUndefined();
});
