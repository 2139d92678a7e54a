// What a peer knows of stores and requests under way: as the owner, as a holder, and for its own clients.

import type { Entry } from '../../ledger/entry.ts';
import type { Contact } from '../../../ring/contact.ts';
import type { Identifier } from '../../../ring/space.ts';
import type { Millis } from '../../../ring/state.ts';
/** Where the bytes of a value are. `parked` ones came by themselves, under that id. */
export type Content = { readonly bytes: Uint8Array } | { readonly parked: string } | { readonly held: true };

/** A write that this owner leads. */
export interface Write {
  readonly n: number;
  /** The number of the questions to the present holders. */
  readonly askN: number;
  readonly request: string;
  readonly entry: Entry;
  readonly content: Content;
  readonly askers: readonly { readonly contact: Contact; readonly n: number }[];
  readonly term: number;
  readonly holders: readonly Contact[];
  readonly isStaged: boolean;
  readonly prepared: ReadonlySet<Identifier>;
  readonly committed: ReadonlySet<Identifier>;
  readonly stage: 'preparing' | 'committing' | 'keeping' | 'stalled';
  /** Some holder was told to commit: it may have happened. */
  readonly mayStand: boolean;
  readonly since: Millis;
}

/** A version that we hold for an owner and that is not committed. */
export interface Staged {
  readonly token: string;
  readonly entry: Entry;
  readonly isReady: boolean;
  /** Who asked, with which question, to stage or to commit it. */
  readonly askers: readonly { readonly contact: Contact; readonly n: number }[];
  readonly isCommitting: boolean;
  readonly until: Millis;
}

/** A request that waits at its owner. */
export interface Waiting {
  readonly name: string;
  readonly key: Identifier;
  readonly contact: Contact;
  readonly n: number;
  readonly until: Millis;
  /** Holders that have not said yet that they do not hold it; undefined before they were asked. */
  readonly unasked: ReadonlySet<Identifier> | undefined;
  /** The number of the question to them. */
  readonly askN?: number;
}

/** What a client of this peer asked for. */
export interface Call {
  readonly tag: number;
  readonly n: number;
  readonly name: string;
  readonly key: Identifier;
  readonly wish:
    | {
        readonly kind: 'store';
        readonly request: string;
        readonly bytes: number;
        readonly sha256: string;
        readonly content: { readonly bytes: Uint8Array } | { readonly parked: string };
      }
    | { readonly kind: 'request' };
  readonly stage: 'finding' | 'shipping' | 'asking' | 'delivering' | 'pausing';
  readonly to: Contact | undefined;
  readonly isActing: boolean;
  readonly route: readonly Identifier[];
  readonly since: Millis;
  /** When the owner was asked that it is waiting for. */
  readonly askedAt: Millis;
  /** The walk for those who may have a copy, since the owner is long in answering, and the number they are asked with. */
  readonly aside: { readonly tag: number; readonly n: number; readonly since: Millis } | undefined;
  /** Walks for its owner that are under way. */
  readonly walks: number;
  readonly againAt: Millis;
  readonly giveUpAt: Millis;
  /** How long it may go on looking for an owner that obeys, and until when at the latest, however long its bytes take. */
  readonly limitMs: number;
  readonly lastAt: Millis;
  /** It was sent to an owner and not refused for certain: to the present one, or to one before. */
  readonly mayStand: boolean;
  readonly isOld: boolean;
  readonly why: string;
  /** What is being delivered, and whether its owner is sure that nothing newer was acknowledged. */
  readonly entry: Entry | undefined;
  readonly isSure: boolean;
}
