// What stands around every message: version, ring, sender. And the messages of those who are no members: observers, clients, and the transfer of values.

import type { KeeperMessage, Stamp } from '../keys/index.ts';
import type { Contact, Identifier, Message } from '../ring/index.ts';
import type { PeerStatus } from '../survey/status.ts';

export const wireVersion = 1;

/** Messages that are answered by a peer's host, and change nothing in the ring. `n` is the asker's number. */
export type HostMessage =
  /** The first frame of a peer's connection. It is believed to be where it says once a `hello` with this number came from there. */
  | { readonly kind: 'caller'; readonly n: number }
  /** A datagram: this number is mine. */
  | { readonly kind: 'hello'; readonly n: number }
  /** A datagram: somebody who says to be you has called me; greet me again. */
  | { readonly kind: 'who' }
  | { readonly kind: 'ask-status'; readonly n: number }
  | { readonly kind: 'status'; readonly n: number; readonly status: PeerStatus }
  | { readonly kind: 'ask-lookup'; readonly n: number; readonly name: string }
  | {
      readonly kind: 'lookup-done';
      readonly n: number;
      readonly key: Identifier;
      readonly owner: Contact;
      readonly route: readonly Identifier[];
    }
  /** Nothing was done; `isDefinite` = and nothing was changed anywhere. */
  | {
      readonly kind: 'failed';
      readonly n: number;
      readonly code: string;
      readonly isDefinite: boolean;
      readonly message: string;
      /** The peers it had passed. */
      readonly route: readonly number[];
    }
  /**
   * Begins a transfer: after `put-go`, `size` bytes as they are, then `put-end`. They wait under `id` for a message that says what they are.
   * `isForHolders`: whoever owns what they are for is to bring them to its holders as they come. `sameAs`: they may wait there under this id
   * already; then `put-done` comes at once.
   */
  | {
      readonly kind: 'put';
      readonly n: number;
      readonly id: string;
      readonly size: number;
      readonly isForHolders: boolean;
      readonly sameAs: string | null;
    }
  | { readonly kind: 'put-go'; readonly n: number }
  | { readonly kind: 'put-end'; readonly n: number; readonly sha256: Uint8Array }
  | { readonly kind: 'put-done'; readonly n: number }
  /** Asks for the bytes of that value with that SHA-256: `get-go`, then `size` bytes as they are. `isCopy`: for a holder, not for a client. */
  | {
      readonly kind: 'get';
      readonly n: number;
      readonly name: string;
      readonly sha256: Uint8Array;
      readonly isCopy: boolean;
    }
  | { readonly kind: 'get-go'; readonly n: number; readonly size: number }
  /** A client stores. Without content the bytes were put before, under `request`. */
  | {
      readonly kind: 'ask-store';
      readonly n: number;
      readonly request: string;
      readonly name: string;
      readonly size: number;
      readonly sha256: Uint8Array;
      readonly content: Uint8Array | null;
    }
  | {
      readonly kind: 'store-done';
      readonly n: number;
      readonly key: Identifier;
      readonly owner: Identifier;
      readonly route: readonly Identifier[];
      readonly stamp: Stamp;
      readonly holders: readonly Identifier[];
      readonly wanted: number;
    }
  | { readonly kind: 'ask-request'; readonly n: number; readonly name: string }
  /** Without content the bytes are to be fetched from whoever is `at`, with `get`. */
  | {
      readonly kind: 'request-done';
      readonly n: number;
      readonly key: Identifier;
      readonly owner: Identifier;
      readonly at: Contact | null;
      readonly route: readonly Identifier[];
      readonly stamp: Stamp;
      readonly size: number;
      readonly sha256: Uint8Array;
      readonly isSure: boolean;
      readonly content: Uint8Array | null;
    }
  /** Which values does this peer hold? In the order of their names, those after `after`. */
  | { readonly kind: 'ask-keys'; readonly n: number; readonly after: string | null }
  | { readonly kind: 'keys'; readonly n: number; readonly keys: readonly HeldKey[]; readonly isAll: boolean };

/** A value that a peer holds. */
export interface HeldKey {
  readonly name: string;
  readonly key: Identifier;
  readonly bytes: number;
  /** When its version was given, in ms since 1970, and by which peer. */
  readonly at: number;
  readonly by: Identifier;
  /** Does the peer own it, and not only hold a copy? */
  readonly isOwned: boolean;
}

export type WireMessage = Message | KeeperMessage | HostMessage;

export interface Envelope {
  readonly ring: string;
  /** Absent: the sender is no member (an observer, a client). */
  readonly from: Contact | undefined;
  readonly message: WireMessage;
}
