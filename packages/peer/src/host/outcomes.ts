// What a peer's operations resolve with. Routes are ids in order, the asker first.

import type { Address, Contact, Identifier } from '../ring/index.ts';
import type { ValueSource } from './value-source.ts';

export interface JoinOutcome {
  readonly pred: readonly Identifier[];
  readonly succ: readonly Identifier[];
  readonly route: readonly Identifier[];
}

/** Another peer as it is named to us. */
export interface NamedPeer {
  readonly id: number;
  readonly address: Address;
}

export interface LookupDone {
  readonly key: Identifier;
  readonly owner: Contact;
  readonly route: readonly Identifier[];
}

export interface StoreOutcome {
  readonly owner: Identifier;
  readonly route: readonly Identifier[];
  readonly bytes: number;
  /** Holders of the value, and how many there should be. */
  readonly copies: string;
  readonly holders: readonly Identifier[];
  /** When the version was given, in ms since 1970: newer ones have higher numbers. */
  readonly version: number;
  readonly source: ValueSource['source'];
}

export interface RequestOutcome {
  readonly owner: Identifier;
  readonly route: readonly Identifier[];
  readonly bytes: number;
  readonly path: string;
  /** False: a newer version may be at peers that are gone or have just come back. */
  readonly isSure: boolean;
}
