// What the core asks of its host. The host does it, in order, and reports back as an `Input`.

import type { Address, Contact } from './contact.ts';
import type { Message } from './message.ts';
import type { Notice } from './notice.ts';
import type { Identifier } from './space.ts';

/** Datagrams may be lost; streams arrive in order or come back as `undelivered`. */
export type Channel = 'datagram' | 'stream';

/** Why a lookup has no answer. `busy`: too many at once at this peer. */
export type LookupFailure = 'timeout' | 'not-member' | 'busy';

export type LookupOutcome =
  | {
      readonly kind: 'found';
      readonly owner: Contact;
      readonly route: readonly Identifier[];
      readonly attempts: number;
      /** Whom the one that answered has behind it: told to who looks for a place, or for who is near it. */
      readonly succ: readonly Contact[];
    }
  | {
      readonly kind: 'failed';
      readonly code: LookupFailure;
      readonly message: string;
      readonly route: readonly Identifier[];
    };

export type Effect =
  | { readonly kind: 'send'; readonly to: Address; readonly channel: Channel; readonly message: Message }
  /** Close our kept connection: whatever lies on it would only come late. */
  | { readonly kind: 'hang-up'; readonly to: Address }
  | { readonly kind: 'announce'; readonly notice: Notice }
  | { readonly kind: 'lookup-ended'; readonly tag: number; readonly outcome: LookupOutcome }
  /** The peer's life in the ring is over: close the sockets. */
  | { readonly kind: 'end'; readonly why: 'left' | 'fenced' | 'join-failed'; readonly message: string };
