// A simulated ring whose members keep values: beside the ring's core each seat has the keeper's, and a disk that outlives it. Gives both what a host
// gives, and hands on between them.

import { type KeeperInput, type KeeperOptions, viewOf } from '../../keys/index.ts';
import type { Address, Contact, Identifier, LookupOutcome, RingState } from '../../ring/index.ts';
import type { Chance } from '../chance.ts';
import type { Clock } from '../clock.ts';
import { isLiving, type Seat, type SeatInput } from '../seat.ts';
import type { Simulation } from '../simulation.ts';
import type { Keeping } from '../simulation-options.ts';
import { Disk } from './disk.ts';
import { keeperCore, type KeeperCore, type KeeperSeat } from './keeper-seat.ts';
import { type CallEnd, Calls, firstCallTag } from './calls.ts';
import { isOfKeeper } from '../carried.ts';
import { perform } from './perform.ts';
import type { Notice } from '../../ring/notice.ts';

const lateMs = 50;
export class ValueRing implements Keeping {
  readonly simulation: Simulation;
  readonly #replicas: number;
  readonly #core: KeeperCore;
  readonly #chance: Chance;
  readonly #clock: Pick<Clock, 'now' | 'at'>;
  readonly #seats = new Map<number, KeeperSeat>();
  readonly #disks = new Map<Address, Disk>();
  readonly calls: Calls = new Calls();
  readonly #graceMs: number;
  /** A peer has left politely. */
  onLeft: ((keeper: KeeperSeat) => void) | undefined;
  /** What keepers announced as trouble, by code. */
  readonly troubles: Map<string, number> = new Map();

