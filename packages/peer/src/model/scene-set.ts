// The set of all scenes that were met, in the order in which they were, each with the one it was reached from. Typed arrays, since there are tens of
// millions: about 50 bytes a scene.

import { lengthOf } from './spelling.ts';

const chunkBits = 20;
const chunkSize = 2 ** chunkBits;
const fullest = 0.6;
const tagShift = 24;

/** A column of whole numbers that grows without being copied. */
class Column {
  readonly #chunks: Int32Array[] = [];
  length = 0;

  push(value: number): void {
    const { length } = this;
    if (length % chunkSize === 0) this.#chunks.push(new Int32Array(chunkSize));
    const chunk = this.#chunks[length >>> chunkBits];
    if (chunk !== undefined) chunk[length % chunkSize] = value;
    this.length = length + 1;
  }

  at(index: number): number {
    return this.#chunks[index >>> chunkBits]?.[index % chunkSize] ?? 0;
  }

  get bytes(): number {
    return this.#chunks.length * chunkSize * 4;
  }
}

export class SceneSet {
  readonly #places: number;
  /** All spellings, one behind the other, and where each begins. */
  readonly #words: Int32Array[] = [];
  #end = 0;
  readonly #starts = new Column();
  readonly #parents = new Column();
  /** Open addressing; index + 1, and beside it some bits of the hash, which spare most comparisons. */
  #table = new Int32Array(2 ** 16);
  #tags = new Uint8Array(2 ** 16);

  constructor(places: number) {
    this.#places = places;
  }

  get size(): number {
    return this.#starts.length;
  }

  /** Memory it takes. */
  get bytes(): number {
    return (
      this.#words.length * chunkSize * 4 + this.#starts.bytes + this.#parents.bytes + this.#table.length * 5
    );
  }

  parent(index: number): number {
    return this.#parents.at(index);
  }

  /** Puts it in; false when it was there. */
  add(words: Int32Array, length: number, parent: number): boolean {
    const hashed = hash(words, 0, length);
    const slot = this.#slotOf(words, length, hashed);
    if (this.#table[slot] !== 0) return false;
    this.#table[slot] = this.size + 1;
    this.#tags[slot] = hashed >>> tagShift;
    // A spelling never lies across two chunks.
    if (chunkSize - (this.#end % chunkSize) < length) this.#end = this.#words.length * chunkSize;
    if (this.#end === this.#words.length * chunkSize) this.#words.push(new Int32Array(chunkSize));
    const chunk = this.#words[this.#end >>> chunkBits];
    const start = this.#end % chunkSize;
    for (let at = 0; at < length; at += 1) if (chunk !== undefined) chunk[start + at] = words[at] ?? 0;
    this.#starts.push(this.#end | 0);
    this.#parents.push(parent);
    this.#end += length;
    if (this.size > this.#table.length * fullest) this.#grow();
    return true;
  }

  /** The number of a scene that is in it, or -1. */
  find(words: Int32Array, length: number): number {
    return (this.#table[this.#slotOf(words, length, hash(words, 0, length))] ?? 0) - 1;
  }

  /** Copies the spelling out, and returns its length. */
  read(index: number, words: Int32Array): number {
    const begin = this.#starts.at(index) >>> 0;
    const chunk = this.#words[begin >>> chunkBits];
    const start = begin % chunkSize;
    const length = lengthOf(chunk?.[start] ?? 0, this.#places);
    for (let at = 0; at < length; at += 1) words[at] = chunk?.[start + at] ?? 0;
    return length;
  }

  #slotOf(words: Int32Array, length: number, hashed: number): number {
    const table = this.#table;
    const tags = this.#tags;
    const mask = table.length - 1;
    const tag = hashed >>> tagShift;
    let slot = hashed & mask;
    for (let known = table[slot] ?? 0; known !== 0; known = table[slot] ?? 0) {
      if (tags[slot] === tag && this.#isSame(known - 1, words, length)) return slot;
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  #isSame(index: number, words: Int32Array, length: number): boolean {
    const begin = this.#starts.at(index) >>> 0;
    const chunk = this.#words[begin >>> chunkBits];
    const start = begin % chunkSize;
    if (chunk === undefined) return false;
    // The first word tells the length.
    for (let at = 0; at < length; at += 1) if (chunk[start + at] !== words[at]) return false;
    return true;
  }

  #grow(): void {
    const table = new Int32Array(this.#table.length * 2);
    const tags = new Uint8Array(table.length);
    const mask = table.length - 1;
    for (let index = 0; index < this.size; index += 1) {
      const begin = this.#starts.at(index) >>> 0;
      const chunk = this.#words[begin >>> chunkBits] ?? table;
      const start = begin % chunkSize;
      const hashed = hash(chunk, start, lengthOf(chunk[start] ?? 0, this.#places));
      let slot = hashed & mask;
      while (table[slot] !== 0) slot = (slot + 1) & mask;
      table[slot] = index + 1;
      tags[slot] = hashed >>> tagShift;
    }
    this.#table = table;
    this.#tags = tags;
  }
}

/** Murmur's way of mixing words (Appleby 2008, public domain). */
function hash(words: Int32Array, start: number, length: number): number {
  let mixed = 0x9747b28c ^ length;
  for (let at = start; at < start + length; at += 1) {
    let word = Math.imul(words[at] ?? 0, 0xcc9e2d51);
    word = Math.imul((word << 15) | (word >>> 17), 0x1b873593);
    mixed ^= word;
    mixed = Math.imul((mixed << 13) | (mixed >>> 19), 5) + 0xe6546b64;
  }
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
