// What keepers say to each other about values. Everything goes on streams, which keep their order; whatever is not answered is asked again.

import type { Contact } from '../../ring/contact.ts';
import type { Identifier } from '../../ring/space.ts';
import type { Answer, Entry, Question, Stamp, Territory } from '../ledger/index.ts';
import type { Report } from './owning/report.ts';

/** Why a request was not obeyed. The first two will pass by themselves. */
export type RefusalCode =
  /** The key is somebody else's. */
  | 'not-owner'
  /** The owner is still finding out what is there. */
  | 'unready'
  | 'not-found'
  | 'unavailable'
  /** The disk of this peer or of a holder is full. */
  | 'disk-full'
  | 'disk-failed';

export type KeeperMessage =
  /** This territory is mine: from this term on nobody else gives you versions of it. */
  | {
      readonly kind: 'claim';
      readonly n: number;
      readonly term: number;
      readonly territory: Territory;
      readonly isHolder: boolean;
      /** Peers that stood there, of whom the sender knows that they left or are dead. */
      readonly gone: readonly Contact[];
    }
  | { readonly kind: 'granted'; readonly n: number; readonly term: number; readonly report: Report }
  /** Somebody else has claimed part of it with that term. `owner`: lives, and stands nearer to it than whoever claims it now. */
  | {
      readonly kind: 'contested';
      readonly n: number;
      readonly term: number;
      readonly owner: Contact | null;
    }
  /** The tenure of that term begins. `isWhole`: whoever hears it holds all that was acknowledged; when the owner is not sure: in all such tenures. */
  | {
      readonly kind: 'open';
      readonly n: number;
      readonly term: number;
      readonly territory: Territory;
      readonly isHolder: boolean;
      readonly isSure: boolean;
      readonly isWhole: boolean;
    }
  | { readonly kind: 'opened'; readonly n: number }
  /** Fetch from me what you lack of this territory. */
  | { readonly kind: 'copy'; readonly n: number; readonly term: number; readonly territory: Territory }
  | { readonly kind: 'copied'; readonly n: number }
  /** You hold all that was acknowledged up to that term; when the sender is not sure: in all tenures of unsure owners. */
  | {
      readonly kind: 'whole';
      readonly n: number;
      readonly term: number;
      readonly territory: Territory;
      readonly isSure: boolean;
    }
  | { readonly kind: 'whole-heard'; readonly n: number }
  /** What do you have there? */
  | {
      readonly kind: 'digest';
      readonly n: number;
      readonly territory: Territory;
      readonly questions: readonly Question[];
    }
  | {
      readonly kind: 'differences';
      readonly n: number;
      /** Does the sender act as the owner of part of this territory? */
      readonly isActing: boolean;
      /** Who did before, as far as the sender knows: whoever comes between several others in one moment has to find the one that has the values. */
      readonly hint: Contact | null;
      /** The sender has just come itself, and knows nothing yet. */
      readonly isNew: boolean;
      /** So long the sender has been awake without a break, in ms. */
      readonly awakeMs: number;
      /** Does every present holder have everything that the sender has? */
      readonly isProved: boolean;
      readonly answers: readonly Answer[];
    }
  | { readonly kind: 'collect'; readonly n: number; readonly names: readonly string[] }
  | {
      readonly kind: 'values';
      readonly n: number;
      readonly values: readonly { readonly entry: Entry; readonly bytes: Uint8Array }[];
      /** Too large for a message: they are fetched by themselves. */
      readonly large: readonly Entry[];
      /** Not held, or damaged. */
      readonly absent: readonly string[];
    }
  /** A version for you to hold, invisible until it is committed. Without bytes they were sent before, by themselves. */
  | {
      readonly kind: 'replicate';
      readonly n: number;
      readonly term: number;
      readonly entry: Entry;
      readonly bytes: Uint8Array | null;
    }
  | { readonly kind: 'prepared'; readonly n: number }
  | {
      readonly kind: 'commit';
      readonly n: number;
      readonly term: number;
      readonly name: string;
      readonly stamp: Stamp;
      readonly key: Identifier;
    }
  | { readonly kind: 'committed'; readonly n: number }
  | { readonly kind: 'declined'; readonly n: number; readonly code: DeclineCode; readonly message: string }
  | { readonly kind: 'abandon'; readonly name: string; readonly stamp: Stamp }
  /** Which version of this name do you hold? */
  | { readonly kind: 'ask-held'; readonly n: number; readonly name: string }
  | { readonly kind: 'held'; readonly n: number; readonly stamp: Stamp | null }
  /** I am leaving: let somebody else hold what I hold for you. */
  | { readonly kind: 'depart'; readonly n: number }
  /** Others hold all of this territory, which is all that the sender counts on you for. */
  | { readonly kind: 'relieved'; readonly n: number; readonly territory: Territory }
  /** I hold something of your territory that you lack: fetch it from me. */
  | {
      readonly kind: 'offer';
      readonly n: number;
      readonly territory: Territory;
      /** Of a tenure of part of it that the sender has opened: itself and its holders, of whom each has to grant it to you. */
      readonly company: readonly Contact[];
    }
  | { readonly kind: 'offer-heard'; readonly n: number }
  /** Store this. `isActing`: whoever asks was sent here by the owner to be. */
  | {
      readonly kind: 'store';
      readonly n: number;
      readonly request: string;
      readonly name: string;
      readonly key: Identifier;
      readonly bytes: number;
      readonly sha256: string;
      readonly content: Uint8Array | null;
      readonly isActing: boolean;
    }
  | {
      readonly kind: 'stored';
      readonly n: number;
      readonly stamp: Stamp;
      readonly holders: readonly Identifier[];
      readonly wanted: number;
    }
  | {
      readonly kind: 'request';
      readonly n: number;
      readonly name: string;
      readonly key: Identifier;
      readonly isActing: boolean;
      /** Whoever asks has waited for a sure answer, and takes what is there. */
      readonly acceptsOld: boolean;
    }
  /** `isSure`: no newer version was ever acknowledged. */
  | {
      readonly kind: 'value';
      readonly n: number;
      readonly entry: Entry;
      readonly bytes: Uint8Array | null;
      readonly isSure: boolean;
    }
  /** The peer that acts for this key is another one. */
  | { readonly kind: 'moved'; readonly n: number; readonly to: Contact }
  /** `isDefinite`: nothing was changed anywhere. */
  | {
      readonly kind: 'refused';
      readonly n: number;
      readonly code: RefusalCode;
      readonly isDefinite: boolean;
      readonly message: string;
    };

