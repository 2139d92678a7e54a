import fc from 'fast-check';
import { expect, test } from 'vitest';
import { framed, frameMaxBytes, FrameReader } from '../../src/wire/index.ts';

const bodies = fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 12 });

test('however the stream is cut, the same frames come out in order', () => {
  fc.assert(
    fc.property(bodies, fc.array(fc.integer({ min: 1, max: 40 })), (sent, cuts) => {
      const stream = framed(sent);
      const reader = new FrameReader();
      const got: Uint8Array[] = [];
      let at = 0;
      for (let turn = 0; at < stream.length; turn += 1) {
        const next = at + (cuts[turn] ?? stream.length);
        got.push(...(reader.read(stream.subarray(at, next)) ?? []));
        at = next;
      }

      expect(got.map((body) => [...body])).toEqual(sent.map((body) => [...body]));
    }),
  );
});

test('frames of one write and frames of many are the same bytes', () => {
  fc.assert(
    fc.property(bodies, (sent) => {
      expect([...framed(sent)]).toEqual(sent.flatMap((body) => [...framed([body])]));
    }),
  );
});

test('a frame of 64 KiB passes, byte by byte as well, and one byte more is refused at both ends', () => {
  const body = new Uint8Array(frameMaxBytes).fill(7);
  const stream = framed([body]);
  const reader = new FrameReader();
  const got: Uint8Array[] = [];
  for (const byte of stream) got.push(...(reader.read(Uint8Array.of(byte)) ?? []));
  expect(got).toEqual([body]);

  expect(() => framed([new Uint8Array(frameMaxBytes + 1)])).toThrow(RangeError);
  expect(new FrameReader().read(Uint8Array.of(0, 1, 0, 1))).toBeUndefined();
});

test('an over-long frame is announced as soon as its length is there, whatever comes before it', () => {
  fc.assert(
    fc.property(bodies, fc.integer({ min: frameMaxBytes + 1, max: 2 ** 32 - 1 }), (sent, length) => {
      const header = new Uint8Array(4);
      new DataView(header.buffer).setUint32(0, length);
      const reader = new FrameReader();
      reader.read(framed(sent));
      expect(reader.read(header.subarray(0, 3))).toEqual([]);
      expect(reader.read(header.subarray(3))).toBeUndefined();
    }),
  );
});

test('a megabyte of tiny frames is cut without copying: every frame is a view of what came', () => {
  const stream = new Uint8Array(1_048_576);
  const frames = new FrameReader().read(stream) ?? [];

  expect(frames).toHaveLength(262_144);
  expect(frames.filter(({ buffer }) => buffer !== stream.buffer)).toHaveLength(0);
});

test('bytes between two frames come out as they are, however the stream is cut', () => {
  const some = fc.uint8Array({ maxLength: 300 });
  const steps = fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 1 });
  fc.assert(
    fc.property(some, some, some, steps, (before, between, after, cuts) => {
      const stream = Buffer.concat([framed([before]), between, framed([after])]);
      const reader = new FrameReader();
      const got: Uint8Array[] = [];
      const bare = new Uint8Array(between.length);
      let filled = 0;
      for (let at = 0, turn = 0; at < stream.length; turn += 1) {
        const next = at + (cuts[turn % cuts.length] ?? 1);
        reader.add(stream.subarray(at, next));
        at = next;
        const first = got.length === 0 ? reader.frame() : undefined;
        if (first !== undefined) got.push(first);
        if (got.length === 1) filled += reader.drainInto(bare.subarray(filled));
        const last = got.length === 1 && filled === bare.length ? reader.frame() : undefined;
        if (last !== undefined) got.push(last);
      }

      expect(got.map((body) => [...body])).toEqual([[...before], [...after]]);
      expect([...bare]).toEqual([...between]);
      expect(reader.length).toBe(0);
    }),
  );
});
