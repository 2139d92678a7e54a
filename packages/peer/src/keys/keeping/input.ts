// What can reach the keeper. Everything it learns comes through here; time comes beside it.

import type { Contact } from '../../ring/contact.ts';
import type { LookupOutcome } from '../../ring/effect.ts';
import type { Identifier } from '../../ring/space.ts';
import type { Entry } from '../ledger/index.ts';
import type { KeeperMessage } from './message.ts';
import type { View } from './state.ts';
import type { Call } from './serving/serving-state.ts';

/** How something that the host did ended. */
export type Ending =
  | { readonly kind: 'done' }
  /** `damaged`: the bytes are not those that were stored. `gone`: the other peer broke off, or does not have it. */
  | {
      readonly kind: 'failed';
      readonly code: 'disk-full' | 'disk-failed' | 'damaged' | 'gone';
      readonly message: string;
    };

export type KeeperInput =
  /** This peer is among the first members of a ring. Who has kept anything before is no founder, and takes no notice. */
  | { readonly kind: 'found' }
  /** What the ring has changed around us. */
  | { readonly kind: 'view'; readonly view: View }
  | { readonly kind: 'received'; readonly from: Contact; readonly message: KeeperMessage }
  /** It did not get there: nobody listens, or the connection broke. */
  | { readonly kind: 'undelivered'; readonly to: Contact; readonly message: KeeperMessage }
  /** The host woke up this much later than it was asked to. */
  | { readonly kind: 'slept'; readonly lateMs: number }
  | { readonly kind: 'tick' }
  /** A disk access or a transfer with this token has ended. */
  | { readonly kind: 'ended'; readonly token: number; readonly ending: Ending }
  /** Values that were to be read, as far as they could be. */
  | {
      readonly kind: 'read';
      readonly token: number;
      readonly values: readonly { readonly entry: Entry; readonly bytes: Uint8Array }[];
      readonly failed: readonly { readonly name: string; readonly isDamaged: boolean }[];
    }
  /** What is held under that name was found damaged when its bytes were to be given to somebody. */
  | { readonly kind: 'spoiled'; readonly name: string }
  /** The ring's answer to `find`. */
  | { readonly kind: 'owner'; readonly tag: number; readonly outcome: LookupOutcome }
  /** A client of this peer wants something; answered by one `call-ended`. */
  | {
      readonly kind: 'call';
      readonly tag: number;
      readonly name: string;
      readonly key: Identifier;
      readonly wish: Call['wish'];
      readonly limitMs: number;
    }
  /** The value reached the client, or not. */
  | { readonly kind: 'delivered'; readonly tag: number; readonly ending: Ending }
  /** Get ready to leave; answered by `may-leave`. */
  | { readonly kind: 'depart' };
