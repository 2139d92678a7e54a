// A simulated ring: the real core of many peers on one virtual clock and one seed. It gives inputs and performs effects as a host does, and
// never looks inside a message. No promises, no real time: the same seed and the same calls make the same history.

import {
  identifierSpace,
  toIdentifier,
  type Address,
  type Channel,
  type Contact,
  type Effect,
  type Identifier,
  type Input,
  type Message,
  type RingOptions,
  type RingState,
} from '../ring/index.ts';
import { Chance } from './chance.ts';
import { Clock } from './clock.ts';
import { ringCore, type Core } from './core.ts';
import { History } from './history.ts';
import { calmNetwork, Network } from './network.ts';
import {
  addressOfId,
  firstEpoch,
  freshSeat,
  isLiving,
  isSameStanding,
  ringInput,
  type Answer,
  type Seat,
  type SeatInput,
} from './seat.ts';
import { isOfKeeper, type Carried } from './carried.ts';
import type { Keeping, Observer, SimulationOptions } from './simulation-options.ts';
import { Post } from './post.ts';

const anyLookup = { seek: 'owner', purpose: 'lookup', name: null } as const;
/** Later than this a host tells the core that it slept. */
const lateMs = 50;

export class Simulation {
  /** The present life at each address. */
  readonly seats: Seat[] = [];
  readonly options: RingOptions;
  readonly network: Network;
  readonly history: History = new History();
  readonly chance: Chance;
  /** Answers to lookups, by tag. */
  readonly outcomes: Map<number, Answer> = new Map();
  observer: Observer | undefined;
  keeping: Keeping | undefined;
  /** Grows whenever a peer comes or goes, or changes its phase, its lists, or whom it knows. */
  changes = 0;
  readonly #core: Core;
  readonly #muted: ReadonlySet<string>;
  readonly clock: Clock = new Clock();
  readonly #post: Post;
  readonly #indexes = new Map<Address, number>();
  #tag = 0;

