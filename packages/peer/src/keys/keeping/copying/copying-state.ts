// What a peer knows of values that it lacks, and of those that are not its own.

import type { Contact } from '../../../ring/contact.ts';
import type { Territory } from '../../ledger/territory.ts';
import type { Range } from '../../ledger/compare.ts';
import type { Identifier } from '../../../ring/space.ts';
import type { Stamp, Version } from '../../ledger/version.ts';
import type { Millis } from '../../../ring/state.ts';
/** Finds out what another peer has that we lack. */
export interface Sync {
  readonly n: number;
  readonly source: Contact;
  readonly territory: Territory;
  /** What it is for: the making of a tenure, a copy for an owner, the regular comparison, entries of ours that belong elsewhere. */
  readonly use: 'pull' | 'bid' | 'copy' | 'sweep' | 'stray';
  /** The question that is answered when all is here. */
  readonly replyTo: number | undefined;
  readonly asked: readonly Range[];
  readonly queue: readonly Range[];
  /** Something was found that we lacked. */
  readonly isNews: boolean;
  /** Names of which the other one lacks our version. */
  readonly ours: readonly string[];
  /** What the other one says of itself: see the message. */
  readonly isActing: boolean;
  readonly hint: Contact | null;
  readonly isNew: boolean;
  /** Had every holder there everything, when it was asked last? */
  readonly isProved: boolean;
  /** All questions are answered; what was found may still be on its way. */
  readonly isCompared: boolean;
}

/** A version that somebody has and we lack. */
export interface Want {
  readonly name: string;
  readonly key: Identifier;
  readonly stamp: Stamp;
  /** Who is said to have it; the first is asked. */
  readonly sources: readonly Contact[];
  /** It is on its way, asked for with this number or token. */
  readonly under: number | undefined;
  /** A client waits for it. */
  readonly isUrgent: boolean;
  /** Not before. */
  readonly againAt: Millis;
}

/** A version that is not to be had. */
export interface Missing {
  readonly key: Identifier;
  readonly version: Version;
}

/** An entry that belongs elsewhere: when all its holders were seen to have this version. */
export interface Stray {
  readonly stamp: Stamp;
  readonly provedAt: Millis;
}
