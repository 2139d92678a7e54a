// Plays a plan: a fresh ring, clients that store and request all the time, faults; then quiet, in which all who may come back do, and every name is read.

import type { FinalReading, Operation } from '../../history/index.ts';
import { takesPart } from '../../ring/index.ts';
import { isContested, isFindable, members } from '../census.ts';
import { Chance } from '../chance.ts';
import { drawIds, seatIdealRing } from '../ideal-ring.ts';
import { Simulation } from '../simulation.ts';
import { Clients } from './clients.ts';
import { ringsOf } from '../safety/ring-rules.ts';
import { isAnyGone } from './loss-guard.ts';
import type { ValuePlan } from './value-plan.ts';
import { ValueRing } from './value-ring.ts';
import type { KeeperSeat } from './keeper-seat.ts';
import type { ValueParts } from './value-parts.ts';
import { isSettled, ValueFaults } from './value-faults.ts';

export interface ValueOutcome {
  readonly operations: readonly Operation[];
  /** What was read in the end, by name. */
  readonly readings: ReadonlyMap<string, FinalReading>;
  readonly acknowledged: number;
  /** Of these, with fewer copies than the ring around the owner offered. */
  readonly short: number;
  readonly performed: number;
  readonly events: number;
  readonly hash: string;
  /** From two rounds after the end of the faults until every owner had proved its copies, in ms; Infinity when it did not happen in time. */
  readonly settledMs: number;
  /** Peers that left politely, and took the only copy of something acknowledged with them. */
  readonly badLeaves: number;
  /** At some moment there was more than one ring. */
  readonly wasParted: boolean;
  /** At some moment all who had something acknowledged were down together. */
  readonly wereAllGone: boolean;
  /** Nobody alive knew the others in the end: nothing could bring the ring together. */
  readonly isLost: boolean;
  readonly troubles: ReadonlyMap<string, number>;
}

const settleMaxMs = 300_000;
const roundsMs = 160_000;
const partsEveryMs = 50;

/** `parts`: other ones than those that ship. */
export function playValues(plan: ValuePlan, parts: Partial<ValueParts> = {}): ValueOutcome {
  const game = new Game(plan, parts);
  return game.play();
}

class Game {
  readonly #plan: ValuePlan;
  readonly #simulation: Simulation;
  readonly #ring: ValueRing;
  readonly #clients: Clients;
  readonly #faults: ValueFaults;
  #wereAllGone = false;
  #badLeaves = 0;
  #wasParted = false;

  constructor(plan: ValuePlan, parts: Partial<ValueParts>) {
    const { seed, bits, successorsMax, pingMs, network, replicas, graceMs, skewMs, peers } = plan;
    this.#plan = plan;
    this.#simulation = new Simulation({ seed, bits, successorsMax, pingMs, network, routing: 'shortcuts' });
    this.#ring = new ValueRing(this.#simulation, { replicas, graceMs, skewMs, ...parts });
    seatIdealRing(this.#simulation, drawIds(new Chance(seed), peers, 2 ** bits));
    for (const seat of this.#simulation.seats) this.#ring.attach(seat, true);
    this.#clients = new Clients(this.#ring, plan);
    // From then on two who have never met may answer one after the other.
    this.#faults = new ValueFaults(this.#ring, replicas, () => {
      this.#wereAllGone ||= this.#isAnyGone(false);
    });
    this.#ring.onLeft = (keeper) => this.#onLeft(keeper);
  }

  play(): ValueOutcome {
    const simulation = this.#simulation;
    simulation.runFor(500);
    this.#clients.start();
    this.#lookForParts();
    let performed = 0;
    for (const { afterMs, ...fault } of this.#plan.steps) {
      simulation.runFor(afterMs);
      if (this.#faults.perform(fault)) performed += 1;
    }
    simulation.runUntil(() => this.#clients.isDone, settleMaxMs);
    this.#clients.stop();
    this.#faults.endAll();
    // Leftovers of former lives are offered in rounds: each peer has begun two by then.
    simulation.runFor(roundsMs);
    const settledMs = simulation.runUntil(() => isSettled(this.#ring), settleMaxMs);
    const readings = this.#clients.readAll(settleMaxMs);
    return {
      operations: this.#clients.operations,
      readings,
      acknowledged: this.#clients.acknowledged,
      short: this.#clients.short,
      performed,
      events: simulation.history.events,
      hash: simulation.history.hash(),
      settledMs,
      wereAllGone: this.#wereAllGone,
      badLeaves: this.#badLeaves,
      wasParted: this.#wasParted,
      isLost: this.#isLost(),
      troubles: this.#ring.troubles,
    };
  }

  /** Are there several rings, or peers on their own? Then both sides go on, and only in the end they agree. */
  #lookForParts(): void {
    const { rings } = ringsOf(this.#simulation);
    const isAlone = members(this.#simulation).some(({ state }) => state.phase === 'isolated');
    const others = members(this.#simulation).length;
    this.#wasParted ||= rings.length > 1 || (isAlone && others > 1);
    this.#simulation.at(this.#simulation.now + partsEveryMs, () => this.#lookForParts());
  }

  #isLost(): boolean {
    const isAnyIsolated = members(this.#simulation).some(({ state }) => state.phase === 'isolated');
    if (members(this.#simulation).length === 0) return true;
    return isAnyIsolated || !isFindable(this.#simulation) || isContested(this.#simulation);
  }

  #isAnyGone(doesDamageCount: boolean): boolean {
    return isAnyGone(this.#ring, this.#clients.acknowledgedStamps, { doesDamageCount });
  }

  /** Whoever leaves has seen to it that others have what it had; unless there is nobody else. */
  #onLeft({ state: { view }, seat: left }: KeeperSeat): void {
    if (!this.#isAnyGone(true)) return;
    // Nobody can hold anything for others when all are leaving, or when nobody is to be seen.
    const isAnyStaying = this.#ring
      .living()
      .some(({ state, seat }) => state.departure === undefined && takesPart(seat.state.phase));
    if (!isAnyStaying || view.succ.length === 0) {
      this.#wereAllGone = true;
      this.#faults.owesReturn(left);
    } else if (!this.#wereAllGone) this.#badLeaves += 1;
  }
}
