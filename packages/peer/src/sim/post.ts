// The simulated post: takes messages from peers, carries them over the network, and hands them in, or says that nobody was there.

import type { Address, Channel, Contact } from '../ring/index.ts';
import type { Carried } from './carried.ts';
import type { Clock } from './clock.ts';
import type { Network } from './network.ts';
import { isLiving, type Seat, type SeatInput } from './seat.ts';
import { Streams, type Stream } from './streams.ts';

const refusalMs = 1;
const connectMs = 5_000;

interface Parcel {
  readonly from: Contact;
  readonly fromIndex: number;
  readonly to: number;
  readonly channel: Channel;
  readonly message: Carried;
  /** The connection it came on, and in which of its lives. */
  stream: Stream | undefined;
  readonly life: number;
}

/** Who sits where, and how to give somebody an input. */
export interface Seating {
  readonly seats: readonly Seat[];
  indexOf(address: Address): number | undefined;
  give(seat: Seat, input: SeatInput): void;
}

export class Post {
  readonly #clock: Clock;
  readonly #network: Network;
  readonly #seating: Seating;
  readonly #streams: Streams;
  readonly #underWay = new Set<Parcel>();

  constructor(clock: Clock, network: Network, seating: Seating) {
    this.#clock = clock;
    this.#network = network;
    this.#seating = seating;
    this.#streams = new Streams(network, {
      now: () => clock.now,
      at: (time, call) => clock.at(time, call),
      arrive: (time, stream, message) => this.#carryOn(time, stream, message),
      undelivered: (from, to, message, isRefused) => this.#undelivered(from, to, message, isRefused),
    });
  }

  send(from: Seat, address: Address, message: Carried, channel: Channel): void {
    const to = this.#seating.indexOf(address);
    if (to === undefined) {
      if (channel === 'datagram') return;
      return this.#clock.at(this.#clock.now + refusalMs, () => {
        // A later life at the same address has sent nothing.
        if (this.#seating.seats[from.index] === from) this.#undelivered(from.index, address, message, true);
      });
    }
    // A good-bye also goes as a datagram, as hosts send it: who says it may be gone before a new connection is up.
    if (channel === 'datagram' || message.kind === 'leave') this.#sendDatagram(from, to, message);
    if (channel === 'stream') this.#streams.send(from.index, to, address, message);
  }

  #sendDatagram(from: Seat, to: number, message: Carried): void {
    const copies = this.#network.isDoubled(from.index, to) ? 2 : 1;
    for (let copy = 0; copy < copies; copy += 1) {
      if (!this.#network.passes(from.index, to)) continue;
      const tookMs = this.#network.delay(from.index, to) + this.#network.overtaken(from.index, to);
      const at = this.#clock.now + tookMs;
      const about = { from: from.self, fromIndex: from.index, to, message };
      this.#carry(at, { ...about, channel: 'datagram', stream: undefined, life: 0 });
    }
  }

  #carryOn(at: number, stream: Stream, message: Carried): void {
    const from = this.#seating.seats[stream.from];
    if (from === undefined) return;
    const { to, life } = stream;
    this.#carry(at, { from: from.self, fromIndex: from.index, to, channel: 'stream', message, stream, life });
  }

  #carry(at: number, parcel: Parcel): void {
    this.#underWay.add(parcel);
    this.#clock.at(at, () => {
      this.#underWay.delete(parcel);
      this.#arrive(parcel);
    });
  }

  #arrive(parcel: Parcel): void {
    const { from, to, channel, message, stream, life } = parcel;
    if (stream !== undefined && stream.life !== life) return;
    const target = this.#seating.seats[to];
    if (target === undefined) return;
    if (isLiving(target)) {
      if (stream !== undefined) stream.isOpen = true;
      const input = { kind: 'received', from, message, channel } as const;
      if (target.lagMs === 0) return this.#seating.give(target, input);
      this.#underWay.add(parcel);
      return this.#clock.at(this.#clock.now + target.lagMs, () => {
        this.#underWay.delete(parcel);
        this.#seating.give(target, input);
      });
    }
    // On a connection to a silent machine everything is lost without a word; a new one is refused, or given up after a while.
    if (stream === undefined || stream.isOpen) return;
    const isRefused = target.condition === 'killed';
    const at = this.#clock.now + (isRefused ? refusalMs : connectMs);
    this.#clock.at(at, () => {
      if (stream.life === life) this.#undelivered(parcel.fromIndex, target.self.address, message, isRefused);
    });
  }

  #undelivered(from: number, to: Address, message: Carried, isRefused: boolean): void {
    this.#giveTo(from, { kind: 'undelivered', to, message, isRefused });
  }

  #giveTo(index: number, input: SeatInput): void {
    const seat = this.#seating.seats[index];
    if (seat !== undefined) this.#seating.give(seat, input);
  }

  /** This peer's connections end with it; whose machine is up has the others told. What is under way on open ones no longer depends on it. */
  crash(seat: Seat): void {
    for (const parcel of this.#underWay)
      if (parcel.fromIndex === seat.index && parcel.stream?.isOpen === true) parcel.stream = undefined;
    for (const index of this.#streams.partners(seat.index)) {
      if (seat.condition === 'silent') this.#streams.hangUp(seat.index, index);
      else if (this.#streams.end(seat.index, index)) this.#tellLost(index, seat);
    }
  }

  /** Ends its own connection with that address. */
  hangUp(seat: Seat, address: Address): void {
    const index = this.#seating.indexOf(address);
    if (index !== undefined && this.#streams.hangUp(seat.index, index)) this.#tellLost(index, seat);
  }

  #tellLost(index: number, lost: Seat): void {
    if (this.#network.isCut(lost.index, index)) return;
    const input = { kind: 'link-lost', address: lost.self.address } as const;
    this.#clock.at(this.#clock.now + this.#network.delay(lost.index, index), () =>
      this.#giveTo(index, input),
    );
  }

  /** Messages that are under way, or wait for a peer that is stopped, with who sent them. */
  *messages(): Iterable<{ readonly from: Contact; readonly message: Carried }> {
    yield* this.#underWay;
    for (const { from, message } of this.#streams.waiting()) {
      const seat = this.#seating.seats[from];
      if (seat !== undefined) yield { from: seat.self, message };
    }
    for (const { held } of this.#seating.seats)
      for (const input of held) if (input.kind === 'received') yield input;
  }
}
