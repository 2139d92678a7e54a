// Which version of each name is where. Only what is durable stands here: it changes when a write has succeeded, never before.

import { isSameStamp, type Entry, type Stamp } from '../keys/index.ts';
import type { Head } from './head.ts';

export class Shelf {
  readonly #held = new Map<string, Head>();
  /** By name. Nearly always empty. */
  readonly #asides = new Map<string, readonly Head[]>();

  constructor(heads: readonly Head[]) {
    for (const head of heads) this.put(head);
  }

  get count(): number {
    return this.#held.size;
  }

  *entries(): Iterable<Entry> {
    for (const { entry } of this.#held.values()) yield entry;
  }

  *asides(): Iterable<Entry> {
    for (const heads of this.#asides.values()) for (const { entry } of heads) yield entry;
  }

  /** The version that is held, or the one with that stamp, held or kept aside. */
  find(name: string, stamp?: Stamp): Head | undefined {
    const held = this.#held.get(name);
    if (stamp === undefined || isSameStamp(held?.entry.version, stamp)) return held;
    return this.#asides.get(name)?.find(({ entry }) => isSameStamp(entry.version, stamp));
  }

  /** Every version with that stamp. */
  all(name: string, stamp: Stamp): readonly Head[] {
    const held = this.#held.get(name);
    const heads = [...(held === undefined ? [] : [held]), ...(this.#asides.get(name) ?? [])];
    return heads.filter(({ entry }) => isSameStamp(entry.version, stamp));
  }

  /** Holds the version, in the place of the one before, or keeps it aside. */
  put(head: Head): void {
    const { name } = head.entry;
    if (head.state === 'held') this.#held.set(name, head);
    else this.#asides.set(name, [...(this.#asides.get(name) ?? []), head]);
  }

  /** Takes away that very version, wherever it is. */
  remove(head: Head): void {
    const { name } = head.entry;
    if (this.#held.get(name)?.id === head.id) this.#held.delete(name);
    const others = this.#asides.get(name)?.filter(({ id }) => id !== head.id) ?? [];
    if (others.length > 0) this.#asides.set(name, others);
    else this.#asides.delete(name);
  }
}
