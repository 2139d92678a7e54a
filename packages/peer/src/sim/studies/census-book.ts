// Who was a member when, as only a simulation can know it; and so, was an answer to a lookup true?

import { clockwise, type Effect, type Identifier, type RingState } from '../../ring/index.ts';
import type { Seat } from '../seat.ts';
import type { Simulation } from '../simulation.ts';

interface Membership {
  readonly id: Identifier;
  /** It may own keys from here on. */
  from: number;
  /** Both neighbours point at it: its keys are nobody else's any more. */
  settled: number;
  /** It begins to leave, or is gone: its keys may be another's. */
  yields: number;
  gone: number;
}

export interface Span {
  readonly from: number;
  readonly to: number;
}

export class CensusBook {
  readonly #simulation: Simulation;
  readonly #lives = new Map<Seat, Membership>();

  constructor(simulation: Simulation) {
    this.#simulation = simulation;
  }

  /** These are members, and have been for a while. */
  found(seats: readonly Seat[]): void {
    const { now } = this.#simulation;
    for (const seat of seats) Object.assign(this.#life(seat), { from: now, settled: now });
  }

  /** To be told every step. */
  onStep(seat: Seat, before: RingState, effects: readonly Effect[]): void {
    const { now } = this.#simulation;
    const { phase } = seat.state;
    if (before.phase !== phase) {
      if (phase === 'member') this.#life(seat).from = Math.min(this.#life(seat).from, now);
      if (phase === 'leaving') this.#life(seat).yields = now;
    }
    for (const effect of effects) {
      if (effect.kind === 'announce' && effect.notice.event === 'joined') this.#life(seat).settled = now;
      if (effect.kind === 'end') this.gone(seat);
    }
  }

  /** It has crashed, or ended. */
  gone(seat: Seat): void {
    const { now } = this.#simulation;
    const life = this.#life(seat);
    life.yields = Math.min(life.yields, now);
    life.gone = Math.min(life.gone, now);
  }

  #life(seat: Seat): Membership {
    const known = this.#lives.get(seat);
    if (known !== undefined) return known;
    const life = { id: seat.self.id, from: Infinity, settled: Infinity, yields: Infinity, gone: Infinity };
    this.#lives.set(seat, life);
    return life;
  }

  /** Did that peer own the key at some instant of the span, as a member? Not while another one certainly did all the time. */
  owned(owner: Identifier, key: Identifier, asked: Span): boolean {
    const { space } = this.#simulation.options;
    const reach = clockwise(space, key, owner);
    const nearer: Span[] = [];
    const own: Span[] = [];
    for (const { id, from, settled, yields, gone } of this.#lives.values()) {
      if (id === owner) own.push({ from: Math.max(asked.from, from), to: Math.min(asked.to, gone) });
      else if (clockwise(space, key, id) < reach && yields >= asked.from && settled <= asked.to)
        nearer.push({ from: settled, to: yields });
    }
    return own.some((span) => span.from <= span.to && !isCovered(span, nearer));
  }
}

/** Is there no instant of the span outside all of the others? */
function isCovered({ from, to }: Span, others: readonly Span[]): boolean {
  let free = from;
  for (const other of others.toSorted((a, b) => a.from - b.from)) {
    if (other.from > free) return false;
    if (other.to >= to) return true;
    free = Math.max(free, other.to);
  }
  return false;
}
