// What a peer knows of the territory it owns, or is about to own.

import type { Contact } from '../../../ring/contact.ts';
import type { Identifier } from '../../../ring/space.ts';
import type { Millis } from '../../../ring/state.ts';
import type { Desire } from './desire.ts';
import type { Report } from './report.ts';
/** The territory that this peer owns or acts for, from the moment at which it knows what is there. */
export interface Tenure extends Desire {
  readonly term: number;
  /** Everything that was ever acknowledged there is known: only then is a name not there. */
  readonly isSure: boolean;
  /** Everything that was acknowledged by unsure owners before is known, too. */
  readonly isChained: boolean;
  /** We slept, and others may have gone on without us: nothing is served until it is claimed anew. */
  readonly isSuspended: boolean;
  /** The number of the question to the holders to fetch what they lack, and who has done so. */
  readonly copyN: number;
  readonly copied: ReadonlySet<Identifier>;
  /** All that is known of is here. */
  readonly isSettled: boolean;
  readonly sweepAt: Millis;
}

/** A tenure in the making. */
export interface Bid extends Desire {
  /** Its questions belong together: a bid that came before is over. */
  readonly n: number;
  readonly term: number;
  /** Peers that may hold copies, though they will not be holders: they have to know. */
  readonly others: readonly Contact[];
  readonly stage: 'sparing' | 'pulling' | 'claiming' | 'sealing' | 'opening' | 'telling' | 'waiting';
  /** Who acts as the owner meanwhile, until it grants the arc. */
  readonly acting: Contact | undefined;
  readonly reports: ReadonlyMap<Identifier, Report>;
  /** Whose entries are known. */
  readonly compared: ReadonlySet<Identifier>;
  readonly told: ReadonlySet<Identifier>;
  readonly isSure: boolean;
  readonly isChained: boolean;
  /** Who had everything when it was claimed. */
  readonly whole: ReadonlySet<Identifier>;
  /** How often the acting owner's entries were fetched. */
  readonly pulls: number;
  /** Who was asked already whether it acts. */
  readonly tried: ReadonlySet<Identifier>;
  readonly since: Millis;
  /** Claims begin anew then. */
  readonly againAt: Millis;
}

/** We are leaving: which tenures no longer count on us. */
export interface Departure {
  readonly n: number;
  readonly relieved: ReadonlySet<string>;
  readonly isDone: boolean;
  /** When to look again whether anything is left that nobody else has. */
  readonly lookAt: Millis;
  /** With which question our holders were asked for the last time whether they have everything, when all else was done. */
  readonly provedN: number | undefined;
  /** Since when the ring around us is as it is. */
  readonly quietSince: Millis;
}
