// What stands around every message: version, ring, sender. And the messages of those who are no members: observers, clients, and the transfer of values.

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
    }
  /** Begins a transfer to the owner of `name`: after `put-go`, `size` bytes in chunk frames, then `put-end`. */
  | { readonly kind: 'put'; readonly n: number; readonly name: string; readonly size: number }
  | { readonly kind: 'put-go'; readonly n: number }
  | { readonly kind: 'put-end'; readonly n: number; readonly sha256: Uint8Array }
  | { readonly kind: 'put-done'; readonly n: number }
  /** Asks the owner for a value: `value`, then `size` bytes in chunk frames. */
  | { readonly kind: 'get'; readonly n: number; readonly name: string }
  | { readonly kind: 'value'; readonly n: number; readonly size: number; readonly sha256: Uint8Array };

export type WireMessage = Message | HostMessage;

export interface Envelope {
  readonly ring: string;
  /** Absent: the sender is no member (an observer, a client). */
  readonly from: Contact | undefined;
  readonly message: WireMessage;
}