  constructor(
    simulation: Simulation,
    {
      replicas,
      graceMs = 600_000,
      core = keeperCore,
    }: { readonly replicas: number; readonly graceMs?: number; readonly core?: KeeperCore },
  ) {
    this.simulation = simulation;
    this.#replicas = replicas;
    this.#graceMs = graceMs;
    this.#core = core;
    this.#chance = simulation.chance.branch();
    this.#clock = {
      get now() {
        return simulation.now;
      },
      at: (time, call) => simulation.at(time, call),
    };
    simulation.keeping = this;
  }

  /** The keeper of a seat; undefined for one that was seated before there were keepers. */
  keeper(seat: Seat): KeeperSeat | undefined {
    const keeper = this.#seats.get(seat.index);
    return keeper?.seat === seat ? keeper : undefined;
  }

  /** All keepers whose process lives. */
  living(): KeeperSeat[] {
    return [...this.#seats.values()].filter(({ seat }) => isLiving(seat));
  }

  disk(address: Address): Disk {
    const known = this.#disks.get(address);
    if (known !== undefined) return known;
    const disk = new Disk(this.#clock, this.#chance.branch());
    this.#disks.set(address, disk);
    return disk;
  }

  disks(): ReadonlyMap<Address, Disk> {
    return this.#disks;
  }

  /** The machine is lost for good, with its disk. */
  loseDisk(address: Address): void {
    this.#disks.delete(address);
  }

  /** Gives the peer in a seat a keeper with what its disk holds. `isFounder`: it is among the first members. */
  attach(seat: Seat, isFounder: boolean): KeeperSeat {
    const { space, pingMs, successorsMax } = this.simulation.options;
    const disk = this.disk(seat.self.address);
    const options: KeeperOptions = {
      space,
      replicas: this.#replicas,
      successorsMax,
      pingMs,
      wallOffsetMs: 1_763_800_000_000,
      graceMs: this.#graceMs,
    };
    const kept = { entries: [...disk.values.values()].map(({ entry }) => entry), charter: disk.charter };
    const state = this.#core.initialKeeper(
      options,
      seat.self,
      kept,
      this.#chance.below(2 ** 31),
      this.simulation.now,
    );
    const keeper: KeeperSeat = {
      seat,
      disk,
      state,
      wakeAt: this.#core.keeperWakeAt(state),
      tickAt: Infinity,
      held: [],
    };
    this.#seats.set(seat.index, keeper);
    if (isFounder) this.give(keeper, { kind: 'found' });
    this.onRingStep(seat, undefined);
    this.#arm(keeper);
    return keeper;
  }

  /** Ends a process without a word. */
  crash(seat: Seat, condition: 'killed' | 'silent', isPowerCut: boolean): void {
    const keeper = this.keeper(seat);
    this.simulation.crash(seat, condition);
    keeper?.disk.crash(isPowerCut);
    if (keeper !== undefined) this.calls.endAllOf(keeper);
  }

  /** What a client of that peer wants. Small contents travel in messages; `bytes` says how long the value is. */
  call(
    keeper: KeeperSeat,
    name: string,
    key: Identifier,
    wish:
      | {
          readonly kind: 'store';
          readonly request: string;
          readonly content: Uint8Array;
          readonly sha256: string;
          readonly bytes: number;
          readonly isLarge: boolean;
        }
      | { readonly kind: 'request' },
    end: (end: CallEnd) => void,
  ): void {
    const tag = this.calls.begin(keeper, end);
    const limitMs = Math.max(3 * this.simulation.options.pingMs, 5_000);
    if (wish.kind === 'request') return this.give(keeper, { kind: 'call', tag, name, key, wish, limitMs });
    const { request, content, sha256, bytes, isLarge } = wish;
    if (isLarge) keeper.disk.park(request, content);
    const given = isLarge ? { parked: request } : { bytes: content };
    this.give(keeper, {
      kind: 'call',
      tag,
      name,
      key,
      wish: { kind: 'store', request, bytes, sha256, content: given },
      limitMs,
    });
  }

  onRingStep(seat: Seat, before: RingState | undefined): void {
    const keeper = this.keeper(seat);
    const view = keeper === undefined ? undefined : viewOf(seat.state, before);
    if (keeper !== undefined && view !== undefined) this.give(keeper, { kind: 'view', view });
    const isOver = seat.state.phase === 'left' || seat.state.phase === 'fenced';
    if (keeper === undefined || !isOver || before?.phase === seat.state.phase) return;
    keeper.disk.crash(false);
    this.calls.endAllOf(keeper);
    if (seat.state.phase === 'left') this.onLeft?.(keeper);
  }

  onMessage(seat: Seat, input: SeatInput): void {
    const keeper = this.keeper(seat);
    if (keeper === undefined || (input.kind !== 'received' && input.kind !== 'undelivered')) return;
    const { message } = input;
    if (!isOfKeeper(message)) return;
    if (input.kind === 'received') {
      this.simulation.give(seat, { kind: 'heard', from: input.from });
      return this.give(keeper, { kind: 'received', from: input.from, message });
    }
    const n = 'n' in message ? message.n : undefined;
    const asked = keeper.state.asks.find((each) => each.to.address === input.to && each.n === n);
    if (asked !== undefined) this.give(keeper, { kind: 'undelivered', to: asked.to, message });
  }

  onLookupEnded(seat: Seat, tag: number, outcome: LookupOutcome): boolean {
    if (tag > 0 && tag < firstCallTag) return false;
    const keeper = this.keeper(seat);
    if (keeper !== undefined) this.give(keeper, { kind: 'owner', tag, outcome });
    return true;
  }

  onResumed(seat: Seat): void {
    const keeper = this.keeper(seat);
    if (keeper === undefined) return;
    const { held } = keeper;
    keeper.held = [];
    for (const input of held) this.give(keeper, input);
    this.#arm(keeper);
  }

  give(keeper: KeeperSeat, input: KeeperInput): void {
    const { seat } = keeper;
    if (this.#seats.get(seat.index) !== keeper) return;
    if (seat.condition === 'stopped') return void keeper.held.push(input);
    if (seat.condition !== 'up') return;
    const late = this.simulation.now - keeper.wakeAt;
    if (late > lateMs) this.#take(keeper, { kind: 'slept', lateMs: late });
    this.#take(keeper, input);
    this.#arm(keeper);
  }

  #take(keeper: KeeperSeat, input: KeeperInput): void {
    const { simulation } = this;
    const { state, effects } = this.#core.keep(keeper.state, input, simulation.now);
    keeper.state = state;
    keeper.wakeAt = this.#core.keeperWakeAt(state);
    simulation.history.add(simulation.now, keeper.seat.index, 32 + input.kind.length, undefined);
    for (const effect of effects) perform(this, keeper, effect);
  }

  #arm(keeper: KeeperSeat): void {
    if (keeper.wakeAt >= keeper.tickAt || keeper.wakeAt === Infinity) return;
    const { now } = this.simulation;
    keeper.tickAt = (keeper.wakeAt > now ? keeper.wakeAt : now + 1) + keeper.seat.lagMs;
    const { tickAt } = keeper;
    this.simulation.at(tickAt, () => {
      if (keeper.tickAt !== tickAt) return;
      keeper.tickAt = Infinity;
      if (keeper.seat.condition !== 'up') return;
      if (keeper.wakeAt <= this.simulation.now) this.give(keeper, { kind: 'tick' });
      else this.#arm(keeper);
    });
  }

  note(notice: Notice): void {
    if (notice.event === 'trouble') this.troubles.set(notice.code, (this.troubles.get(notice.code) ?? 0) + 1);
  }

  /** The keeper in that life, if its process lives. */
  keeperAt({ address, epoch }: Contact): KeeperSeat | undefined {
    return this.living().find(({ seat: { self } }) => self.address === address && self.epoch === epoch);
  }
}
