import { encode as pack } from '@msgpack/msgpack';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { identifierSpace, toIdentifier } from '../../src/ring/index.ts';
import { decode, encode, type Envelope } from '../../src/wire/index.ts';
import { envelopes, messages } from './messages.ts';

const space = identifierSpace(32);
const from = { id: toIdentifier(space, 7), epoch: 1_763_800_000_000, address: '127.0.0.1:12007' };

for (const [kind, arbitrary] of Object.entries(messages(space))) {
  test(`${kind} comes back from its bytes as it was`, () => {
    const comesBack = fc.property(arbitrary, (message) => {
      const envelope: Envelope = { ring: 'ringside', from, message };
      expect(decode(encode(envelope), space)).toEqual({ kind: 'envelope', envelope });
      expect(decode(encode({ ...envelope, from: undefined }))).toEqual({
        kind: 'envelope',
        envelope: { ...envelope, from: undefined },
      });
    });
    fc.assert(comesBack, { numRuns: 30 });
  });
}

test('ids of the smallest and of the largest circle come back as they were', () => {
  for (const bits of [1, 52]) {
    const circle = identifierSpace(bits);
    const ids = [0, 2 ** bits - 1].map((value) => ({ ...from, id: toIdentifier(circle, value) }));
    const envelope: Envelope = {
      ring: 'r',
      from: ids[0],
      message: { kind: 'state', n: 0, version: 1, phase: 'member', pred: [], succ: ids },
    };
    expect(decode(encode(envelope), circle)).toEqual({ kind: 'envelope', envelope });
  }
});

test('random bytes are garbage or a message, never an exception', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      expect(['garbage', 'envelope']).toContain(decode(bytes, space).kind);
    }),
    { numRuns: 2_000 },
  );
});

test('any value that MessagePack can hold is garbage, unless it is a message', () => {
  fc.assert(
    fc.property(fc.anything({ withDate: false, maxDepth: 4 }), (value) => {
      fc.pre(isPackable(value));
      expect(decode(pack([1, 'ringside', null, 'ping', value]), space).kind).toBe('garbage');
      expect(decode(pack(value), space).kind).toBe('garbage');
    }),
    { numRuns: 500 },
  );
});

function isPackable(value: unknown): boolean {
  try {
    pack([value]);
    return true;
  } catch {
    return false;
  }
}

test('a message with bytes changed, cut off or added never throws, and is never taken for one out of bounds', () => {
  const spoiled = fc.record({
    envelope: envelopes(space),
    at: fc.nat(),
    byte: fc.nat(255),
    cut: fc.nat(),
    act: fc.constantFrom('change' as const, 'cut' as const, 'add' as const),
  });
  fc.assert(
    fc.property(spoiled, ({ envelope, at, byte, cut, act }) => {
      const bytes = Uint8Array.from(encode(envelope));
      if (act === 'change') bytes[at % bytes.length] = byte;
      const sent =
        act === 'cut'
          ? bytes.subarray(0, cut % bytes.length)
          : act === 'add'
            ? Uint8Array.of(...bytes, byte)
            : bytes;

      const decoded = decode(sent, space);

      expect(act === 'cut' ? decoded.kind : 'garbage').toBe('garbage');
      // What was accepted is a message like any other: it can be said again.
      const again = decoded.kind === 'envelope' ? decode(encode(decoded.envelope), space) : decoded;
      expect(again).toEqual(decoded);
    }),
    { numRuns: 400 },
  );
});

test('nesting without end, and lengths that promise gigabytes, are refused at once', () => {
  const start = performance.now();
  const before = process.memoryUsage().arrayBuffers;
  const nested = [0x91, 0x81].map((open) => new Uint8Array(65_000).fill(open));
  const promises = [
    [0xdd, 0xff, 0xff, 0xff, 0xff],
    [0xdf, 0xff, 0xff, 0xff, 0xff],
    [0xdb, 0xff, 0xff, 0xff, 0xff],
    [0xc6, 0xff, 0xff, 0xff, 0xff],
    [0xc9, 0xff, 0xff, 0xff, 0xff, 0x01],
    [0x95, 0x01, 0xa1, 0x72, 0xc0, 0xa4, 0x70, 0x69, 0x6e, 0x67, 0xdd, 0x7f, 0xff, 0xff, 0xff],
  ].map((bytes) => Uint8Array.from(bytes));

  for (const bytes of [...nested, ...promises])
    expect(decode(bytes, space)).toEqual({ kind: 'garbage', reason: 'not a message at all' });

  expect(performance.now() - start).toBeLessThan(1_000);
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(10_000_000);
});

