// Reads the fields of a decoded array one after another. The first that does not fit makes the whole message garbage; nothing here throws.

import {
  identifierSpace,
  isIdentifier,
  toIdentifier,
  type Contact,
  type Identifier,
  type IdentifierSpace,
} from '../ring/index.ts';
import { unpackAddress } from './address.ts';

/** Stands in for an id that did not fit; its message is garbage and never seen. */
const noId = toIdentifier(identifierSpace(1), 0);

/** Lists longer than this are garbage, whatever they hold. */
export const listMax = 64;
export const routeMax = 1_024;

export class Fields {
  /** What did not fit; undefined while all is well. */
  wrong: string | undefined;
  readonly #values: readonly unknown[];
  readonly #space: IdentifierSpace | undefined;
  #next = 0;

  /** Without a space, any whole number up to 2^52 may be an id: an observer does not know the ring's size yet. */
  constructor(values: readonly unknown[], space: IdentifierSpace | undefined) {
    this.#values = values;
    this.#space = space;
  }

  #take<Value>(name: string, isFit: (value: unknown) => value is Value, instead: Value): Value {
    const value = this.#values[this.#next++];
    if (isFit(value)) return value;
    this.wrong ??= name;
    return instead;
  }

  /** Is there another field? Whoever was built before it was thought of does not send it. */
  hasMore(): boolean {
    return this.#next < this.#values.length;
  }

  /** A whole number from 0 to 2^53 - 1. */
  count(name: string): number {
    return this.#take(name, isCount, 0);
  }

  flag(name: string): boolean {
    return this.#take(name, (value) => typeof value === 'boolean', false);
  }

  text(name: string, maxChars: number): string {
    return this.#take(
      name,
      (value): value is string => typeof value === 'string' && value.length <= maxChars,
      '',
    );
  }

  textOrNull(name: string, maxChars: number): string | null {
    if (this.#values[this.#next] !== null) return this.text(name, maxChars);
    this.#next += 1;
    return null;
  }

  /** One of these words: its text or, shorter, its place among them. */
  word<Word extends string>(name: string, words: readonly Word[]): Word {
    const value = this.#values[this.#next++];
    const word = typeof value === 'number' ? words[value] : words.find((each) => each === value);
    const [first] = words;
    if (first === undefined) throw new RangeError('a word needs a choice');
    if (word === undefined) this.wrong ??= name;
    return word ?? first;
  }

  /** The same where a word of nobody's knowing is no mistake: its text, or its number as text. */
  wordOrText(name: string, words: readonly string[], maxChars: number): string {
    const value = this.#values[this.#next];
    if (typeof value !== 'number') return this.text(name, maxChars);
    this.#next += 1;
    return words[value] ?? String(value);
  }

  bytes(name: string, length: number): Uint8Array {
    const isFit = (value: unknown): value is Uint8Array =>
      value instanceof Uint8Array && value.length === length;
    return this.#take(name, isFit, new Uint8Array(length));
  }

  /** Any number, fractions and numbers below 0 too. */
  number(name: string): number {
    return this.#take(
      name,
      (value): value is number => typeof value === 'number' && Number.isFinite(value),
      0,
    );
  }

  /** Bytes, up to so many. */
  blob(name: string, max: number): Uint8Array {
    const isFit = (value: unknown): value is Uint8Array => value instanceof Uint8Array && value.length <= max;
    return this.#take(name, isFit, new Uint8Array(0));
  }

  /** Is the next one null? It is taken then. */
  isNull(): boolean {
    if (this.#values[this.#next] !== null) return false;
    this.#next += 1;
    return true;
  }

  /** What is packed as a list of its own. */
  group<Value>(name: string, read: (fields: Fields) => Value): Value {
    return this.#inner(name, this.#values[this.#next++], read);
  }

  /** A list of such. */
  groups<Value>(name: string, max: number, read: (fields: Fields) => Value): readonly Value[] {
    const value = this.#take(
      name,
      (each): each is unknown[] => Array.isArray(each) && each.length <= max,
      [],
    );
    return value.map((each) => this.#inner(name, each, read));
  }

  #inner<Value>(name: string, value: unknown, read: (fields: Fields) => Value): Value {
    const isList = Array.isArray(value);
    const inner = new Fields(isList ? value : [], this.#space);
    const result = read(inner);
    if (!isList || inner.wrong !== undefined) this.wrong ??= name;
    return result;
  }

  id(name: string): Identifier {
    return this.#take(name, (value) => this.#isId(value), noId);
  }

  ids(name: string, max: number): readonly Identifier[] {
    const isFit = (value: unknown): value is Identifier[] =>
      Array.isArray(value) && value.length <= max && value.every((each) => this.#isId(each));
    return this.#take(name, isFit, []);
  }

  contact(name: string): Contact {
    const contact = this.#contactFrom(this.#values[this.#next++]);
    if (contact === undefined) this.wrong ??= name;
    return contact ?? { id: noId, epoch: 0, address: '' };
  }

  contactOrNull(name: string): Contact | null {
    if (this.#values[this.#next] !== null) return this.contact(name);
    this.#next += 1;
    return null;
  }

  contacts(name: string): readonly Contact[] {
    const value = this.#values[this.#next++];
    const list =
      Array.isArray(value) && value.length <= listMax
        ? value.map((each) => this.#contactFrom(each))
        : [undefined];
    const contacts = list.filter((each) => each !== undefined);
    if (contacts.length < list.length) this.wrong ??= name;
    return contacts;
  }

  #isId(value: unknown): value is Identifier {
    return this.#space === undefined ? isCount(value) : isIdentifier(this.#space, value);
  }

  #contactFrom(value: unknown): Contact | undefined {
    if (!Array.isArray(value) || value.length !== 3) return undefined;
    const [id, epoch, packed]: readonly unknown[] = value;
    const address = unpackAddress(packed);
    const isFit = this.#isId(id) && isCount(epoch) && address !== undefined;
    return isFit ? { id, epoch, address } : undefined;
  }
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}
