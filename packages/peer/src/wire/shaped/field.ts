// One field of a message, both ways: how it is packed, and how it is read back. What is packed here is read here, so that the two cannot part.

import type { Contact, Identifier } from '../../ring/index.ts';
import { packAddress } from '../address.ts';
import type { Fields } from '../fields.ts';

export interface Field<Value> {
  readonly pack: (value: Value) => unknown;
  readonly read: (fields: Fields, name: string) => Value;
}

/** The fields of a record, in the order in which they are packed. */
export type Shape<Whole> = { readonly [Name in keyof Whole]-?: Field<Whole[Name]> };

export const count: Field<number> = { pack: same, read: (fields, name) => fields.count(name) };
export const number: Field<number> = { pack: same, read: (fields, name) => fields.number(name) };
export const flag: Field<boolean> = { pack: same, read: (fields, name) => fields.flag(name) };
export const id: Field<Identifier> = { pack: same, read: (fields, name) => fields.id(name) };

export const contact: Field<Contact> = {
  pack: (value) => [value.id, value.epoch, packAddress(value.address)],
  read: (fields, name) => fields.contact(name),
};

export function text(maxChars: number): Field<string> {
  return { pack: same, read: (fields, name) => fields.text(name, maxChars) };
}

export function bytes(max: number): Field<Uint8Array> {
  return { pack: same, read: (fields, name) => fields.blob(name, max) };
}

export function word<Word extends string>(words: readonly Word[]): Field<Word> {
  return { pack: (value) => words.indexOf(value), read: (fields, name) => fields.word(name, words) };
}

export function orNull<Value>(field: Field<Value>): Field<Value | null> {
  return {
    pack: (value) => (value === null ? null : field.pack(value)),
    read: (fields, name) => (fields.isNull() ? null : field.read(fields, name)),
  };
}

export function listOf<Value>(field: Field<Value>, max: number): Field<readonly Value[]> {
  return {
    // Each item in a list of its own, so that a record and a number are read alike.
    pack: (value) => value.map((each) => [field.pack(each)]),
    read: (fields, name) => fields.groups(name, max, (inner) => field.read(inner, name)),
  };
}

export function record<Whole extends object>(shape: Shape<Whole>): Field<Whole> {
  return {
    pack: (value) => packed(shape, value),
    read: (fields, name) => fields.group(name, (inner) => readBack(shape, inner)),
  };
}

export function packed<Whole extends object>(shape: Shape<Whole>, value: Whole): unknown[] {
  return namesOf(shape).map((name) => shape[name].pack(value[name]));
}

export function readBack<Whole extends object>(shape: Shape<Whole>, fields: Fields): Whole {
  const whole: Partial<Whole> = {};
  for (const name of namesOf(shape)) whole[name] = shape[name].read(fields, String(name));
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- every name of the shape was just read
  return whole as Whole;
}

function namesOf<Whole extends object>(shape: Shape<Whole>): (keyof Whole)[] {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a shape has the names of what it shapes, and no others
  return Object.keys(shape) as (keyof Whole)[];
}

function same<Value>(value: Value): Value {
  return value;
}
