// A lookup's answer names a live member that owned the key at some instant of the lookup, or is an error.

import { clockwise, type Identifier } from '../../ring/index.ts';
import type { Seat } from '../seat.ts';
import type { Simulation } from '../simulation.ts';
import type { Violation } from './violation.ts';

interface Asked {
  readonly key: Identifier;
  readonly at: number;
}

export class LookupRule {
  readonly #simulation: Simulation;
  readonly #asked = new Map<number, Asked>();
  /** Since when each member has been in its place, as far as it is known. */
  readonly #settledSince = new Map<Seat, number>();
  /** Since when answers can be held against the ring. */
  #trueSince = 0;
  checked = 0;

  constructor(simulation: Simulation) {
    this.#simulation = simulation;
  }

  asked(tag: number, key: Identifier): void {
    this.#asked.set(tag, { key, at: this.#simulation.now });
  }

  /** Both neighbours point at it. */
  settled(seat: Seat): void {
    this.#settledSince.set(seat, this.#simulation.now);
  }

  unsettled(seat: Seat): void {
    this.#settledSince.delete(seat);
  }

  /** What held before is not known to hold any more. */
  restart(settled: readonly Seat[]): void {
    this.#settledSince.clear();
    for (const seat of settled) this.settled(seat);
    this.#trueSince = this.#simulation.now;
  }

  /** Looks at an answer that has just come. */
  answered(tag: number): Violation | undefined {
    const asked = this.#asked.get(tag);
    const answer = this.#simulation.outcomes.get(tag);
    this.#asked.delete(tag);
    this.#simulation.outcomes.delete(tag);
    if (asked === undefined || answer?.outcome.kind !== 'found' || asked.at < this.#trueSince)
      return undefined;
    this.checked += 1;
    const { owner } = answer.outcome;
    const { space } = this.#simulation.options;
    const reach = clockwise(space, asked.key, owner.id);
    for (const [seat, since] of this.#settledSince) {
      if (since > asked.at || clockwise(space, asked.key, seat.self.id) >= reach) continue;
      const words = `key ${asked.key} belonged to peer ${seat.self.id} all the time, and peer ${owner.id} was named`;
      return { rule: 'lookups', words };
    }
    return undefined;
  }
}
