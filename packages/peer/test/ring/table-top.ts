// A ring on a table: the real core of a few peers on one virtual clock. It gives inputs and performs effects as a host does, and never looks inside a message.

import {
  identifierSpace,
  initialState,
  step,
  toIdentifier,
  wakeAt,
  type Address,
  type Contact,
  type Effect,
  type Identifier,
  type Input,
  type Message,
  type Notice,
  type RingOptions,
  type RingState,
} from '../../src/ring/index.ts';
import type { Answer, Seat, TableOptions } from './seat.ts';
import { SmallNetwork } from './small-network.ts';

const limits = { lateMs: 50, refusalMs: 1, connectMs: 5_000 };

export class TableTop {
  now: number = 0;
  readonly seats: Seat[] = [];
  readonly notices: { readonly at: number; readonly peer: Identifier; readonly notice: Notice }[] = [];
  /** Answers to lookups, by tag. */
  readonly outcomes: Map<number, Answer> = new Map();
  readonly options: RingOptions;
  readonly #network: SmallNetwork;
  afterStep: TableOptions['afterStep'];
  #tag = 0;

  constructor(table: TableOptions = {}) {
    const { seed = 1, loss = 0, bits = 8, successorsMax = 8, routing = 'ring', pingMs = 3_000 } = table;
    this.options = { space: identifierSpace(bits), successorsMax, routing, pingMs };
    this.#network = new SmallNetwork(seed, loss);
    this.afterStep = table.afterStep;
  }

  id(value: number): Identifier {
    return toIdentifier(this.options.space, value);
  }

  chance(): number {
    return this.#network.chance();
  }

  /** A fresh peer; whoever sat at that address has ended. */
  start(value: number, address: Address = `127.0.0.1:${12_000 + value}`): Seat {
    const self: Contact = { id: this.id(value), epoch: 1_000 + Math.floor(this.now), address };
    return this.place(initialState(this.options, self, Math.floor(this.chance() * 2 ** 31)));
  }

  /** Seats a peer in any state. */
  place(state: RingState): Seat {
    const { self } = state;
    const former = this.seats.findIndex((seat) => seat.self.address === self.address);
    this.#loseLinks(self.address);
    const seat: Seat = { self, state, wakeAt: wakeAt(state), condition: 'up', held: [] };
    if (former >= 0) this.seats.splice(former, 1);
    this.seats.push(seat);
    return seat;
  }

  /** The peer of that id; of two, the one that was there first. */
  seat(id: number): Seat {
    const seat = this.seats.find((each) => each.self.id === id);
    if (seat === undefined) throw new RangeError(`nobody sits at ${id}`);
    return seat;
  }

  /** Starts a peer and gives it its first input. */
  launch(value: number, input: Input, address?: Address): Seat {
    const seat = this.start(value, address);
    this.give(seat, input);
    return seat;
  }

  join(value: number, via: number, address?: Address): Seat {
    return this.launch(value, { kind: 'join', via: [this.seat(via).self.address], stored: [] }, address);
  }

  /** A new life at the same place, which remembers whom the former one knew. */
  restart(value: number): Seat {
    const stored = [...this.seat(value).state.known.values()];
    return this.launch(value, { kind: 'join', via: [], stored });
  }

  /** Ends it without a word. The machine of a `killed` one is up and says that nobody listens. */
  crash(seat: Seat, condition: 'killed' | 'silent'): void {
    seat.condition = condition;
    if (condition === 'killed') this.#loseLinks(seat.self.address);
  }

  resume(seat: Seat): void {
    const { held } = seat;
    seat.condition = 'up';
    seat.held = [];
    for (const input of held) this.give(seat, input);
  }

  /** Begins a lookup and returns its tag. */
  lookup(value: number, key: number): number {
    this.#tag += 1;
    const asked = { seek: 'owner', key: this.id(key), purpose: 'lookup', name: null } as const;
    this.give(this.seat(value), { kind: 'lookup', tag: this.#tag, ...asked });
    return this.#tag;
  }

  /** One input, as a host gives it: first how late the peer woke up. */
  give(seat: Seat, input: Input): void {
    if (seat.condition === 'stopped') return void seat.held.push(input);
    if (seat.condition !== 'up') return;
    const late = this.now - seat.wakeAt;
    if (late > limits.lateMs) this.#take(seat, { kind: 'slept', lateMs: late });
    this.#take(seat, input);
  }

  #take(seat: Seat, input: Input): void {
    const { state, effects } = step(seat.state, input, this.now);
    seat.state = state;
    seat.wakeAt = wakeAt(state);
    for (const effect of effects) this.#perform(seat, effect);
    this.afterStep?.(seat, input, effects);
  }

  #perform(seat: Seat, effect: Effect): void {
    switch (effect.kind) {
      case 'send':
        return this.send(seat, effect.to, effect.message, effect.channel);
      case 'announce':
        return void this.notices.push({ at: this.now, peer: seat.self.id, notice: effect.notice });
      case 'lookup-ended':
        return void this.outcomes.set(effect.tag, { at: this.now, outcome: effect.outcome });
      case 'end':
        return this.crash(seat, 'killed');
    }
  }

  send(from: Seat, to: Address, message: Message, channel: 'datagram' | 'stream' = 'stream'): void {
    const way = [from.self.address, to] as const;
    this.#network.carry(this.now, way, channel, () => this.#arrive(from, to, message, channel));
  }

  #arrive(from: Seat, to: Address, message: Message, channel: 'datagram' | 'stream'): void {
    const target = this.seats.find((seat) => seat.self.address === to);
    const { address } = from.self;
    if (target?.condition === 'up' || target?.condition === 'stopped') {
      if (channel === 'stream') this.#network.connect(address, to);
      return this.give(target, { kind: 'received', from: from.self, message, channel });
    }
    if (channel === 'datagram') return;
    const isRefused = target?.condition !== 'silent';
    // On an old connection to a silent machine everything is lost without a word; a new one is given up after a while.
    if (!isRefused && this.#network.isConnected(address, to)) return;
    const at = this.now + (isRefused ? limits.refusalMs : limits.connectMs);
    this.#network.later(at, () => this.give(from, { kind: 'undelivered', to, message, isRefused }));
  }

  #loseLinks(address: Address): void {
    for (const seat of this.seats) {
      if (!this.#network.disconnect(seat.self.address, address)) continue;
      this.#network.later(this.now + limits.refusalMs, () => this.give(seat, { kind: 'link-lost', address }));
    }
  }

  runFor(ms: number): void {
    const end = this.now + ms;
    for (;;) {
      const next = this.#nextToWake();
      const wake = next === undefined ? Number.POSITIVE_INFINITY : Math.max(next.wakeAt, this.now + 1);
      const at = Math.min(this.#network.nextAt, wake);
      if (at > end) break;
      this.now = at;
      if (this.#network.nextAt <= at) this.#network.openNext();
      else if (next !== undefined) this.give(next, { kind: 'tick' });
    }
    this.now = end;
  }

  #nextToWake(): Seat | undefined {
    const up = this.seats.filter((seat) => seat.condition === 'up');
    const first = Math.min(...up.map((seat) => seat.wakeAt));
    return up.find((seat) => seat.wakeAt === first);
  }

  /** Runs until the condition holds. How long that took; Infinity when it does not within the limit. */
  runUntil(holds: () => boolean, limitMs: number): number {
    const start = this.now;
    while (!holds()) {
      if (this.now - start >= limitMs) return Number.POSITIVE_INFINITY;
      this.runFor(20);
    }
    return this.now - start;
  }
}
