// A ring whose members come and go by chance while somebody looks something up all the time.

import type { Effect, Identifier, Input, RingState } from '../../ring/index.ts';
import { members } from '../census.ts';
import { drawIds, seatIdealRing } from '../ideal-ring.ts';
import { isLiving, type Seat } from '../seat.ts';
import { Simulation } from '../simulation.ts';
import type { Observer } from '../simulation-options.ts';
import { CensusBook } from './census-book.ts';
import type { Machine } from './study.ts';
import { Traffic } from './traffic.ts';

export interface Churn {
  readonly seed: number;
  readonly peers: number;
  readonly successorsMax: number;
  /** Half of the sessions are shorter: they are exponentially distributed. */
  readonly medianSessionMs: number;
  /** How the half that does not leave ends. */
  readonly crash: 'killed' | 'silent';
  readonly lookupsPerSecond: number;
  readonly settleMs: number;
  readonly lastsMs: number;
}

/** A lookup, asked again once when it failed. A wrong answer is believed: whoever asked cannot know. */
export interface Call {
  readonly isRight: boolean;
  readonly isWrong: boolean;
  readonly isRightAfterRetry: boolean;
  readonly tookMs: number;
  readonly attempts: number;
}

export interface ChurnOutcome {
  readonly crash: Churn['crash'];
  readonly calls: readonly Call[];
  /** Lookups whose asker went away before the answer. */
  readonly cutOff: number;
  readonly departures: number;
  readonly joinsFailed: number;
  readonly meanMembers: number;
  readonly peerSeconds: number;
  readonly traffic: Pick<
    Traffic,
    'messages' | 'bareBytes' | 'bytes' | 'lookupBytes' | 'acknowledgementBytes'
  >;
  readonly events: number;
}

interface Asked {
  readonly seat: Seat;
  readonly key: Identifier;
  readonly at: number;
  readonly isRetry: boolean;
}

const bits = 32;
const pingMs = 3_000;
const sampleMs = 1_000;
const sayMs = 60_000;

export function churn(plan: Churn, machine: Machine): ChurnOutcome {
  const ring = new ChurningRing(plan);
  const endMs = plan.settleMs + plan.lastsMs;
  for (let at = sayMs; at < endMs; at += sayMs) {
    ring.runTo(at);
    machine.say(`${plan.crash}: ${at / 1_000} of ${endMs / 1_000} virtual seconds`);
  }
  ring.runTo(endMs);
  return ring.outcome();
}

class ChurningRing implements Observer {
  readonly #plan: Churn;
  readonly #simulation: Simulation;
  readonly #book: CensusBook;
  readonly #asked = new Map<number, Asked>();
  readonly #calls: Call[] = [];
  #traffic = new Traffic();
  #up: Seat[] = [];
  #serial = 0;
  #cutOff = 0;
  #departures = 0;
  #joinsFailed = 0;
  #memberSamples = 0;
  #samples = 0;

  constructor(plan: Churn) {
    this.#plan = plan;
    const { seed, peers, successorsMax } = plan;
    const simulation = new Simulation({ seed, bits, successorsMax, pingMs, routing: 'fingers' });
    this.#simulation = simulation;
    this.#book = new CensusBook(simulation);
    seatIdealRing(simulation, drawIds(simulation.chance, peers, 2 ** bits));
    this.#book.found(simulation.seats);
    this.#up = [...simulation.seats];
    for (const seat of simulation.seats) this.#departLater(seat);
    simulation.observer = this;
    simulation.at(plan.settleMs, () => this.#begin());
  }

  runTo(at: number): void {
    this.#simulation.runFor(at - this.#simulation.now);
  }

  /** From here on everything counts. */
  #begin(): void {
    this.#traffic = new Traffic();
    this.#departures = 0;
    this.#joinsFailed = 0;
    this.#askLater();
    this.#sampleLater();
  }

  onStep(seat: Seat, before: RingState, _input: Input, effects: readonly Effect[]): void {
    this.#book.onStep(seat, before, effects);
    this.#traffic.onStep(seat, effects);
    for (const effect of effects) {
      if (effect.kind === 'lookup-ended') this.#answered(effect.tag);
      if (effect.kind === 'end' && effect.why === 'join-failed') this.#failedToJoin(seat);
    }
  }

