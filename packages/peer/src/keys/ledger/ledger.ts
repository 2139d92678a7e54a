// Everything that one peer holds, heads only, in ring order. The one thing of the keeper that is changed in place: it may have a million entries.
// Whoever owns a ledger is the only one who changes it.

import type { Identifier } from '../../ring/space.ts';
import { comparePositions, type Territory } from './territory.ts';
import type { Entry } from './entry.ts';
import { differenceOf, emptyPrint, printOf, sumOf, tieOf, type Fingerprint } from './fingerprint.ts';

/** A place among the entries: after all of this key whose names come up to `tie`. */
export interface Mark {
  readonly key: Identifier;
  readonly tie: number;
}

const tieMax = 2 ** 32;

interface Row {
  readonly entry: Entry;
  readonly tie: number;
  readonly print: Fingerprint;
}

export class Ledger {
  readonly #rows = new Map<string, Row>();
  #sorted: readonly Row[] | undefined;
  /** The fingerprint of all rows before each place of `#sorted`. */
  #sums: readonly Fingerprint[] = [];
  #bytes = 0;

  constructor(entries: Iterable<Entry> = []) {
    for (const entry of entries) this.put(entry);
  }

  /** How many values are held. */
  get count(): number {
    return this.#rows.size;
  }

  /** Of all values together. */
  get bytes(): number {
    return this.#bytes;
  }

  get(name: string): Entry | undefined {
    return this.#rows.get(name)?.entry;
  }

  put(entry: Entry): void {
    const { name, version, bytes } = entry;
    this.#forget(name);
    this.#rows.set(name, { entry, tie: tieOf(name), print: printOf(name, version) });
    this.#bytes += bytes;
  }

  remove(name: string): void {
    this.#forget(name);
    this.#rows.delete(name);
  }

  #forget(name: string): void {
    this.#sorted = undefined;
    this.#bytes -= this.#rows.get(name)?.entry.bytes ?? 0;
  }

  *entries(): Iterable<Entry> {
    for (const { entry } of this.#rows.values()) yield entry;
  }

  /** Of the territory, what lies after `after` and up to `upTo`, in the order of its spans; an absent mark is the territory's own end. */
  between(territory: Territory, after: Mark | null, upTo: Mark | null): readonly Entry[] {
    return this.#stretches(territory, after, upTo).flatMap(([from, to]) =>
      this.#order()
        .slice(from, to)
        .map(({ entry }) => entry),
    );
  }

  /** The fingerprint of the same. */
  print(territory: Territory, after: Mark | null, upTo: Mark | null): Fingerprint {
    return this.#stretches(territory, after, upTo)
      .map(([from, to]) => differenceOf(this.#sums[to] ?? emptyPrint, this.#sums[from] ?? emptyPrint))
      .reduce(sumOf, emptyPrint);
  }

  #order(): readonly Row[] {
    if (this.#sorted !== undefined) return this.#sorted;
    const sorted = [...this.#rows.values()].toSorted(
      (a, b) => compareMarks(markOf(a), markOf(b)) || (a.entry.name < b.entry.name ? -1 : 1),
    );
    const sums = [emptyPrint];
    for (const { print } of sorted) sums.push(sumOf(sums.at(-1) ?? emptyPrint, print));
    this.#sorted = sorted;
    this.#sums = sums;
    return sorted;
  }

  /** Where in the sorted rows that lies: one stretch for each span. */
  #stretches(
    territory: Territory,
    after: Mark | null,
    upTo: Mark | null,
  ): (readonly [from: number, to: number])[] {
    const rows = this.#order();
    const low = after === null ? 0 : this.#placeAfter(after);
    const high = upTo === null ? rows.length : this.#placeAfter(upTo);
    return territory.flatMap(({ first, last }) => {
      const from = Math.max(low, this.#placeAfter({ key: first, tie: -1 }));
      const to = Math.min(high, this.#placeAfter({ key: last, tie: tieMax }));
      return from < to ? [[from, to] as const] : [];
    });
  }

  /** The first place whose row comes after the mark. */
  #placeAfter(mark: Mark): number {
    const rows = this.#order();
    let [low, high] = [0, rows.length];
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      const row = rows[middle];
      if (row !== undefined && compareMarks(markOf(row), mark) <= 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** The place of an entry: no other one of its key and tie is parted from it. */
export function markOfEntry({ key, name }: Entry): Mark {
  return { key, tie: tieOf(name) };
}

function markOf({ entry, tie }: Row): Mark {
  return { key: entry.key, tie };
}

function compareMarks(a: Mark, b: Mark): number {
  return comparePositions(a.key, b.key) || a.tie - b.tie;
}
