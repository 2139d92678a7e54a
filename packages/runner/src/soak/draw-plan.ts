// Draws a plan from a seed. Pure: the same seed and extent give the same plan, and no plan asks for more than a ring can survive.

import { Chance, drawIds } from '@ringside/peer/sim';
import {
  isLoss,
  livingMax,
  livingMin,
  lossesMax,
  pauseLimits,
  shortPausesMax,
  stepsMax,
  type Fault,
  type Plan,
  type Round,
  type Step,
} from './plan.ts';

export interface PlanExtent {
  readonly peers: number;
  readonly pingMs: number;
  /** Ids are below 2^bits. */
  readonly bits: number;
  readonly rounds: number;
}

const residentShare = 0.25;
/** This share of the steps comes at the same moment as the one before. */
const atOnceShare = 0.3;

export function drawPlan(seed: number, { peers, pingMs, bits, rounds }: PlanExtent): Plan {
  // Neighbouring seeds would draw alike for a while.
  const chance = new Chance(Math.imul(seed, 0x9e_37_79_b1));
  const size = 2 ** bits;
  const ids = drawIds(chance, peers, size);
  const residents = drawSome(chance, ids, Math.max(1, Math.floor(peers * residentShare)));
  const roster: Roster = {
    start: peers,
    residents: new Set(residents),
    living: new Set(ids),
    away: new Set(),
  };
  const drawn = Array.from({ length: rounds }, () => drawRound(new RoundDraft(chance, roster, pingMs, size)));
  return { seed, pingMs, peers: ids, residents, rounds: drawn };
}

/** Who lives and who could return, were the plan played to the letter. */
interface Roster {
  readonly start: number;
  readonly residents: ReadonlySet<number>;
  readonly living: Set<number>;
  readonly away: Set<number>;
}

function drawSome(chance: Chance, ids: readonly number[], count: number): readonly number[] {
  const left = [...ids];
  const some = Array.from({ length: count }, () => left.splice(chance.below(left.length), 1));
  return some.flat().toSorted((a, b) => a - b);
}

function drawRound(draft: RoundDraft): Round {
  const { chance } = draft;
  const wanted = 1 + chance.below(stepsMax);
  const steps: Step[] = [];
  for (let place = 0; place < wanted; place += 1) {
    const fault = draft.drawFault();
    if (fault !== undefined) steps.push({ ...fault, afterMs: draft.drawGapMs(place === 0) });
  }
  return steps;
}

type Draw = () => Fault;

class RoundDraft {
  readonly chance: Chance;
  readonly #roster: Roster;
  readonly #pingMs: number;
  readonly #size: number;
  /** Has a part in this round already, and is left alone for the rest of it. */
  readonly #touched = new Set<number>();
  #losses = 0;
  #pauses = 0;
  /** Lost for the moment only: they live on, or again. */
  #absent = 0;

  constructor(chance: Chance, roster: Roster, pingMs: number, size: number) {
    this.chance = chance;
    this.#roster = roster;
    this.#pingMs = pingMs;
    this.#size = size;
  }

  /** A moment of rest before each round; then thick and fast. */
  drawGapMs(isFirst: boolean): number {
    if (isFirst) return Math.round(this.chance.between(0.2, 1) * this.#pingMs);
    if (this.chance.happens(atOnceShare)) return 0;
    return Math.round(Math.min(this.#pingMs, this.chance.pause(0.2 * this.#pingMs)));
  }

  /** One that is possible now, noted as done. Undefined when nothing is. */
  drawFault(): Fault | undefined {
    const draws = this.#possible();
    let left = this.chance.next() * draws.reduce((sum, [weight]) => sum + weight, 0);
    for (const [weight, draw] of draws) {
      left -= weight;
      if (left < 0) return this.#noted(draw());
    }
    return undefined;
  }

  #possible(): readonly (readonly [weight: number, draw: Draw])[] {
    const { start, living, away } = this.#roster;
    const present = this.#untouched(living);
    const mortal = present.filter((id) => !this.#roster.residents.has(id));
    const gone = this.#untouched(away);
    const [leastMs, mostMs] = pauseLimits(this.#pingMs).pause;
    const [longLeastMs, longMostMs] = pauseLimits(this.#pingMs)['long-pause'];
    const mayLose = this.#losses < lossesMax && living.size - this.#absent > livingMin(start);
    const mayGrow = living.size < livingMax(start) && present.length > 0;
    // What is missing comes back, so that the ring stays about as large as it began.
    const growth = living.size < start ? 2 : 0.7;
    const one = (of: readonly number[]): number => this.chance.pick(of) ?? 0;
    const span = (least: number, most: number): number => Math.round(this.chance.between(least, most));
    const draws: readonly (readonly [boolean, number, Draw])[] = [
      [mayLose && mortal.length > 0, 3, () => ({ act: 'kill', id: one(mortal) })],
      [mayLose && mortal.length > 0, 1.5, () => ({ act: 'quit', id: one(mortal) })],
      [mayLose && mortal.length > 0, 1, () => ({ act: 'restart', id: one(mortal) })],
      [
        mayLose && present.length > 0,
        0.7,
        () => ({ act: 'long-pause', id: one(present), forMs: span(longLeastMs, longMostMs) }),
      ],
      [
        this.#pauses < shortPausesMax && present.length > 0,
        2,
        () => ({ act: 'pause', id: one(present), forMs: span(leastMs, mostMs) }),
      ],
      [mayGrow && gone.length > 0, 2 * growth, () => ({ act: 'return', id: one(gone), via: one(present) })],
      [mayGrow, growth, () => ({ act: 'join', id: this.#freshId(), via: one(present) })],
    ];
    return draws.flatMap(([isPossible, weight, draw]) => (isPossible ? [[weight, draw] as const] : []));
  }

  #untouched(ids: ReadonlySet<number>): readonly number[] {
    return [...ids].filter((id) => !this.#touched.has(id)).toSorted((a, b) => a - b);
  }

  #freshId(): number {
    for (;;) {
      const id = this.chance.below(this.#size);
      if (!this.#roster.living.has(id) && !this.#roster.away.has(id)) return id;
    }
  }

  #noted(fault: Fault): Fault {
    const { living, away } = this.#roster;
    this.#touched.add(fault.id);
    if ('via' in fault) this.#touched.add(fault.via);
    if (isLoss(fault)) this.#losses += 1;
    if (fault.act === 'pause') this.#pauses += 1;
    if (fault.act === 'restart' || fault.act === 'long-pause') this.#absent += 1;
    if (fault.act === 'kill' || fault.act === 'quit') {
      living.delete(fault.id);
      away.add(fault.id);
    } else if (fault.act === 'return' || fault.act === 'join') {
      away.delete(fault.id);
      living.add(fault.id);
    }
    return fault;
  }
}
