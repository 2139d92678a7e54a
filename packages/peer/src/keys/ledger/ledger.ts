// Everything that one peer holds, heads only, in ring order. The one thing of the keeper that is changed in place: it may have a million entries.
// Whoever owns a ledger is the only one who changes it.

import type { Territory } from './territory.ts';
import type { Entry } from './entry.ts';
import { emptyPrint, printOf, sumOf, tieOf, type Fingerprint } from './fingerprint.ts';
import { compareMarks, SortedRows, type Mark, type Row } from './sorted-rows.ts';

export type { Mark } from './sorted-rows.ts';

const tieMax = 2 ** 32;

export class Ledger {
  readonly #rows = new Map<string, Row>();
  readonly #sorted: SortedRows;
  #bytes = 0;

  constructor(entries: Iterable<Entry> = []) {
    for (const entry of entries) this.#note(rowOf(entry));
    this.#sorted = new SortedRows(this.#rows.values());
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
    const row = rowOf(entry);
    const former = this.#note(row);
    if (former !== undefined) this.#sorted.remove(former);
    this.#sorted.add(row);
  }

  remove(name: string): void {
    const row = this.#rows.get(name);
    if (row === undefined) return;
    this.#rows.delete(name);
    this.#bytes -= row.entry.bytes;
    this.#sorted.remove(row);
  }

  /** The row of that name that it takes the place of. */
  #note(row: Row): Row | undefined {
    const { name, bytes } = row.entry;
    const former = this.#rows.get(name);
    this.#rows.set(name, row);
    this.#bytes += bytes - (former?.entry.bytes ?? 0);
    return former;
  }

  *entries(): Iterable<Entry> {
    for (const { entry } of this.#rows.values()) yield entry;
  }

  /** How many values lie in the territory, and their bytes together. */
  sizeOf(territory: Territory): { readonly count: number; readonly bytes: number } {
    const entries = this.between(territory, null, null);
    return { count: entries.length, bytes: entries.reduce((sum, { bytes }) => sum + bytes, 0) };
  }

  /** Of the territory, what lies after `after` and up to `upTo`, in the order of its spans; an absent mark is the territory's own end. */
  between(territory: Territory, after: Mark | null, upTo: Mark | null): readonly Entry[] {
    return stretches(territory, after, upTo).flatMap(([from, to]) =>
      this.#sorted.between(from, to).map(({ entry }) => entry),
    );
  }

  /** The fingerprint of the same. */
  print(territory: Territory, after: Mark | null, upTo: Mark | null): Fingerprint {
    return stretches(territory, after, upTo)
      .map(([from, to]) => this.#sorted.print(from, to))
      .reduce(sumOf, emptyPrint);
  }
}

function rowOf(entry: Entry): Row {
  const { name, key, version } = entry;
  return { entry, key, tie: tieOf(name), print: printOf(name, version) };
}

/** Where that lies: from mark to mark, one stretch for each span. */
function stretches(
  territory: Territory,
  after: Mark | null,
  upTo: Mark | null,
): readonly (readonly [after: Mark, upTo: Mark])[] {
  return territory.flatMap(({ first, last }) => {
    const start = { key: first, tie: -1 };
    const end = { key: last, tie: tieMax };
    const from = after !== null && compareMarks(after, start) > 0 ? after : start;
    const to = upTo !== null && compareMarks(upTo, end) < 0 ? upTo : end;
    return compareMarks(from, to) < 0 ? [[from, to] as const] : [];
  });
}

/** The place of an entry: no other one of its key and tie is parted from it. */
export function markOfEntry({ key, name }: Entry): Mark {
  return { key, tie: tieOf(name) };
}