test('the largest frame of nested lists is refused within a quarter of a second', () => {
  const list = pack(Array.from({ length: 1_000 }, () => []));
  const bytes = pack([
    1,
    'r',
    null,
    'state',
    1,
    'member',
    ...Array.from({ length: 60 }, () => Array.from({ length: 1_000 }, () => [])),
  ]);
  const start = performance.now();

  for (const each of [list, bytes]) expect(decode(each, space).kind).toBe('garbage');

  expect(performance.now() - start).toBeLessThan(250);
});

test('kinds and words may be said in full or by number; a number of nobody\u2019s knowing is garbage', () => {
  const contact = [7, 1, '127.0.0.1:12007'];
  const notMember = decode(pack([1, 'ringside', contact, 'stuck', 1, 'not-member', []]), space);

  expect(notMember).toMatchObject({ envelope: { message: { kind: 'stuck', code: 'not-member' } } });
  expect(decode(pack([1, 'ringside', contact, 13, 1, 1, []]), space)).toEqual(notMember);
  for (const [values, reason] of [
    [[1, 'ringside', contact, 99], 'unknown kind "99"'],
    [[1, 'ringside', contact, -1], 'unknown kind "-1"'],
    [[1, 'ringside', contact, 13, 1, 4, []], 'stuck: bad code'],
    [[1, 'ringside', contact, 13, 1, 0.5, []], 'stuck: bad code'],
  ] as const)
    expect(decode(pack(values), space)).toEqual({ kind: 'garbage', reason });
});

test('garbage says what is wrong with it', () => {
  const contact = [7, 1, '127.0.0.1:12007'];
  const reasons: readonly [readonly unknown[], string][] = [
    [[2, 'ringside', contact, 'candidate'], 'protocol version 2, not 1'],
    [[1, 'ringside', contact, 'gossip'], 'unknown kind "gossip"'],
    [[1, 'ringside', [-1, 1, '127.0.0.1:1'], 'candidate'], 'candidate: bad sender'],
    [[1, 'ringside', [2 ** 32, 1, '127.0.0.1:1'], 'candidate'], 'candidate: bad sender'],
    [[1, 'ringside', [7, 1, '127.0.0.1:0'], 'candidate'], 'candidate: bad sender'],
    [[1, 'ringside', [7, 1, '127.0.0.1:65536'], 'candidate'], 'candidate: bad sender'],
    [[1, 'ringside', [7, 1.5, '127.0.0.1:1'], 'candidate'], 'candidate: bad sender'],
    [[1, 'ringside', [7, 1, 'a b:1'], 'candidate'], 'candidate: bad sender'],
    [[1, 'ringside', contact, 'state', 1, 1, 'king', [], []], 'state: bad phase'],
    [
      [1, 'ringside', contact, 'state', 1, 1, 'member', [], Array.from({ length: 65 }, () => contact)],
      'state: bad succ',
    ],
    [[1, 'ringside', contact, 'state', 1, 1, 'member', [null], []], 'state: bad pred'],
    [[1, 'ringside', contact, 'state', 1, -1, 'member', [], []], 'state: bad version'],
    [[1, 'ringside', contact, 'ask-change', 1], 'ask-change: bad version'],
    [[1, 'ringside', [7, 1, 2 ** 48], 'candidate'], 'candidate: bad sender'],
    [[1, 'ringside', [7, 1, 0x7f_00_00_01_00_00], 'candidate'], 'candidate: bad sender'],
    [[1, 'ringside', [7, 1, 12_007.5], 'candidate'], 'candidate: bad sender'],
    [[1, 'ringside', contact, 'ask-state', -1], 'ask-state: bad n'],
    [[1, 'ringside', contact, 'ask-state'], 'ask-state: bad n'],
  ];
  for (const [values, reason] of reasons)
    expect(decode(pack(values), space)).toEqual({ kind: 'garbage', reason });
});
