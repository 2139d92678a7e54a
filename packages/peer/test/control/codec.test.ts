import { describe, expect, test } from 'vitest';
import * as fc from 'fast-check';
import {
  formatLine,
  lineBytesMax,
  parseCommandLine,
  parsePeerLine,
  type Sayable,
} from '@ringside/peer/control';

describe('a line from a peer', () => {
  test('is a log line when it does not start like a control line', () => {
    expect(parsePeerLine('Launched peer: <Peer[2]->4->5>')).toEqual({
      kind: 'log',
      text: 'Launched peer: <Peer[2]->4->5>',
    });
    expect(parsePeerLine('')).toEqual({ kind: 'log', text: '' });
  });

  test('may be a ready line without the fields that only our own peers need', () => {
    expect(parsePeerLine('{"rs":1,"type":"ready","id":0,"address":"127.0.0.1:9","pid":7}')).toMatchObject({
      kind: 'ready',
      line: { id: 0, impl: 'unknown', can: [] },
    });
  });

  test('is told apart as status, done and failed by what it carries', () => {
    const status =
      '{"rs":1,"re":7,"id":15,"phase":"member","epoch":1,"version":12,"pred":[14,9],"succ":[19,2],"keys":3}';
    expect(parsePeerLine(status)).toMatchObject({ kind: 'status', line: { re: 7, pred: [14, 9] } });
    expect(parsePeerLine('{"rs":1,"re":8,"ok":true}')).toMatchObject({ kind: 'done', line: { re: 8 } });
    expect(parsePeerLine('{"rs":1,"re":9,"ok":false,"code":"not-found"}')).toMatchObject({
      kind: 'failed',
      line: { code: 'not-found', definite: false, message: 'not-found' },
    });
  });

  test('keeps an event whole, and ignores fields it does not know', () => {
    const died =
      '{"rs":1,"type":"event","at":"2026-01-01T00:00:00Z","event":"died","peer":14,"afterMs":812.5,"colour":"red"}';
    expect(parsePeerLine(died)).toMatchObject({
      kind: 'event',
      line: { event: 'died', peer: 14, afterMs: 812.5 },
    });
  });

  test('of an event that no version of ours knows is kept as text', () => {
    expect(parsePeerLine('{"rs":1,"type":"event","at":"","event":"danced"}').kind).toBe('log');
  });

  test.each([
    ['{"rs":1,"type":"rea', 'not JSON'],
    ['{"rs":2,"type":"ready"}', 'speaks version 2 of the control protocol, not 1'],
    ['{"rs":1,"type":"ready","id":"4","address":"a","pid":1}', '"id" must be a whole number'],
    ['{"rs":1,"re":-1,"ok":true}', '"re" must be a whole number'],
    ['{"rs":1,"type":"dance"}', 'unknown type "dance"'],
    ['{"rs":1,"type":"event","event":"died","peer":14}', '"afterMs" must be a number that is not negative'],
    [`{"rs":1,"type":"${'x'.repeat(lineBytesMax)}"}`, `longer than ${lineBytesMax} bytes`],
  ])('that starts like a control line and cannot be read is quoted: %.40s', (text, why) => {
    const line = parsePeerLine(text);
    expect(line).toMatchObject({ kind: 'broken', why });
    expect(line.kind === 'broken' && text.startsWith(line.quote.slice(0, 20))).toBe(true);
  });
});

describe('a line to a peer', () => {
  test.each([
    [{ type: 'status' }],
    [{ type: 'create' }],
    [{ type: 'init', succ: [{ id: 0, address: '127.0.0.1:12000' }] }],
    [{ type: 'join', via: '127.0.0.1:12004' }],
    [{ type: 'leave' }],
    [{ type: 'leave', force: true }],
    [{ type: 'store', name: '2067' }],
    [{ type: 'store', name: '2067', path: '/tmp/x' }],
    [{ type: 'store', name: '2067', bytes: 'aGk=' }],
    [{ type: 'request', name: '4103', path: 'out' }],
    [{ type: 'lookup', name: '4103' }],
  ] as const)('comes back as it was sent: %j', (command) => {
    const line = formatLine({ ...command, n: 3 } satisfies Sayable);

    expect(line.startsWith('{"rs":1,')).toBe(true);
    expect(line.indexOf('\n')).toBe(line.length - 1);
    expect(parseCommandLine(line)).toEqual({ kind: 'command', line: { ...command, rs: 1, n: 3 } });
  });

  test('of an unknown type says which number waits for an answer', () => {
    expect(parseCommandLine('{"rs":1,"n":5,"type":"dance"}')).toEqual({
      kind: 'unsupported',
      n: 5,
      type: 'dance',
    });
  });

  test('with a wrong field says what is wrong, and who waits when that can be read', () => {
    expect(parseCommandLine('{"rs":1,"n":5,"type":"join","via":4}')).toMatchObject({
      kind: 'broken',
      n: 5,
      why: '"via" must be a text',
    });
    expect(parseCommandLine('{"rs":1,"n":5,"type":"init","succ":[4,5]}')).toMatchObject({
      kind: 'broken',
      n: 5,
    });
    expect(parseCommandLine('{"rs":1,"type":"status"}')).toMatchObject({ kind: 'broken', n: null });
    expect(parseCommandLine('Quit')).toMatchObject({ kind: 'broken', why: 'not JSON', n: null });
  });
});

test('rules of links are read with what they leave out, and refused with the field that is wrong', () => {
  expect(
    parseCommandLine(links('[{"to":["h:1"],"drop":true},{"to":["h:2"],"delayMs":{"least":1,"most":2}}]')),
  ).toEqual({
    kind: 'command',
    line: {
      rs: 1,
      n: 5,
      type: 'links',
      seed: 3,
      rules: [
        { to: ['h:1'], drop: true },
        { to: ['h:2'], delayMs: { least: 1, most: 2 } },
      ],
    },
  });
  for (const [rules, why] of [
    ['{}', '"rules" must be a list of {"to":["host:port"],...}'],
    ['[{"to":"h:1"}]', '"to" must be a list of texts'],
    ['[{"to":["h:1"],"loss":1.5}]', 'a share is at most 1'],
    ['[{"to":["h:1"],"delayMs":5}]', '"delayMs" must be {"least":..,"most":..}'],
  ] as const)
    expect(parseCommandLine(links(rules))).toMatchObject({ kind: 'broken', n: 5, why });
});

test('no text and no JSON value makes either parser throw', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.json().map((json) => `{"rs":1,"type":"event","x":${json}}`),
        fc.json(),
      ),
      (text) => {
        expect(() => parsePeerLine(text)).not.toThrow();
        expect(() => parseCommandLine(text)).not.toThrow();
      },
    ),
  );
});

function links(rules: string): string {
  return `{"rs":1,"n":5,"type":"links","seed":3,"rules":${rules}}`;
}
