// Kept connections, as TCP makes them of lossy packets: in order, repeated with a growing pause, at once when something later gets through
// (RFC 6298 for the pause, RFC 5681 for the repetition at once). One stream a direction, as hosts keep them.

import type { Address } from '../ring/index.ts';
import type { Carried } from './carried.ts';
import { wayOf, type Network } from './network.ts';

const repeatMs = 200;
const repeatMaxMs = 120_000;
const connectRepeatMs = 1_000;
const connectMaxMs = 5_000;

interface Stream {
  readonly from: number;
  readonly to: number;
  readonly address: Address;
  isOpen: boolean;
  /** Grows whenever the connection ends: what was sent on a former one is lost. */
  life: number;
  /** When the last message that is under way arrives. */
  lastAt: number;
  /** Not through yet: behind a lost packet, or until the connection is open. */
  waiting: Carried[];
  waitingSince: number;
  pauseMs: number;
}

/** What a stream asks of the simulation. */
export interface StreamEvents {
  now(): number;
  at(time: number, call: () => void): void;
  /** The message arrives at that time, if the stream still lives the same life then. */
  arrive(time: number, stream: Stream, message: Carried): void;
  undelivered(from: number, to: Address, message: Carried, isRefused: boolean): void;
}

export type { Stream };

export class Streams {
  readonly #network: Network;
  readonly #events: StreamEvents;
  readonly #streams = new Map<number, Stream>();
  /** Who has a stream with whom, either way. */
  readonly #partners = new Map<number, Set<number>>();

  constructor(network: Network, events: StreamEvents) {
    this.#network = network;
    this.#events = events;
  }

  /** Messages that are not through yet. */
  *waiting(): Iterable<{ readonly from: number; readonly message: Carried }> {
    for (const { from, waiting } of this.#streams.values()) {
      for (const message of waiting) yield { from, message };
    }
  }

  send(from: number, to: number, address: Address, message: Carried): void {
    const stream = this.#stream(from, to, address);
    const isThrough = this.#isThrough(stream);
    if (stream.waiting.length > 0) {
      stream.waiting.push(message);
      // It gets through, and so does its acknowledgement, which tells of the gap.
      if (stream.isOpen && isThrough && this.#network.passes(to, from)) this.#drain(stream, 2);
      return;
    }
    if (isThrough) {
      const ways = stream.isOpen ? 1 : 3;
      return this.#carry(stream, message, ways);
    }
    stream.waiting.push(message);
    stream.waitingSince = this.#events.now();
    stream.pauseMs = stream.isOpen ? repeatMs : connectRepeatMs;
    this.#repeatAt(stream, stream.waitingSince + stream.pauseMs);
  }

  #stream(from: number, to: number, address: Address): Stream {
    const way = wayOf(from, to);
    const known = this.#streams.get(way);
    if (known !== undefined) return known;
    const stream = {
      from,
      to,
      address,
      isOpen: false,
      life: 0,
      lastAt: 0,
      waiting: [],
      waitingSince: 0,
      pauseMs: 0,
    };
    this.#streams.set(way, stream);
    this.#partnersOf(from).add(to);
    this.#partnersOf(to).add(from);
    return stream;
  }

  #partnersOf(index: number): Set<number> {
    const known = this.#partners.get(index) ?? new Set();
    this.#partners.set(index, known);
    return known;
  }

  #isThrough({ from, to, isOpen }: Stream): boolean {
    return this.#network.passes(from, to) && (isOpen || this.#network.passes(to, from));
  }

  #carry(stream: Stream, message: Carried, ways: number): void {
    let at = this.#events.now();
    const { from, to } = stream;
    for (let way = ways; way > 0; way -= 1)
      at += way % 2 === 1 ? this.#network.delay(from, to) : this.#network.delay(to, from);
    stream.lastAt = Math.max(at, stream.lastAt);
    this.#events.arrive(stream.lastAt, stream, message);
  }

  #drain(stream: Stream, ways: number): void {
    const { waiting } = stream;
    stream.waiting = [];
    for (const message of waiting) this.#carry(stream, message, ways);
  }

  #repeatAt(stream: Stream, time: number): void {
    const { life } = stream;
    this.#events.at(time, () => {
      if (stream.life === life && stream.waiting.length > 0) this.#repeat(stream);
    });
  }

  #repeat(stream: Stream): void {
    const giveUpAt = stream.isOpen ? Number.POSITIVE_INFINITY : stream.waitingSince + connectMaxMs;
    if (this.#events.now() >= giveUpAt) return this.#giveUp(stream);
    if (this.#isThrough(stream)) return this.#drain(stream, 1);
    stream.pauseMs = Math.min(2 * stream.pauseMs, repeatMaxMs);
    this.#repeatAt(stream, Math.min(this.#events.now() + stream.pauseMs, giveUpAt));
  }

  #giveUp(stream: Stream): void {
    const { waiting, from, address } = stream;
    this.#close(stream);
    for (const message of waiting) this.#events.undelivered(from, address, message, false);
  }

  #close(stream: Stream): void {
    stream.isOpen = false;
    stream.life += 1;
    stream.waiting = [];
    stream.lastAt = 0;
  }

  /** Ends one way, at the wish of who opened it. Was it open? What waits on it is dropped. */
  hangUp(from: number, to: number): boolean {
    const stream = this.#streams.get(wayOf(from, to));
    if (stream === undefined) return false;
    const wasOpen = stream.isOpen;
    this.#close(stream);
    return wasOpen;
  }

  /** Ends both ways between two peers. Was anything open? */
  end(one: number, other: number): boolean {
    const wasOpen = this.hangUp(one, other);
    return this.hangUp(other, one) || wasOpen;
  }

  /** Everybody who may have a stream with this peer. */
  partners(index: number): Iterable<number> {
    return this.#partners.get(index) ?? [];
  }
}