  #departLater(seat: Seat): void {
    const { chance, now } = this.#simulation;
    const sessionMs = chance.pause(this.#plan.medianSessionMs / Math.LN2);
    this.#simulation.at(now + sessionMs, () => this.#depart(seat));
  }

  #depart(seat: Seat): void {
    if (!isLiving(seat)) return;
    this.#departures += 1;
    if (this.#simulation.chance.happens(0.5)) {
      this.#simulation.crash(seat, this.#plan.crash);
      this.#book.gone(seat);
    } else this.#simulation.give(seat, { kind: 'leave', isForced: false });
    this.#replace(seat);
  }

  #failedToJoin(seat: Seat): void {
    this.#joinsFailed += 1;
    this.#replace(seat);
  }

  /** Somebody new comes for whoever has gone. */
  #replace(gone: Seat): void {
    const { chance } = this.#simulation;
    this.#up = this.#up.filter((seat) => seat !== gone);
    const via = chance.pick(this.#up.filter(({ state }) => state.phase === 'member'));
    if (via === undefined) return;
    this.#serial += 1;
    const address = `127.1.0.1:${this.#serial}`;
    const input = { kind: 'join', via: [via.self.address], stored: [] } as const;
    const seat = this.#simulation.start(chance.below(2 ** bits), address);
    this.#up.push(seat);
    this.#departLater(seat);
    this.#simulation.give(seat, input);
  }

  #askLater(): void {
    const { chance, now } = this.#simulation;
    this.#simulation.at(now + chance.pause(1_000 / this.#plan.lookupsPerSecond), () => {
      this.#askLater();
      const seat = chance.pick(this.#up.filter(({ state }) => state.phase === 'member'));
      const key = this.#simulation.id(chance.below(2 ** bits));
      if (seat !== undefined) this.#ask({ seat, key, at: this.#simulation.now, isRetry: false });
    });
  }

  #ask(asked: Asked): void {
    this.#simulation.lookup(asked.seat, asked.key, (tag) => void this.#asked.set(tag, asked));
  }

  #answered(tag: number): void {
    const asked = this.#asked.get(tag);
    const answer = this.#simulation.outcomes.get(tag);
    this.#asked.delete(tag);
    this.#simulation.outcomes.delete(tag);
    if (asked === undefined || answer === undefined) return;
    const { outcome, at } = answer;
    const isFound = outcome.kind === 'found';
    const isRight = isFound && this.#book.owned(outcome.owner.id, asked.key, { from: asked.at, to: at });
    if (!isFound && !asked.isRetry) return this.#ask({ ...asked, at, isRetry: true });
    this.#calls.push({
      isRight: isRight && !asked.isRetry,
      isWrong: isFound && !isRight,
      isRightAfterRetry: isRight,
      tookMs: at - asked.at,
      attempts: isFound ? outcome.attempts : 0,
    });
  }

  #sampleLater(): void {
    this.#simulation.at(this.#simulation.now + sampleMs, () => {
      this.#memberSamples += members(this.#simulation).length;
      this.#samples += 1;
      for (const [tag, { seat }] of this.#asked) {
        if (isLiving(seat)) continue;
        this.#asked.delete(tag);
        this.#cutOff += 1;
      }
      this.#sampleLater();
    });
  }

  outcome(): ChurnOutcome {
    const meanMembers = this.#memberSamples / this.#samples;
    const { messages, bareBytes, bytes, lookupBytes, acknowledgementBytes } = this.#traffic;
    return {
      crash: this.#plan.crash,
      calls: this.#calls,
      cutOff: this.#cutOff,
      departures: this.#departures,
      joinsFailed: this.#joinsFailed,
      meanMembers,
      peerSeconds: (meanMembers * this.#plan.lastsMs) / 1_000,
      traffic: { messages, bareBytes, bytes, lookupBytes, acknowledgementBytes },
      events: this.#simulation.history.events,
    };
  }
}
