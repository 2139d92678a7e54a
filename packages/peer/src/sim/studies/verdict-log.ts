// Every verdict "it is dead" in a simulated ring: whose, on whom, on what grounds, and was it true?

import type { Effect, Identifier, Input, RingState } from '../../ring/index.ts';
import { isLiving, type Seat } from '../seat.ts';
import type { Simulation } from '../simulation.ts';
import type { Observer } from '../simulation-options.ts';

/** `pings`: the failure detector. `question`: stabilize had no answer, or the answer of one that is no member. */
type Grounds = 'pings' | 'question';

export interface Verdict {
  readonly at: number;
  readonly by: Identifier;
  readonly on: Identifier;
  readonly grounds: Grounds;
  readonly isFalse: boolean;
}

export class VerdictLog implements Observer {
  readonly verdicts: Verdict[] = [];
  readonly #simulation: Simulation;

  constructor(simulation: Simulation) {
    this.#simulation = simulation;
    simulation.observer = this;
  }

  onStep({ self }: Seat, before: RingState, _input: Input, effects: readonly Effect[]): void {
    for (const effect of effects) {
      if (effect.kind !== 'announce' || effect.notice.event !== 'died') continue;
      const { peer: on, afterMs } = effect.notice;
      const { now: at } = this.#simulation;
      const isFalse = this.#simulation.seats.some((seat) => seat.self.id === on && isLiving(seat));
      this.verdicts.push({ at, by: self.id, on, grounds: groundsOf(before, on, at - afterMs), isFalse });
    }
  }

  count(grounds: Grounds): number {
    return this.verdicts.filter((each) => each.isFalse && each.grounds === grounds).length;
  }
}

function groundsOf({ watches }: RingState, on: Identifier, askedAt: number): Grounds {
  const isWatched = watches.some(
    (watch) =>
      watch.contact.id === on && watch.askedAt !== undefined && Math.abs(watch.askedAt - askedAt) < 1e-6,
  );
  return isWatched ? 'pings' : 'question';
}
