// What a peer knows of another one. Contacts are values: compared by id and epoch, never by reference.

import type { Identifier } from './space.ts';

/** `host:port`, where a peer listens on TCP and UDP. */
export type Address = string;

/** What we know of a peer. The epoch grows with every start of that peer, so a former life is never taken for the present one. */
export interface Contact {
  readonly id: Identifier;
  readonly epoch: number;
  readonly address: Address;
}

/** The same life of the same peer? */
export function isSameContact(a: Contact | undefined, b: Contact | undefined): boolean {
  return a !== undefined && b !== undefined && a.id === b.id && a.epoch === b.epoch;
}

/** The same lives of the same peers, in the same order? */
export function isSameLine(a: readonly Contact[], b: readonly Contact[]): boolean {
  return a.length === b.length && a.every((contact, nth) => isSameContact(contact, b[nth]));
}
