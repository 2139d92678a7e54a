// What can reach the core. Everything it learns comes through here; time comes beside it.

import type { Address, Contact } from './contact.ts';
import type { Channel } from './effect.ts';
import type { Message, Seek } from './message.ts';
import type { Purpose } from './notice.ts';
import type { Identifier } from './space.ts';

export type Input =
  /** Become a first member whose next peers are known; their epochs are not (0). */
  | { readonly kind: 'init'; readonly succ: readonly Contact[] }
  /** Become a ring of one. */
  | { readonly kind: 'create' }
  /** Join through any of these; `stored` are contacts of a former life. */
  | { readonly kind: 'join'; readonly via: readonly Address[]; readonly stored: readonly Contact[] }
  /** `isForced`: say good-bye once and wait for nobody. */
  | { readonly kind: 'leave'; readonly isForced: boolean }
  | {
      readonly kind: 'received';
      readonly from: Contact;
      readonly message: Message;
      readonly channel: Channel;
    }
  /** A message could not be given to the network: nobody listens there (`isRefused`), or the connection broke. */
  | {
      readonly kind: 'undelivered';
      readonly to: Address;
      readonly message: Message;
      readonly isRefused: boolean;
    }
  /** A kept connection with the peer at this address ended without our asking. */
  | { readonly kind: 'link-lost'; readonly address: Address }
  /** Something that is no matter of the ring came from this peer: it lives. */
  | { readonly kind: 'heard'; readonly from: Contact }
  /** This peer does not answer somebody at ours: see whether it lives. */
  | { readonly kind: 'doubt'; readonly contact: Contact }
  /** The host woke up this much later than it was asked to. */
  | { readonly kind: 'slept'; readonly lateMs: number }
  /** The moment named by `wakeAt` has come. */
  | { readonly kind: 'tick' }
  /** Walk the ring for somebody at this peer; answered by one `lookup-ended` with the same tag. The same tag again before that: walk once more at once. */
  | {
      readonly kind: 'lookup';
      readonly tag: number;
      readonly seek: Seek;
      readonly key: Identifier;
      readonly purpose: Purpose;
      readonly name: string | null;
    };
