// The simulator as an arena: the peers' own core under a virtual clock, on one seed. What is done to it is done in an instant, and what comes of
// it is the same every time.

import type { Sha256 } from '@ringside/peer/keys';
import { addressOfId, type Core, Simulation, ValueRing, type Seat } from '@ringside/peer/sim';
import {
  wantsOf,
  type Arena,
  type ArenaEvent,
  type ArenaPeer,
  type Brought,
  type Ending,
  type LinkRule,
  type Look,
  type Outcome,
  type Plan,
  type Walked,
} from '../../scenario/index.ts';
import type { RunFiles } from '../run-files.ts';
import { Lives } from './lives.ts';
import { isShown, Notices } from './notices.ts';
import { lookAt } from './simulated-looks.ts';
import { nextTwo, placeOf, refused } from './places.ts';
import { SimulatedValues } from './simulated-values.ts';
import { VirtualTime } from './virtual-time.ts';
import { waysOf } from './ways-of.ts';

export interface SimulatorArenaOptions {
  readonly plan: Plan;
  readonly sha256: Sha256;
  readonly files: Pick<RunFiles, 'read' | 'keep'>;
  readonly core?: Core;
}

export class SimulatorArena implements Arena {
  readonly kind = 'simulator';
  readonly simulation: Simulation;
  readonly time: VirtualTime;
  readonly #plan: Plan;
  readonly #sha256: Sha256;
  readonly #files: SimulatorArenaOptions['files'];
  readonly #ring: ValueRing | undefined;
  readonly #values: SimulatedValues | undefined;
  readonly #lives = new Lives();
  readonly #notices: Notices;
  readonly #listeners: ((event: ArenaEvent) => void)[] = [];
  #rules: readonly LinkRule[] = [];

