import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Links, type LinkRule } from '../../src/net/links.ts';

const calm: LinkRule = { to: ['b:1'], drop: false, loss: 0, duplicate: 0, reorder: 0, delayMs: undefined };

interface Sent {
  readonly to: string;
  readonly n: number;
  readonly at: number;
}

function linked(): { readonly links: Links; readonly datagrams: Sent[]; readonly frames: Sent[] } {
  const datagrams: Sent[] = [];
  const frames: Sent[] = [];
  const note = (list: Sent[]) => (to: string, bytes: Uint8Array) =>
    void list.push({ to, n: bytes[0] ?? 0, at: Date.now() });
  const links = new Links({ sendDatagram: note(datagrams), sendFrame: note(frames) }, Date.now);
  return { links, datagrams, frames };
}

const byte = (n: number): Uint8Array => Uint8Array.of(n % 256);
const numbers = (sent: readonly Sent[]): number[] => sent.map(({ n }) => n);

beforeEach(() => void vi.useFakeTimers({ now: 1_000 }));
afterEach(() => void vi.useRealTimers());

test('without rules everything goes straight through', () => {
  const { links, datagrams, frames } = linked();

  links.datagram('b:1', byte(1));
  links.frame('b:1', byte(2));

  expect([numbers(datagrams), numbers(frames)]).toEqual([[1], [2]]);
});

test('a cut is silence to that address and to no other; frames come in order once it is healed, datagrams never', () => {
  const { links, datagrams, frames } = linked();
  links.set([{ ...calm, drop: true }], 1);

  for (const n of [1, 2, 3]) {
    links.datagram('b:1', byte(n));
    links.frame('b:1', byte(n));
  }
  links.frame('c:1', byte(9));
  expect(links.isCut('b:1')).toBe(true);
  expect(numbers(frames)).toEqual([9]);

  links.set([], 1);
  expect(numbers(frames)).toEqual([9, 1, 2, 3]);
  expect(datagrams).toEqual([]);
});

test('delayed frames keep their order and their distance from the delay', () => {
  const { links, frames } = linked();
  links.set([{ ...calm, delayMs: [100, 300] }], 7);

  for (let n = 0; n < 50; n += 1) links.frame('b:1', byte(n));
  vi.advanceTimersByTime(99);
  expect(frames).toEqual([]);
  vi.advanceTimersByTime(202);

  expect(numbers(frames)).toEqual(Array.from({ length: 50 }, (_, n) => n));
});

test('a rule that is taken back while frames are under way lets none overtake another', () => {
  const { links, frames } = linked();
  links.set([{ ...calm, delayMs: [200, 200] }], 7);
  links.frame('b:1', byte(1));

  links.set([], 7);
  links.frame('b:1', byte(2));
  vi.advanceTimersByTime(300);

  expect(numbers(frames)).toEqual([1, 2]);
});

test('loss takes the share of datagrams that was asked for, the same ones for the same seed', () => {
  const came = lostWith(5);

  expect(came.length).toBeGreaterThan(200 * 0.55);
  expect(came.length).toBeLessThan(200 * 0.85);
  expect(lostWith(5)).toEqual(came);
  expect(lostWith(6)).not.toEqual(came);
});

test('loss makes frames late and loses none of them', () => {
  const { links, frames } = linked();
  links.set([{ ...calm, loss: 0.5 }], 3);

  for (let n = 0; n < 20; n += 1) links.frame('b:1', byte(n));
  vi.advanceTimersByTime(60_000);

  expect(numbers(frames)).toEqual(Array.from({ length: 20 }, (_, n) => n));
  expect(frames.at(-1)?.at).toBeGreaterThanOrEqual(1_200);
});

test('doubled datagrams come twice, overtaken ones late', () => {
  const { links, datagrams } = linked();
  links.set([{ ...calm, duplicate: 1, reorder: 0.5 }], 3);

  for (let n = 0; n < 10; n += 1) links.datagram('b:1', byte(n));
  vi.advanceTimersByTime(1_000);

  expect(numbers(datagrams).toSorted((a, b) => a - b)).toEqual(
    Array.from({ length: 20 }, (_, n) => Math.floor(n / 2)),
  );
  expect(numbers(datagrams)).not.toEqual(numbers(datagrams).toSorted((a, b) => a - b));
});

test('nothing is sent any more once the links are closed', () => {
  const { links, datagrams, frames } = linked();
  links.set([{ ...calm, delayMs: [50, 50] }], 3);
  links.frame('b:1', byte(1));
  links.datagram('b:1', byte(1));

  links[Symbol.dispose]();
  vi.advanceTimersByTime(1_000);

  expect([datagrams, frames]).toEqual([[], []]);
});

test('whoever sends on a connection of its own waits until a cut is healed, and hears when nothing gets through', async () => {
  vi.useRealTimers();
  const { links } = linked();
  links.set([{ ...calm, drop: true }], 1);
  const passed: boolean[] = [];

  const first = links.passage('b:1', true, 60_000).then((isThrough) => passed.push(isThrough));
  expect(await links.passage('b:1', true, 20)).toBe(false);
  expect(await links.passage('c:1', true, 20)).toBe(true);
  links.set([{ ...calm, drop: true, loss: 1 }], 2);
  expect(passed).toEqual([]);
  links.set([], 3);
  await first;

  expect(passed).toEqual([true]);
});

test('on a connection of its own the first words pay for the delay, and what follows at their heels does not', async () => {
  vi.useRealTimers();
  const { links } = linked();
  links.set([{ ...calm, delayMs: [60_000, 60_000] }], 1);

  expect(await links.passage('b:1', true, 20)).toBe(true);
  expect(await links.passage('b:1', false, 20)).toBe(false);
});

function lostWith(seed: number): number[] {
  const { links, datagrams } = linked();
  links.set([{ ...calm, loss: 0.3 }], seed);
  for (let n = 0; n < 200; n += 1) links.datagram('b:1', byte(n));
  return numbers(datagrams);
}
