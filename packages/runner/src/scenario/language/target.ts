// Who is meant. Types only.

import type { Amount } from './amounts.ts';

/** An id, or a word: the name of a peer, of a group of peers, or of what `as` bound. No two of them share a word. */
export type PeerWord = number | string;

export type Target =
  | { readonly kind: 'named'; readonly words: readonly PeerWord[] }
  /** The peers that an earlier step chose. */
  | { readonly kind: 'bound'; readonly name: string }
  | { readonly kind: 'successor-of'; readonly word: PeerWord }
  /** Who keeps the value of this name. */
  | { readonly kind: 'owner-of'; readonly name: string }
  /** Living members by choice, drawn when `pick` is not all of them. */
  | {
      readonly kind: 'chosen';
      readonly group: string | undefined;
      readonly not: readonly PeerWord[];
      readonly pick: Pick;
    };

/** `adjacent`: side by side on the circle. */
export type Pick =
  | { readonly kind: 'all' }
  | { readonly kind: 'any'; readonly amount: Amount }
  | { readonly kind: 'adjacent'; readonly amount: Amount };

/** One side of a cut. `arc`: this share of the living members, side by side on the circle. `rest`: everybody else, later joiners too. */
export type Side = Target | { readonly kind: 'arc'; readonly share: number } | { readonly kind: 'rest' };
