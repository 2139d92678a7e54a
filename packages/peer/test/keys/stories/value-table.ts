// A small simulated ring whose peers keep values, played by hand. The name `k15` lies at position 15.

import type { CallOutcome } from '../../../src/keys/index.ts';
import { seatIdealRing, Simulation } from '../../../src/sim/index.ts';
import type { KeeperSeat } from '../../../src/sim/values/keeper-seat.ts';
import { isSettled } from '../../../src/sim/values/value-faults.ts';
import { ValueRing } from '../../../src/sim/values/value-ring.ts';

/** What a client of a peer heard in the end. */
export interface Heard {
  readonly outcome: CallOutcome;
  /** Of a value that was found. */
  readonly text: string | undefined;
}

const limitMs = 120_000;

export class ValueTable {
  readonly simulation: Simulation;
  readonly ring: ValueRing;
  #requests = 0;

  constructor(ring: ValueRing) {
    this.ring = ring;
    this.simulation = ring.simulation;
  }

  /** Of peers that have been members for a while. */
  static ideal(ids: readonly number[], replicas = 3): ValueTable {
    const simulation = new Simulation({ seed: 1, bits: 6, pingMs: 1_000, routing: 'shortcuts' });
    const ring = new ValueRing(simulation, { replicas });
    seatIdealRing(simulation, ids);
    for (const seat of simulation.seats) ring.attach(seat, true);
    const table = new ValueTable(ring);
    table.settle();
    return table;
  }

  at(id: number): KeeperSeat {
    const keeper = this.ring.living().find(({ seat }) => seat.self.id === id);
    if (keeper === undefined) throw new RangeError(`nobody lives at ${id}`);
    return keeper;
  }

  /** Asks and does not wait. */
  ask(id: number, name: string, onEnd: (heard: Heard) => void): void {
    this.#call(id, name, { kind: 'request' }, onEnd);
  }

  #call(
    id: number,
    name: string,
    wish: Parameters<ValueRing['call']>[3],
    onEnd: (heard: Heard) => void,
  ): void {
    const key = this.simulation.id(Number(name.slice(1)));
    this.ring.call(this.at(id), name, key, wish, ({ outcome, content }) =>
      onEnd({ outcome, text: content === undefined ? undefined : new TextDecoder().decode(content) }),
    );
  }

  request(id: number, name: string): Heard {
    return this.#ended<Heard>((end) => this.ask(id, name, end));
  }

  store(id: number, name: string, text: string, request?: string): CallOutcome {
    return this.#ended<CallOutcome>((end) => this.bring(id, name, text, end, request));
  }

  /** Stores and does not wait. */
  bring(
    id: number,
    name: string,
    text: string,
    onEnd: (outcome: CallOutcome) => void,
    request: string = this.#nextRequest(),
  ): void {
    const content = new TextEncoder().encode(text);
    const bytes = content.length;
    const wish = { kind: 'store', request, content, sha256: text, bytes, isLarge: false } as const;
    this.#call(id, name, wish, ({ outcome }) => onEnd(outcome));
  }

  #nextRequest(): string {
    this.#requests += 1;
    return `request-${this.#requests}`;
  }

  #ended<End>(begin: (end: (heard: End) => void) => void): End {
    const ends: End[] = [];
    begin((heard) => void ends.push(heard));
    this.simulation.runUntil(() => ends.length > 0, limitMs);
    const [heard] = ends;
    if (heard === undefined) throw new Error('the client was not answered');
    return heard;
  }

  kill(id: number): void {
    this.ring.crash(this.at(id).seat, 'killed', true);
  }

  /** With its disk. */
  loseForGood(id: number): void {
    const { seat } = this.at(id);
    this.ring.crash(seat, 'silent', true);
    this.ring.loseDisk(seat.self.address);
  }

  /** A new life with the same disk, which remembers whom the former one knew. */
  start(id: number): void {
    const { state, self } = this.simulation.seat(id);
    const seat = this.simulation.start(id, self.address);
    this.ring.attach(seat, false);
    this.simulation.give(seat, { kind: 'join', via: [], stored: [...state.known.values()] });
  }

  join(id: number, via: number): void {
    this.ring.attach(this.simulation.join(id, via), false);
  }

  leave(id: number): void {
    this.ring.give(this.at(id), { kind: 'depart' });
  }

  run(ms: number): void {
    this.simulation.runFor(ms);
  }

  /** Until every owner has seen all its copies. How long that took, in ms. */
  settle(): number {
    return this.simulation.runUntil(() => isSettled(this.ring), limitMs);
  }

  /** Which of those who live have it on their disk. */
  holders(name: string): number[] {
    const holding = this.ring.living().filter(({ disk }) => disk.values.has(name));
    return holding.map(({ seat }): number => seat.self.id).toSorted((a, b) => a - b);
  }
}
