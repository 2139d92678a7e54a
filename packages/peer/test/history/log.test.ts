import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  formatOperation,
  HistoryLog,
  parseOperation,
  readOperations,
  type Operation,
} from '../../src/history/index.ts';
import { found, heard, stored, tried } from './operations.ts';

const begunStore = { kind: 'store', client: 1, name: 'ada', content: 'a1', startMs: 0 } as const;
const begunRequest = { kind: 'request', client: 2, name: 'ada', startMs: 5 } as const;

test('what began and never ended is unknown for ever, in the order of beginnings', () => {
  const log = new HistoryLog();
  const first = log.begin(begunStore);
  log.begin({ ...begunRequest });
  const third = log.begin({ ...begunRequest, startMs: 20 });

  expect(log.end(third, { kind: 'request', outcome: 'found', content: 'a1', endMs: 30 })).toBe(true);
  expect(log.end(first, { kind: 'store', outcome: 'stored', endMs: 40 })).toBe(true);

  expect(log.records()).toEqual([
    stored(1, 'a1', [0, 40]),
    heard(2, 'unknown', [5, Infinity]),
    found(2, 'a1', [20, 30]),
  ]);
});

test('the first ending counts, and an ending of the other kind or of nothing counts never', () => {
  const log = new HistoryLog();
  const turn = log.begin({ ...begunStore, request: 'r1' });

  expect(log.end(turn, { kind: 'request', outcome: 'not-found', endMs: 10 })).toBe(false);
  expect(log.end(turn + 1, { kind: 'store', outcome: 'stored', endMs: 10 })).toBe(false);
  expect(log.end(turn, { kind: 'store', outcome: 'unknown', endMs: 100 })).toBe(true);
  expect(log.end(turn, { kind: 'store', outcome: 'stored', endMs: 120 })).toBe(false);

  expect(log.records()).toEqual([tried(1, 'a1', 0, { request: 'r1', endMs: 100 })]);
});

test('records that were taken do not change when the log goes on', () => {
  const log = new HistoryLog();
  const turn = log.begin(begunStore);
  const taken = log.records();
  log.end(turn, { kind: 'store', outcome: 'stored', endMs: 10 });
  log.begin(begunRequest);

  expect(taken).toEqual([tried(1, 'a1', 0)]);
});

test('a record is one line, with the units in its names and null for what is absent', () => {
  expect(formatOperation(tried(1, 'a1', 0.5))).toBe(
    '{"v":1,"type":"operation","kind":"store","client":1,"name":"ada","startMs":0.5,"endMs":null,"outcome":"unknown","content":"a1","request":null,"stamp":null}\n',
  );
  expect(formatOperation(heard(2, 'not-found', [20, 30]))).toBe(
    '{"v":1,"type":"operation","kind":"request","client":2,"name":"ada","startMs":20,"endMs":30,"outcome":"not-found","content":null}\n',
  );
});

const time = fc.nat(1_000_000).map((microseconds) => microseconds / 1_000);
const asked = fc
  .record({
    client: fc.oneof(fc.string(), fc.nat()),
    name: fc.string({ unit: 'binary' }),
    startMs: time,
    lastedMs: fc.oneof(time, fc.constant(Infinity)),
  })
  .map(({ lastedMs, ...rest }) => ({ ...rest, endMs: rest.startMs + lastedMs }));
const store = fc.tuple(
  asked,
  fc.record(
    {
      kind: fc.constant('store' as const),
      content: fc.string(),
      outcome: fc.constantFrom('stored' as const, 'not-stored' as const, 'unknown' as const),
      request: fc.string(),
      stamp: fc.record({ at: fc.nat(), by: fc.nat(), life: fc.nat() }, { noNullPrototype: true }),
    },
    { requiredKeys: ['kind', 'content', 'outcome'] },
  ),
);
const request = fc.tuple(
  asked,
  fc.oneof(
    fc.record({
      kind: fc.constant('request' as const),
      outcome: fc.constant('found' as const),
      content: fc.string(),
    }),
    fc.record({
      kind: fc.constant('request' as const),
      outcome: fc.constantFrom('not-found' as const, 'unavailable' as const, 'unknown' as const),
    }),
  ),
);
const anyOperation: fc.Arbitrary<Operation> = fc.oneof(
  store.map(([who, what]) => ({ ...who, ...what })),
  request.map(([who, what]) => ({ ...who, ...what })),
);

test('every history is read back from its lines as it was', () => {
  fc.assert(
    fc.property(fc.array(anyOperation), (operations) => {
      const lines = operations.map((each) => formatOperation(each)).join('');
      expect(readOperations(lines)).toStrictEqual({ operations, faults: [] });
    }),
  );
});

test('any line gives an operation that can be judged or a reason, never an exception', () => {
  const right: object = JSON.parse(formatOperation(stored(1, 'a1', [0, 10])));
  const spoilt = fc
    .tuple(fc.constantFrom(...Object.keys(right)), fc.jsonValue())
    .map(([field, value]) => JSON.stringify({ ...right, [field]: value }));
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json(), spoilt), (line) => {
      const parsed = parseOperation(line);
      const again = typeof parsed === 'string' ? parsed : parseOperation(formatOperation(parsed));
      expect(again).toStrictEqual(parsed);
      expect(parsed).not.toBe('');
    }),
  );
});

test('lines that hold no operation are told by their number, and the others are kept', () => {
  const good = formatOperation(stored(1, 'a1', [0, 10]));
  const change = (from: string, to: string): string => good.replace(from, to);
  const lines = [
    good,
    '\n',
    '{"v":1,"type":"oper\n',
    '[]\n',
    change('"v":1', '"v":2'),
    change('"operation"', '"hello"'),
    change('"store"', '"steal"'),
    change('"endMs":10', '"endMs":-1'),
    change('"stored"', '"found"'),
    change('"a1"', 'null'),
    change('"client":1', '"client":[]'),
    change('"stamp":null', '"stamp":{"at":1}'),
    good,
  ];

  const { operations, faults } = readOperations(lines.join(''));

  expect(operations).toHaveLength(2);
  expect(faults.map(({ line, why }) => `${line} ${why}`)).toEqual([
    '3 not JSON',
    '4 not an object',
    '5 of version 2, not 1',
    '6 of type "hello", not "operation"',
    '7 "kind" must be "store" or "request"',
    '8 an operation that ends at -1 ms, though it starts at 0 ms',
    '9 "outcome" of a store must be one of stored, not-stored, unknown',
    '10 "content" of a store must be a text',
    '11 "client" must be a text or a number',
    '12 "stamp" must be null or have the numbers "at", "by" and "life"',
  ]);
});
