// A lookup's answer names a live member that owned the key at some instant of the lookup, or is an error. Held against principals only:
// a peer on its way into the ring, or out of it, judges by the pred it has.

import { clockwise, type Identifier } from '../../ring/index.ts';
import type { Simulation } from '../simulation.ts';
import type { Violation } from './violation.ts';

interface Asked {
  readonly key: Identifier;
  readonly at: number;
}

export class LookupRule {
  readonly #simulation: Simulation;
  readonly #asked = new Map<number, Asked>();
  /** Since when each principal is one: whom every list names knows its place, and nobody else has a right to its keys. */
  readonly #since = new Map<Identifier, number>();
  /** Since when answers can be held against the ring. */
  #trueSince = 0;
  checked = 0;
  /** Answers of peers that were not principals. */
  unsure = 0;

  constructor(simulation: Simulation) {
    this.#simulation = simulation;
  }

  asked(tag: number, key: Identifier): void {
    this.#asked.set(tag, { key, at: this.#simulation.now });
  }

  /** These are principals now. Others may still be on their way into the ring. */
  settled(ids: readonly Identifier[]): void {
    const present = new Set(ids);
    for (const id of this.#since.keys()) if (!present.has(id)) this.#since.delete(id);
    for (const id of ids) if (!this.#since.has(id)) this.#since.set(id, this.#simulation.now);
  }

  /** It has crashed, or is going. */
  lost(id: Identifier): void {
    this.#since.delete(id);
  }

  /** What held before is not known to hold any more. */
  restart(ids: readonly Identifier[]): void {
    this.#since.clear();
    this.settled(ids);
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
    const { owner } = answer.outcome;
    // Whoever is still on its way into the ring may be mistaken in what it owns.
    if (!this.#since.has(owner.id)) {
      this.unsure += 1;
      return undefined;
    }
    this.checked += 1;
    const { space } = this.#simulation.options;
    const reach = clockwise(space, asked.key, owner.id);
    for (const [id, since] of this.#since) {
      if (since > asked.at || clockwise(space, asked.key, id) >= reach) continue;
      const words = `key ${asked.key} belonged to peer ${id} all the time, and peer ${owner.id} was named`;
      return { rule: 'lookups', words };
    }
    return undefined;
  }
}
