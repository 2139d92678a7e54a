// What the keeper asks of its host. The host does it, in order, and reports back as an input.

import type { Contact } from '../../ring/contact.ts';
import type { Notice, Purpose } from '../../ring/notice.ts';
import type { Identifier } from '../../ring/space.ts';
import type { Entry, Stamp } from '../ledger/index.ts';
import type { Charter } from './owning/charter.ts';
import type { KeeperMessage, RefusalCode } from './message.ts';

/** What becomes of the version that is replaced. */
export type Former = 'drop' | 'keep-aside';

/** How what a client asked for has ended. */
export type CallOutcome =
  | {
      readonly kind: 'stored';
      readonly owner: Identifier;
      readonly route: readonly Identifier[];
      readonly stamp: Stamp;
      readonly holders: readonly Identifier[];
      /** So many there should be, as many peers as there are. */
      readonly wanted: number;
    }
  | {
      readonly kind: 'delivered';
      readonly owner: Identifier;
      readonly route: readonly Identifier[];
      readonly entry: Entry;
      /** Otherwise a newer version may be at peers that are gone, or have just come back: nobody who knows it could be asked. */
      readonly isSure: boolean;
    }
  | {
      readonly kind: 'failed';
      readonly code: RefusalCode | 'timeout';
      /** Nothing was changed anywhere. */
      readonly isDefinite: boolean;
      readonly message: string;
      readonly route: readonly Identifier[];
    };

export type KeeperEffect =
  | { readonly kind: 'send'; readonly to: Contact; readonly message: KeeperMessage }
  /** Keep the bytes under this slot, durable and invisible. */
  | {
      readonly kind: 'stage';
      readonly token: number;
      readonly slot: string;
      readonly entry: Entry;
      readonly content: { readonly bytes: Uint8Array } | { readonly parked: string };
    }
  /** What is in the slot becomes the value of its name, durably. */
  | { readonly kind: 'commit'; readonly token: number; readonly slot: string; readonly former: Former }
  | { readonly kind: 'drop'; readonly slot: string }
  /** Both at once. */
  | {
      readonly kind: 'keep';
      readonly token: number;
      readonly entry: Entry;
      readonly content: { readonly bytes: Uint8Array } | { readonly parked: string };
      readonly former: Former;
    }
  /** Whole values into memory: only small ones are asked for. */
  | { readonly kind: 'read'; readonly token: number; readonly names: readonly string[] }
  | { readonly kind: 'remove'; readonly token: number; readonly name: string; readonly stamp: Stamp }
  | { readonly kind: 'save-charter'; readonly token: number; readonly charter: Charter }
  /** Bring the bytes to that peer, which parks them under this id: of what is in the slot, of the value itself, or what was parked here. */
  | {
      readonly kind: 'ship';
      readonly token: number;
      readonly to: Contact;
      readonly id: string;
      readonly entry: Pick<Entry, 'name' | 'bytes' | 'sha256'>;
      readonly from: { readonly slot: string } | { readonly parked: string };
    }
  /** Fetch the bytes of this version from that peer and park them under this id. */
  | {
      readonly kind: 'receive';
      readonly token: number;
      readonly from: Contact;
      readonly id: string;
      readonly entry: Entry;
    }
  /** Give the value to the client: the bytes, or those that this peer holds. */
  | {
      readonly kind: 'deliver';
      readonly tag: number;
      readonly entry: Entry;
      readonly from: { readonly bytes: Uint8Array } | { readonly peer: Contact };
    }
  | {
      readonly kind: 'find';
      readonly tag: number;
      readonly seek: 'owner' | 'near';
      readonly key: Identifier;
      readonly purpose: Purpose | 'upkeep';
      readonly name: string | null;
    }
  | { readonly kind: 'call-ended'; readonly tag: number; readonly outcome: CallOutcome }
  /** This peer does not answer: find out whether it lives. */
  | { readonly kind: 'doubt'; readonly contact: Contact }
  | { readonly kind: 'announce'; readonly notice: Notice }
  /** Everything is held by others now. */
  | { readonly kind: 'may-leave' };
