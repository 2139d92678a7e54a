// Rows in ring order, in chunks of some hundred: one more or one fewer moves only its own chunk, and of a chunk that lies within a range nothing but its
// fingerprint is looked at (as in G. Jenks' Sorted Containers, 2014, with a sum for each list). Changed in place by the ledger alone.

import type { Identifier } from '../../ring/space.ts';
import type { Entry } from './entry.ts';
import { differenceOf, emptyPrint, sumOf, type Fingerprint } from './fingerprint.ts';
import { comparePositions } from './territory.ts';

/** A place among the entries: after all of this key whose names come up to `tie`. */
export interface Mark {
  readonly key: Identifier;
  readonly tie: number;
}

export interface Row extends Mark {
  readonly entry: Entry;
  readonly print: Fingerprint;
}

interface Chunk {
  /** Never empty. */
  readonly rows: Row[];
  print: Fingerprint;
}

interface Place {
  readonly chunk: number;
  readonly row: number;
}

/** A chunk of twice as many is cut in two. */
const chunkRows = 256;

export class SortedRows {
  #chunks: Chunk[] = [];

  /** All at once, which is quicker than one by one. In any order. */
  constructor(rows: Iterable<Row> = []) {
    const sorted = [...rows].toSorted(compareRows);
    for (let from = 0; from < sorted.length; from += chunkRows)
      this.#chunks.push(chunkOf(sorted.slice(from, from + chunkRows)));
  }

  /** No row of that name may be there. */
  add(row: Row): void {
    const { chunk: nth, row: at } = this.#placeWhere((each) => compareRows(each, row) > 0);
    // What comes after all others goes to the last chunk.
    const chunk = this.#chunks[nth] ?? this.#chunks.at(-1);
    if (chunk === undefined) return void this.#chunks.push(chunkOf([row]));
    chunk.rows.splice(nth < this.#chunks.length ? at : chunk.rows.length, 0, row);
    chunk.print = sumOf(chunk.print, row.print);
    if (chunk.rows.length < 2 * chunkRows) return;
    const upper = chunkOf(chunk.rows.splice(chunkRows));
    chunk.print = differenceOf(chunk.print, upper.print);
    this.#chunks.splice(this.#chunks.indexOf(chunk) + 1, 0, upper);
  }

  remove(row: Row): void {
    const { chunk: nth, row: at } = this.#placeWhere((each) => compareRows(each, row) >= 0);
    const chunk = this.#chunks[nth];
    if (chunk?.rows[at] !== row) return;
    chunk.rows.splice(at, 1);
    chunk.print = differenceOf(chunk.print, row.print);
    if (chunk.rows.length === 0) this.#chunks.splice(nth, 1);
  }

  /** What lies after one mark and up to another. */
  between(after: Mark, upTo: Mark): readonly Row[] {
    const found: Row[] = [];
    this.#visit(after, upTo, ({ rows }, from, to) => {
      for (let at = from; at < to; at += 1) {
        const row = rows[at];
        if (row !== undefined) found.push(row);
      }
    });
    return found;
  }

  /** The fingerprint of the same. */
  print(after: Mark, upTo: Mark): Fingerprint {
    let sum = emptyPrint;
    this.#visit(after, upTo, ({ rows, print }, from, to) => {
      const isWhole = from === 0 && to === rows.length;
      sum = sumOf(sum, isWhole ? print : printOfAll(rows.slice(from, to)));
    });
    return sum;
  }

  /** Every chunk that has to do with it, and which of its rows. */
  #visit(after: Mark, upTo: Mark, visit: (chunk: Chunk, from: number, to: number) => void): void {
    const low = this.#placeWhere((row) => compareMarks(row, after) > 0);
    const high = this.#placeWhere((row) => compareMarks(row, upTo) > 0);
    for (let nth = low.chunk; nth <= high.chunk; nth += 1) {
      const chunk = this.#chunks[nth];
      if (chunk === undefined) return;
      visit(chunk, nth === low.chunk ? low.row : 0, nth === high.chunk ? high.row : chunk.rows.length);
    }
  }

  /** The first row that is beyond; the chunk after the last one when none is. `isBeyond` holds of no row before one of which it does not hold. */
  #placeWhere(isBeyond: (row: Row) => boolean): Place {
    const chunk = firstWhere(this.#chunks, ({ rows }) => {
      const last = rows.at(-1);
      return last !== undefined && isBeyond(last);
    });
    return { chunk, row: firstWhere(this.#chunks[chunk]?.rows ?? [], isBeyond) };
  }
}

function chunkOf(rows: Row[]): Chunk {
  return { rows, print: printOfAll(rows) };
}

function printOfAll(rows: readonly Row[]): Fingerprint {
  return rows.map(({ print }) => print).reduce(sumOf, emptyPrint);
}

function firstWhere<Item>(items: readonly Item[], isBeyond: (item: Item) => boolean): number {
  let [low, high] = [0, items.length];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const item = items[middle];
    if (item !== undefined && !isBeyond(item)) low = middle + 1;
    else high = middle;
  }
  return low;
}

export function compareMarks(a: Mark, b: Mark): number {
  return comparePositions(a.key, b.key) || a.tie - b.tie;
}

/** Names part what no mark parts. */
function compareRows(a: Row, b: Row): number {
  const byMark = compareMarks(a, b);
  if (byMark !== 0 || a.entry.name === b.entry.name) return byMark;
  return a.entry.name < b.entry.name ? -1 : 1;
}
