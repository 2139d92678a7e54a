// A ring that loses half of its members in one instant, and the lookups of those who are left.

import { clockwise, type Effect, type Identifier, type Input, type RingState } from '../../ring/index.ts';
import { living } from '../census.ts';
import { ownerPlace } from '../finger-table.ts';
import { drawIds, scatterPings, seatIdealRing } from '../ideal-ring.ts';
import type { Seat } from '../seat.ts';
import { Simulation } from '../simulation.ts';
import type { Observer } from '../simulation-options.ts';

export interface HalfCrash {
  readonly seed: number;
  readonly peers: number;
  readonly successorsMax: number;
  readonly crash: 'killed' | 'silent';
  readonly lookups: number;
  /** When they are asked, counted from the crash. */
  readonly afterMs: number;
}

export interface HalfLookup {
  readonly isWrong: boolean;
  readonly isRightInOneCall: boolean;
  readonly isRightAfterRetry: boolean;
  /** Attempts that nobody answered, in both calls. */
  readonly timeouts: number;
  readonly tookMs: number;
  readonly hops: number;
}

interface Asked {
  readonly seat: Seat;
  readonly key: Identifier;
  readonly at: number;
  readonly timeouts: number;
  readonly isRetry: boolean;
}

const bits = 32;
const pingMs = 3_000;
const settleMs = 10_000;
const patienceMs = 20_000;

export function crashHalf(plan: HalfCrash): readonly HalfLookup[] {
  const { seed, peers, successorsMax, crash, lookups, afterMs } = plan;
  const simulation = new Simulation({ seed, bits, successorsMax, pingMs, routing: 'fingers' });
  const { chance } = simulation;
  seatIdealRing(simulation, drawIds(chance, peers, 2 ** bits));
  scatterPings(simulation);
  simulation.runFor(settleMs);
  const standing = [...simulation.seats];
  for (let count = 0; count < Math.floor(peers / 2); count += 1) {
    const [victim] = standing.splice(chance.below(standing.length), 1);
    if (victim !== undefined) simulation.crash(victim, crash);
  }
  simulation.runFor(afterMs);
  const askers = new Askers(simulation);
  for (let count = 0; count < lookups; count += 1) {
    const seat = chance.pick(standing);
    const key = simulation.id(chance.below(2 ** bits));
    if (seat !== undefined) askers.ask({ seat, key, at: simulation.now, timeouts: 0, isRetry: false });
  }
  simulation.runFor(patienceMs);
  return askers.lookups;
}

class Askers implements Observer {
  readonly lookups: HalfLookup[] = [];
  readonly #simulation: Simulation;
  /** Nobody comes or goes any more: the owners stay who they are. */
  readonly #ids: readonly Identifier[];
  readonly #asked = new Map<number, Asked>();
  /** Attempts that ended with a reason, by lookup. */
  readonly #stuck = new Map<string, number>();

  constructor(simulation: Simulation) {
    this.#simulation = simulation;
    this.#ids = living(simulation).map(({ self }) => self.id);
    simulation.observer = this;
  }

  ask(asked: Asked): void {
    this.#simulation.lookup(asked.seat, asked.key, (tag) => void this.#asked.set(tag, asked));
  }

  onStep({ self }: Seat, before: RingState, input: Input, effects: readonly Effect[]): void {
    if (input.kind === 'received' && input.message.kind === 'stuck') {
      const lookup = `${self.id}:${input.message.n}`;
      this.#stuck.set(lookup, (this.#stuck.get(lookup) ?? 0) + 1);
    }
    for (const effect of effects) {
      if (effect.kind !== 'lookup-ended') continue;
      const lookup = before.lookups.find(({ use }) => use.kind === 'host' && use.tag === effect.tag);
      const answered = this.#stuck.get(`${self.id}:${lookup?.n ?? 0}`) ?? 0;
      this.#ended(effect, (lookup?.attempt ?? 1) - answered);
    }
  }

  /** `attempts`: those that nobody gave a reason to end. */
  #ended({ tag, outcome }: Extract<Effect, { kind: 'lookup-ended' }>, attempts: number): void {
    const asked = this.#asked.get(tag);
    if (asked === undefined) return;
    const isFound = outcome.kind === 'found';
    const timeouts = asked.timeouts + (isFound ? attempts - 1 : attempts);
    if (!isFound && !asked.isRetry) return this.ask({ ...asked, timeouts, isRetry: true });
    const isRight =
      isFound && clockwise(this.#simulation.options.space, outcome.owner.id, this.#owner(asked.key)) === 0;
    this.lookups.push({
      isWrong: isFound && !isRight,
      isRightInOneCall: isRight && !asked.isRetry,
      isRightAfterRetry: isRight,
      timeouts,
      tookMs: this.#simulation.now - asked.at,
      hops: outcome.route.length - 1,
    });
  }

  #owner(key: Identifier): Identifier {
    const { space } = this.#simulation.options;
    return this.#ids[ownerPlace(space, this.#ids, key)] ?? key;
  }
}
