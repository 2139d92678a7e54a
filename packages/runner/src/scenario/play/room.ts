// So many peers may run at the same time, whatever a plan says: the last place where that is insisted on.

import type { Arena } from './arena.ts';

export class Room {
  readonly #arena: Pick<Arena, 'peers'>;
  readonly #peersMax: number;
  /** On their way: not to be seen among the others yet. */
  readonly #coming = new Set<number>();

  constructor(arena: Pick<Arena, 'peers'>, peersMax: number) {
    this.#arena = arena;
    this.#peersMax = peersMax;
  }

  /** Does what makes them run. Undefined, and nothing done, when there is no room for them. */
  async enter<Result>(ids: readonly number[], start: () => Promise<Result>): Promise<Result | undefined> {
    const alive = this.#arena.peers().filter(({ state }) => state === 'running' || state === 'paused');
    const all = new Set([...alive.map(({ id }) => id), ...this.#coming, ...ids]);
    if (all.size > this.#peersMax) return undefined;
    for (const id of ids) this.#coming.add(id);
    try {
      return await start();
    } finally {
      for (const id of ids) this.#coming.delete(id);
    }
  }
}
