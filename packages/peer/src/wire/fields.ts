// Reads the fields of a decoded array one after another. The first that does not fit makes the whole message garbage; nothing here throws.

import {
  identifierSpace,
  isIdentifier,
  toIdentifier,
  type Contact,
  type Identifier,
  type IdentifierSpace,
} from '../ring/index.ts';

const addressMaxChars = 255;
const addressForm = /^(?:\[[0-9a-f:]+\]|[\w.-]+):\d{1,5}$/i;

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

  word<Word extends string>(name: string, words: readonly Word[]): Word {
    const [first] = words;
    if (first === undefined) throw new RangeError('a word needs a choice');
    return this.#take(name, (value): value is Word => words.some((word) => word === value), first);
  }

  bytes(name: string, length: number): Uint8Array {
    const isFit = (value: unknown): value is Uint8Array =>
      value instanceof Uint8Array && value.length === length;
    return this.#take(name, isFit, new Uint8Array(length));
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
    const [id, epoch, address]: readonly unknown[] = value;
    const isFit = this.#isId(id) && isCount(epoch) && isAddress(address);
    return isFit ? { id, epoch, address } : undefined;
  }
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

/** Addresses that passed lately: the same few come with every message. */
const passed = new Set<string>();
const passedMax = 4_096;

/** `host:port`, with a port from 1 to 65535. */
export function isAddress(value: unknown): value is string {
  if (typeof value !== 'string') return false;
  if (passed.has(value)) return true;
  if (value.length > addressMaxChars || !addressForm.test(value)) return false;
  const port = Number(value.slice(value.lastIndexOf(':') + 1));
  if (port < 1 || port > 65_535) return false;
  if (passed.size >= passedMax) passed.clear();
  passed.add(value);
  return true;
}