/** `stale`: the sender is not, or no longer, whom the holder holds for the owner. `bytes`: they did not arrive. */
export type DeclineCode = 'stale' | 'newer' | 'bytes' | 'disk-full' | 'disk-failed';

export type KeeperMessageKind = KeeperMessage['kind'];

/** The message of that kind. */
export type Said<Kind extends KeeperMessageKind> = Extract<KeeperMessage, { readonly kind: Kind }>;

const kinds: Readonly<Record<KeeperMessageKind, true>> = {
  claim: true,
  granted: true,
  contested: true,
  open: true,
  opened: true,
  copy: true,
  copied: true,
  whole: true,
  'whole-heard': true,
  digest: true,
  differences: true,
  collect: true,
  values: true,
  replicate: true,
  prepared: true,
  commit: true,
  committed: true,
  declined: true,
  abandon: true,
  'ask-held': true,
  held: true,
  depart: true,
  relieved: true,
  offer: true,
  'offer-heard': true,
  store: true,
  stored: true,
  request: true,
  value: true,
  moved: true,
  refused: true,
};

/** Every kind of message that keepers say. */
export const keeperKinds: readonly string[] = Object.keys(kinds);

export function isKeeperMessage(message: { readonly kind: string }): message is KeeperMessage {
  return Object.hasOwn(kinds, message.kind);
}
