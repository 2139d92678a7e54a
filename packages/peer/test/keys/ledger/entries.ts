// Entries of small circles, where keys, ties and spans meet often.

import fc from 'fast-check';
import {
  identifierSpace,
  toIdentifier,
  type Identifier,
  type IdentifierSpace,
} from '../../../src/ring/space.ts';
import { arcOf, type Entry, type Territory } from '../../../src/keys/index.ts';

export const space: IdentifierSpace = identifierSpace(4);

export function id(value: number): Identifier {
  return toIdentifier(space, value);
}

export interface EntryWords {
  readonly name: string;
  readonly key: number;
  readonly at: number;
  readonly by?: number;
  readonly life?: number;
  readonly bytes?: number;
}

export function entry({ name, key, at, by = 0, life = 1, bytes = 1 }: EntryWords): Entry {
  const version = { at, by: id(by), life, knew: [] };
  return { name, key: id(key), version, bytes, sha256: '', receipts: [] };
}

/** A name has the same key everywhere, and a version the same bytes. */
export const anyEntry: fc.Arbitrary<Entry> = fc
  .record({ nth: fc.nat(400), at: fc.nat(3), by: fc.nat(2) })
  .map(({ nth, at, by }) =>
    entry({ name: `name-${nth}`, key: (nth * 7) % 16, at, by, bytes: nth + at + by }),
  );

/** The territory from one position to another. */
export const anyArc: fc.Arbitrary<Territory> = fc
  .tuple(fc.nat(15), fc.nat(15))
  .map(([from, to]) => arcOf(space, id(from), id(to)));
