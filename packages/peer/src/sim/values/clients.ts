// Clients of a simulated ring: each does one thing after the other at a peer that lives, and everything they ask and hear is written down.

import type { FinalReading, Operation } from '../../history/index.ts';
import { isNewer, type Stamp } from '../../keys/index.ts';
import type { Chance } from '../chance.ts';
import type { Simulation } from '../simulation.ts';
import type { ValuePlan } from './value-plan.ts';
import { keyOf } from './name-key.ts';
import type { ValueRing } from './value-ring.ts';
import type { CallEnd } from './calls.ts';
import type { KeeperSeat } from './keeper-seat.ts';

const smallBytes = 100;
const largeBytes = 200_000;
const noPeerPauseMs = 50;
const encoder = new TextEncoder();
const decoder = new TextDecoder();

type Timed = Pick<Operation, 'client' | 'name' | 'startMs'>;

export class Clients {
  readonly operations: Operation[] = [];
  /** The newest version of each name that was acknowledged. */
  readonly acknowledgedStamps: Map<string, Stamp> = new Map();
  acknowledged = 0;
  /** Of these, with fewer copies than the ring offered. */
  short = 0;
  readonly #ring: ValueRing;
  readonly #plan: ValuePlan;
  readonly #simulation: Simulation;
  readonly #chance: Chance;
  #stores = 0;
  #under = 0;
  #isStopped = false;

  constructor(ring: ValueRing, plan: ValuePlan) {
    this.#ring = ring;
    this.#plan = plan;
    this.#simulation = ring.simulation;
    this.#chance = ring.simulation.chance.branch();
  }

  get isDone(): boolean {
    return this.#stores >= this.#plan.stores && this.#under === 0;
  }

  start(): void {
    for (let client = 0; client < this.#plan.clients; client += 1) this.#later(client);
  }

  stop(): void {
    this.#isStopped = true;
  }

  #later(client: number, ms: number = this.#chance.pause(this.#plan.restMs)): void {
    this.#simulation.at(this.#simulation.now + ms, () => {
      if (this.#isStopped || this.#stores >= this.#plan.stores) return;
      const keeper = this.#peer();
      if (keeper === undefined) return this.#later(client, noPeerPauseMs);
      const name = `name-${this.#chance.below(this.#plan.names)}`;
      if (this.#chance.happens(this.#plan.requestShare)) this.#request(client, keeper, name);
      else this.#store(client, keeper, name);
    });
  }

  /** Somebody whose process lives and takes part. */
  #peer(): KeeperSeat | undefined {
    const fit = this.#ring
      .living()
      .filter(({ seat, state }) => seat.state.phase === 'member' && state.departure === undefined);
    return this.#chance.pick(fit);
  }

  #store(client: number, keeper: KeeperSeat, name: string): void {
    this.#stores += 1;
    const content = `${this.#plan.seed}.${this.#stores}`;
    const isLarge = this.#chance.happens(this.#plan.largeShare);
    const request = `request-${content}`;
    this.#under += 1;
    this.#tryStore({ client, keeper, name, content, request, isLarge }, 0);
  }

  #tryStore(
    store: {
      client: number;
      keeper: KeeperSeat;
      name: string;
      content: string;
      request: string;
      isLarge: boolean;
    },
    attempt: number,
  ): void {
    const { client, keeper, name, content, request, isLarge } = store;
    const timed: Timed = { client, name, startMs: this.#simulation.now };
    const wish = {
      kind: 'store',
      request,
      content: encoder.encode(content),
      sha256: content,
      bytes: isLarge ? largeBytes : smallBytes,
      isLarge,
    } as const;
    this.#ring.call(keeper, name, keyOf(this.#simulation, name), wish, ({ outcome }) => {
      const about = { ...timed, kind: 'store', endMs: this.#simulation.now, content, request } as const;
      if (outcome.kind === 'stored') {
        this.acknowledged += 1;
        if (outcome.holders.length < outcome.wanted) this.short += 1;
        const known = this.acknowledgedStamps.get(name);
        if (isNewer(outcome.stamp, known)) this.acknowledgedStamps.set(name, outcome.stamp);
        this.operations.push({ ...about, outcome: 'stored', stamp: outcome.stamp });
      } else {
        const isDefinite = outcome.kind === 'failed' && outcome.isDefinite;
        this.operations.push({
          ...about,
          endMs: isDefinite ? about.endMs : Infinity,
          outcome: isDefinite ? 'not-stored' : 'unknown',
        });
        // Whoever does not know may ask again, at somebody else, with the same number.
        const next = this.#peer();
        if (!isDefinite && attempt < 2 && next !== undefined && this.#chance.happens(0.5))
          return this.#tryStore({ ...store, keeper: next }, attempt + 1);
      }
      this.#under -= 1;
      this.#later(client);
    });
  }

  #request(client: number, keeper: KeeperSeat, name: string): void {
    const timed: Timed = { client, name, startMs: this.#simulation.now };
    this.#under += 1;
    this.#ring.call(keeper, name, keyOf(this.#simulation, name), { kind: 'request' }, (end) => {
      this.operations.push({ ...timed, kind: 'request', endMs: this.#simulation.now, ...heard(end) });
      this.#under -= 1;
      this.#later(client);
    });
  }

  /** Every name, from whoever lives, when all is quiet. */
  readAll(limitMs: number): ReadonlyMap<string, FinalReading> {
    const readings = new Map<string, FinalReading>();
    for (let nth = 0; nth < this.#plan.names; nth += 1) {
      const name = `name-${nth}`;
      const keeper = this.#peer();
      if (keeper === undefined) continue;
      this.#ring.call(keeper, name, keyOf(this.#simulation, name), { kind: 'request' }, (end) => {
        const said = heard(end);
        readings.set(
          name,
          said.outcome === 'found'
            ? said
            : { outcome: said.outcome === 'not-found' ? 'absent' : 'unavailable' },
        );
      });
    }
    this.#simulation.runUntil(() => readings.size === this.#plan.names, limitMs);
    return readings;
  }
}

type Heard =
  | { readonly outcome: 'found'; readonly content: string; readonly mayBeOld: boolean }
  | { readonly outcome: 'not-found' | 'unavailable' };

function heard({ outcome, content }: CallEnd): Heard {
  if (outcome.kind === 'delivered' && content !== undefined)
    return { outcome: 'found', content: decoder.decode(content), mayBeOld: !outcome.isSure };
  const isAbsent = outcome.kind === 'failed' && outcome.code === 'not-found';
  return { outcome: isAbsent ? 'not-found' : 'unavailable' };
}
