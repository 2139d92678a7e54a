// Who was started in a simulated ring, who still runs, and how each life ended. A process that ends by itself is noticed by its last effect.

import type { Seat } from '@ringside/peer/sim';
import { isLiving } from '@ringside/peer/sim';
import type { ArenaPeer, Ending, LifeState } from '../../scenario/index.ts';

interface Life {
  readonly seat: Seat;
  state: LifeState;
}

export class Lives {
  readonly #byId = new Map<number, Life>();

  enter(seat: Seat): void {
    this.#byId.set(seat.self.id, { seat, state: 'running' });
  }

  set(id: number, state: LifeState): void {
    const life = this.#byId.get(id);
    if (life !== undefined) life.state = state;
  }

  all(): readonly ArenaPeer[] {
    return [...this.#byId].map(([id, { state }]) => ({ id, state })).toSorted((a, b) => a.id - b.id);
  }

  seat(id: number): Seat | undefined {
    return this.#byId.get(id)?.seat;
  }

  /** The present life, in that state. */
  in(id: number, state: LifeState): Seat | undefined {
    const life = this.#byId.get(id);
    return life?.state === state ? life.seat : undefined;
  }

  running(): readonly Seat[] {
    return [...this.#byId.values()].filter(({ state }) => state === 'running').map(({ seat }) => seat);
  }

  /** Its process has ended; nobody had asked for it unless its state says so. */
  onEnd(seat: Seat): Ending | undefined {
    const life = this.#byId.get(seat.self.id);
    if (life?.seat !== seat) return undefined;
    if (life.state === 'running' || life.state === 'paused') life.state = 'gone';
    return endingOf(seat.self.id, life.state);
  }

  endings(): readonly Ending[] {
    return [...this.#byId].map(([id, { seat, state }]) =>
      endingOf(id, state === 'running' && isLiving(seat) ? 'left' : state),
    );
  }
}

export function endingOf(id: number, state: LifeState): Ending {
  const how = state === 'killed' ? 'was killed' : state === 'gone' ? 'has ended by itself' : 'has ended';
  return { id, state, how, isClean: state !== 'gone' };
}