  constructor({ plan, sha256, files, core }: SimulatorArenaOptions) {
    const { bits, successors, routing, pingMs, replicas } = plan.ring;
    this.#plan = plan;
    this.#sha256 = sha256;
    this.#files = files;
    this.simulation = new Simulation({
      seed: plan.seed,
      bits,
      successorsMax: successors,
      routing,
      pingMs,
      ...(core && { core }),
    });
    this.time = new VirtualTime(this.simulation);
    const { abilities, shows: wanted } = wantsOf(plan);
    const shows = new Set(wanted);
    this.#notices = new Notices(this.time, {
      notice: (seat, notice) => {
        if (isShown(notice, shows)) this.#tell({ kind: 'notice', id: seat.self.id, notice });
      },
      end: (seat) => this.#ended(seat),
    });
    this.simulation.observer = this.#notices;
    // Keepers cost time, and a plan without values needs none.
    if (!abilities.has('store') && !abilities.has('request')) return;
    this.#ring = new ValueRing(this.simulation, { replicas });
    this.#values = new SimulatedValues(this.#ring, this.time, sha256);
  }

  /** A fingerprint of everything that has happened. */
  hash(): string {
    return this.simulation.history.hash();
  }

  now(): number {
    return this.time.now();
  }

  async sleep(ms: number, signal?: AbortSignal): Promise<void> {
    await this.time.sleep(ms, signal);
  }

  peers(): readonly ArenaPeer[] {
    return this.#lives.all();
  }

  listen(listener: (event: ArenaEvent) => void): void {
    this.#listeners.push(listener);
  }

  async look(): Promise<Look> {
    return lookAt(this.simulation, this.#lives.running());
  }

  async startGiven(ids: readonly number[]): Promise<void> {
    const sorted = ids.toSorted((a, b) => a - b);
    const seats = sorted.map((id) => this.#seat(id, true));
    for (const [place, seat] of seats.entries()) {
      const succ = nextTwo(this.simulation, sorted, place);
      this.simulation.give(seat, succ.length === 0 ? { kind: 'create' } : { kind: 'init', succ });
    }
  }

  async join(id: number, via: number): Promise<Outcome> {
    return await this.#join(id, [addressOfId(via)], []);
  }

  async restart(id: number, via: number | undefined): Promise<Outcome> {
    const former = this.#lives.seat(id);
    if (former === undefined) return refused(`peer ${id} was never started`);
    if (this.#lives.in(id, 'running') !== undefined || this.#lives.in(id, 'paused') !== undefined)
      await this.kill(id);
    const stored = [...former.state.known.values()].filter((contact) => contact.id !== id);
    return await this.#join(id, via === undefined ? [] : [addressOfId(via)], stored);
  }

  async #join(
    id: number,
    via: readonly string[],
    stored: Seat['state']['watches'][number]['contact'][],
  ): Promise<Outcome> {
    const seat = this.#seat(id, false);
    const joining = this.#notices.joined(seat);
    this.simulation.give(seat, { kind: 'join', via, stored });
    const why = await joining;
    return why === undefined ? { ok: true } : refused(why);
  }

  async leave(id: number): Promise<Outcome> {
    const seat = this.#lives.in(id, 'running');
    if (seat === undefined) return refused(`peer ${id} does not run`);
    const leaving = this.#notices.over(seat);
    this.#lives.set(id, 'left');
    const keeper = this.#ring?.keeper(seat);
    if (keeper === undefined) this.simulation.give(seat, { kind: 'leave', isForced: false });
    else this.#ring?.give(keeper, { kind: 'depart' });
    await leaving;
    return { ok: true };
  }

  async kill(id: number): Promise<Outcome> {
    const seat = this.#lives.in(id, 'running') ?? this.#lives.in(id, 'paused');
    if (seat === undefined) return refused(`peer ${id} does not run`);
    this.#lives.set(id, 'killed');
    if (this.#ring === undefined) this.simulation.crash(seat, 'killed');
    else this.#ring.crash(seat, 'killed', false);
    this.#ended(seat);
    this.#notices.crashed(seat, 'it was killed');
    return { ok: true };
  }

  async pause(id: number): Promise<Outcome> {
    const seat = this.#lives.in(id, 'running');
    if (seat === undefined) return refused(`peer ${id} does not run`);
    this.#lives.set(id, 'paused');
    this.simulation.pause(seat);
    return { ok: true };
  }

  async resume(id: number): Promise<Outcome> {
    const seat = this.#lives.in(id, 'paused');
    if (seat === undefined) return refused(`peer ${id} does not stand still`);
    this.#lives.set(id, 'running');
    this.simulation.resume(seat);
    return { ok: true };
  }

  async setLinks(rules: readonly LinkRule[]): Promise<void> {
    this.#rules = rules;
    this.#putLinks();
  }

  async store(name: string, bytes: Uint8Array, via: number): Promise<Outcome<Walked>> {
    const seat = this.#lives.in(via, 'running');
    if (seat === undefined || this.#values === undefined) return refused(`peer ${via} does not run`);
    return await this.#values.store(
      seat,
      name,
      placeOf(name, this.#plan.ring, this.simulation.options.space, this.#sha256),
      bytes,
    );
  }

  async request(name: string, via: number): Promise<Outcome<Brought>> {
    const seat = this.#lives.in(via, 'running');
    if (seat === undefined || this.#values === undefined) return refused(`peer ${via} does not run`);
    return await this.#values.request(
      seat,
      name,
      placeOf(name, this.#plan.ring, this.simulation.options.space, this.#sha256),
    );
  }

  async lookup(name: string, via: number): Promise<Outcome<Walked>> {
    const seat = this.#lives.in(via, 'running');
    if (seat === undefined) return refused(`peer ${via} does not run`);
    const { promise, onBegin } = this.#notices.lookup(seat);
    this.simulation.lookup(
      seat,
      placeOf(name, this.#plan.ring, this.simulation.options.space, this.#sha256),
      onBegin,
    );
    const outcome = await promise;
    if (outcome.kind === 'found') return { ok: true, owner: outcome.owner.id, route: outcome.route };
    return { ok: false, code: outcome.code, isDefinite: true, message: `peer ${via}: ${outcome.message}` };
  }

  async read(path: string): Promise<Uint8Array> {
    return await this.#files.read(path);
  }

  async keep(path: string, bytes: Uint8Array): Promise<void> {
    await this.#files.keep(path, bytes);
  }

  async end(): Promise<readonly Ending[]> {
    return this.#lives.endings();
  }

  /** A fresh life, with what its disk holds; suffering what was ruled for it from its first word on. */
  #seat(id: number, isFounder: boolean): Seat {
    const seat = this.simulation.start(id);
    this.#lives.enter(seat);
    this.#putLinks();
    this.#ring?.attach(seat, isFounder);
    return seat;
  }

  #putLinks(): void {
    this.simulation.network.setWays(waysOf(this.#rules, (id) => this.#lives.seat(id)?.index));
  }

  #ended(seat: Seat): void {
    const ending = this.#lives.onEnd(seat);
    if (ending !== undefined) this.#tell({ kind: 'ended', ending });
  }

  #tell(event: ArenaEvent): void {
    for (const listener of this.#listeners) listener(event);
  }
}