  constructor({ seed = 1, bits = 8, network, core = ringCore, muted = [], ...ring }: SimulationOptions = {}) {
    const { successorsMax = 8, routing = 'ring', pingMs = 3_000 } = ring;
    this.options = { space: identifierSpace(bits), successorsMax, routing, pingMs };
    this.chance = new Chance(seed);
    this.network = new Network({ ...calmNetwork, ...network }, this.chance.branch());
    this.#core = core;
    this.#muted = new Set(muted);
    this.#post = new Post(this.clock, this.network, {
      seats: this.seats,
      indexOf: (address) => this.#indexes.get(address),
      give: (seat, input) => this.give(seat, input),
    });
  }

  get now(): number {
    return this.clock.now;
  }

  id(value: number): Identifier {
    return toIdentifier(this.options.space, value);
  }

  /** Has `call` called at that time. */
  at(time: number, call: () => void): void {
    this.clock.at(time, call);
  }

  /** A fresh peer; whoever sat at that address has ended. */
  start(value: number, address: Address = addressOfId(value)): Seat {
    const former = this.seats[this.#indexes.get(address) ?? -1];
    const epoch = Math.max(firstEpoch + 1_000 + Math.floor(this.now), (former?.self.epoch ?? 0) + 1);
    const self: Contact = { id: this.id(value), epoch, address };
    return this.place(this.#core.initialState(this.options, self, this.chance.below(2 ** 31)));
  }

  /** Seats a peer in any state. */
  place(state: RingState): Seat {
    const { self } = state;
    const index = this.#indexes.get(self.address) ?? this.seats.length;
    const former = this.seats[index];
    if (former !== undefined && isLiving(former)) this.crash(former, 'killed');
    this.#indexes.set(self.address, index);
    const seat = freshSeat(index, state, this.#core.wakeAt(state));
    this.seats[index] = seat;
    this.changes += 1;
    this.#arm(seat);
    return seat;
  }

  /** The peer of that id; of two, the one whose address was there first. */
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
    const { state, self } = this.seat(value);
    return this.launch(value, { kind: 'join', via: [], stored: [...state.known.values()] }, self.address);
  }

  /** Ends it without a word. The machine of a `killed` one is up and says that nobody listens. */
  crash(seat: Seat, condition: 'killed' | 'silent'): void {
    seat.condition = condition;
    seat.held = [];
    this.changes += 1;
    this.#post.crash(seat);
  }

  /** It does nothing until it is resumed; its machine takes what comes. */
  pause(seat: Seat): void {
    if (seat.condition === 'up') seat.condition = 'stopped';
  }

  resume(seat: Seat): void {
    if (seat.condition !== 'stopped') return;
    const { held } = seat;
    seat.condition = 'up';
    seat.held = [];
    for (const input of held) this.give(seat, input);
    this.#arm(seat);
    this.keeping?.onResumed(seat);
  }

  /** From now on it does everything so much later. */
  slow(seat: Seat, lagMs: number): void {
    seat.lagMs = lagMs;
    seat.tickAt = Number.POSITIVE_INFINITY;
    this.#arm(seat);
  }

  /** Begins a lookup and returns its tag, which `onBegin` hears first: it may end at once. */
  lookup(seat: Seat, key: number, onBegin?: (tag: number) => void): number {
    this.#tag += 1;
    onBegin?.(this.#tag);
    this.give(seat, { kind: 'lookup', tag: this.#tag, key: this.id(key), ...anyLookup });
    return this.#tag;
  }

  /** One input, as a host gives it: first how late the peer woke up. */
  give(seat: Seat, input: SeatInput): void {
    if (seat.condition === 'stopped') return void seat.held.push(input);
    if (seat.condition !== 'up') return;
    const ofRing = ringInput(input);
    if (ofRing === undefined) this.keeping?.onMessage(seat, input);
    else this.#giveRing(seat, ofRing);
    if (input.kind === 'link-lost') this.keeping?.onLinkLost(seat, input.address);
  }

  #giveRing(seat: Seat, input: Input): void {
    const late = this.now - seat.wakeAt;
    if (late > lateMs) this.#take(seat, { kind: 'slept', lateMs: late });
    this.#take(seat, input);
    this.#arm(seat);
  }

  #take(seat: Seat, input: Input): void {
    const before = seat.state;
    const { state, effects } = this.#core.step(before, input, this.now);
    seat.state = state;
    seat.wakeAt = this.#core.wakeAt(state);
    if (!isSameStanding(before, state)) this.changes += 1;
    const message = input.kind === 'received' ? input.message : undefined;
    this.history.add(this.now, seat.index, input.kind.length, message);
    for (const effect of effects) this.#perform(seat, effect);
    this.observer?.onStep(seat, before, input, effects);
    this.keeping?.onRingStep(seat, before);
  }

  /** One tick on its way, set anew only when it would come too late. */
  #arm(seat: Seat): void {
    if (seat.wakeAt >= seat.tickAt || seat.wakeAt === Number.POSITIVE_INFINITY) return;
    // A host's timer takes a millisecond at least.
    seat.tickAt = (seat.wakeAt > this.now ? seat.wakeAt : this.now + 1) + seat.lagMs;
    this.clock.at(seat.tickAt, () => this.#tick(seat));
  }

  #tick(seat: Seat): void {
    if (seat.tickAt !== this.now) return;
    seat.tickAt = Number.POSITIVE_INFINITY;
    if (seat.condition !== 'up') return;
    return seat.wakeAt <= this.now ? this.give(seat, { kind: 'tick' }) : this.#arm(seat);
  }

  #perform(seat: Seat, effect: Effect): void {
    switch (effect.kind) {
      case 'send':
        return this.send(seat, effect.to, effect.message, effect.channel);
      case 'lookup-ended':
        if (this.keeping?.onLookupEnded(seat, effect.tag, effect.outcome) === true) return;
        return void this.outcomes.set(effect.tag, { at: this.now, outcome: effect.outcome });
      case 'end':
        return this.crash(seat, 'killed');
      case 'hang-up':
        return this.#post.hangUp(seat, effect.to);
      case 'announce':
    }
  }

  /** Puts a message on its way, whoever wrote it. */
  send(from: Seat, to: Address, message: Carried, channel: Channel = 'stream'): void {
    if (!this.#muted.has(message.kind)) this.#post.send(from, to, message, channel);
  }

  /** Messages that are under way, or wait for a peer that is stopped, with who sent them. */
  *messages(): Iterable<{ readonly from: Contact; readonly message: Message }> {
    for (const { from, message } of this.#post.messages()) if (!isOfKeeper(message)) yield { from, message };
  }

  runFor(ms: number): void {
    this.clock.runTo(this.now + ms);
  }

  /** Runs until the condition holds, looked at every 20 ms. How long that took; Infinity when it does not within the limit. */
  runUntil(holds: () => boolean, limitMs: number): number {
    return this.clock.runUntil(holds, limitMs);
  }
}
