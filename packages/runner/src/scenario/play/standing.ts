// Since when each peer has been a member without a break, as the player knows it, and so who could rightly own a key. Pure.

import type { OwnerRule } from '@ringside/peer/settings';

/** Of one circle. */
export interface Circle {
  readonly bits: number;
  readonly owner: OwnerRule;
}

export class Standing {
  /** Since when; only of those that are members now. */
  readonly #since = new Map<number, number>();
  /** When somebody was there last. */
  readonly #lostAt = new Map<number, number>();

  enter(id: number, atMs: number): void {
    this.#since.set(id, atMs);
  }

  lose(id: number, atMs: number): void {
    if (this.#since.delete(id)) this.#lostAt.set(id, atMs);
  }

  /** Members now, in the order of ids. */
  members(): readonly number[] {
    return [...this.#since.keys()].toSorted((a, b) => a - b);
  }

  lostAt(id: number): number | undefined {
    return this.#lostAt.get(id);
  }

  has(id: number): boolean {
    return this.#since.has(id);
  }

  /**
   * Could `owner` have owned the key at some moment since then? It was there, and nobody who can be reached and was there all the time
   * stands before it.
   */
  mayOwn(
    { bits, owner: rule }: Circle,
    key: number,
    owner: number,
    sinceMs: number,
    isReachable: (id: number) => boolean,
  ): boolean {
    const wasThere = this.#since.has(owner) || (this.#lostAt.get(owner) ?? -Infinity) >= sinceMs;
    if (!wasThere) return false;
    const offset = (id: number): number => {
      const steps = (id - key + 2 ** bits) % 2 ** bits;
      return steps === 0 && rule === 'after' ? 2 ** bits : steps;
    };
    const own = offset(owner);
    return [...this.#since].every(
      ([id, from]) => id === owner || from > sinceMs || !isReachable(id) || offset(id) > own,
    );
  }
}

/** The first member at or after a key, clockwise. */
export function ownerAmong(members: readonly number[], key: number, rule: OwnerRule): number | undefined {
  const sorted = members.toSorted((a, b) => a - b);
  return sorted.find((id) => (rule === 'after' ? id > key : id >= key)) ?? sorted[0];
}

/** Who follows a position; itself when it is alone. */
export function successorAmong(members: readonly number[], position: number): number | undefined {
  return ownerAmong(
    members.filter((id) => id !== position).length > 0 ? members.filter((id) => id !== position) : members,
    position,
    'after',
  );
}
