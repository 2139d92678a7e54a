// What arbitrary messages are made of.

import fc from 'fast-check';
import type { Contact, Identifier } from '../../src/ring/index.ts';
import type { WireMessage } from '../../src/wire/index.ts';

export interface Parts {
  readonly n: fc.Arbitrary<number>;
  readonly id: fc.Arbitrary<Identifier>;
  readonly contact: fc.Arbitrary<Contact>;
  readonly name: fc.Arbitrary<string>;
}

/** One arbitrary for each of these kinds. */
export type ArbitrariesOf<Kinds extends WireMessage['kind']> = {
  readonly [Kind in Kinds]: fc.Arbitrary<Extract<WireMessage, { readonly kind: Kind }>>;
};

export type Arbitraries = ArbitrariesOf<WireMessage['kind']>;

export function of<Kind extends WireMessage['kind']>(kind: Kind): { kind: fc.Arbitrary<Kind> } {
  return { kind: fc.constant(kind) };
}

export const sha256Bytes: fc.Arbitrary<Uint8Array> = fc.uint8Array({ minLength: 32, maxLength: 32 });
export const content: fc.Arbitrary<Uint8Array> = fc.uint8Array({ maxLength: 200 });
