// All that one peer knows, as one immutable value. Every deadline is a field here, so a pause moves them all and nothing is hidden in timers.

import type { Agreement } from './agreement.ts';
import type { Address, Contact } from './contact.ts';
import type { Seek, WalkPurpose } from './message.ts';
import type { ChangeReason } from './notice.ts';
import type { Phase } from './phase.ts';
import type { Identifier, IdentifierSpace } from './space.ts';
import type { Suspect } from './suspects.ts';
import type { Routing } from '../settings/settings.ts';

/** Milliseconds on the host's monotonic clock. */
export type Millis = number;

/** An isolated peer asks again after pauses that double up to this. */
export const refillPauseMaxMs: Millis = 5_000;

export interface RingOptions {
  readonly space: IdentifierSpace;
  /** L, the length of the successor list. */
  readonly successorsMax: number;
  readonly routing: Routing;
  /** T, the ping interval. */
  readonly pingMs: number;
}

/** Through whom a peer is asked that does not answer us, since which of our questions, and how often so far. */
export interface Relay {
  readonly proxies: readonly Contact[];
  readonly sinceN: number;
  readonly times: number;
}

/** The one query of ours that may change the successor list. */
export type Operation =
  /** Ask the head; when it names somebody nearer, ask that one before adopting it. */
  | {
      readonly kind: 'stabilize';
      readonly head: Contact;
      readonly n: number;
      readonly askedAt: Millis;
      readonly retryAt: Millis;
      readonly reason: ChangeReason;
      readonly by: Identifier | null;
      readonly candidate: Contact | undefined;
      /** The head is asked through others as well. */
      readonly relay: Relay | undefined;
    }
  | {
      readonly kind: 'candidate';
      readonly contact: Contact;
      readonly n: number;
      readonly giveUpAt: Millis;
      readonly reason: ChangeReason;
    }
  | {
      readonly kind: 'refill';
      readonly n: number;
      readonly asked: readonly Contact[];
      readonly silent: readonly Identifier[];
      readonly answers: readonly { readonly contact: Contact; readonly succ: readonly Contact[] }[];
      readonly tried: readonly Identifier[];
      readonly decideAt: Millis;
    };

/** What the detector keeps of a peer it watches. */
export interface Watch {
  /** It is watched because somebody at ours asked, not for our lists. */
  readonly isForHost?: boolean;
  readonly contact: Contact;
  /** We ping it; otherwise it is our pred and pings us. */
  readonly isPinged: boolean;
  readonly heardAt: Millis;
  /** The next regular ping to it, or the moment its own ping to us is overdue. */
  readonly pingAt: Millis;
  /** When the first question was sent that is still unanswered. */
  readonly askedAt: Millis | undefined;
  /** The next probe of the burst. */
  readonly probeAt: Millis | undefined;
  /** Questions sent since it was last heard. */
  readonly probes: number;
  /** When there were enough of them for a verdict. */
  readonly enoughAt: Millis;
  /** A kept connection to it broke, or it refused one: every probe also tries to connect. */
  readonly isLinkLost: boolean;
  readonly relay: Relay | undefined;
  /** It was last heard only through others: the next question goes that way too, from the first probe on. */
  readonly isOutOfReach: boolean;
  readonly refusedSince: Millis | undefined;
  readonly refusals: number;
  /** Number and time of the last question, for the round trip. */
  readonly lastN: number;
  readonly lastAt: Millis;
  readonly smoothedRttMs: number | undefined;
  readonly rttVarianceMs: number;
  /** Share of questions that went unanswered lately, 0 to 1. */
  readonly loss: number;
}

/** A walk of ours that has not ended. */
export interface Lookup {
  readonly n: number;
  readonly purpose: WalkPurpose;
  readonly name: string | null;
  readonly seek: Seek;
  readonly key: Identifier;
  /** Whose question it is. */
  readonly use:
    | { readonly kind: 'host'; readonly tag: number }
    | { readonly kind: 'join' | 'merge' }
    | { readonly kind: 'finger'; readonly index: number };
  /** Begin at this address and not with our own routing. */
  readonly via: Address | undefined;
  readonly attempt: number;
  readonly retryAt: Millis;
  readonly giveUpAt: Millis;
  readonly avoid: readonly Identifier[];
  /** The last trace of the present attempt: the walk was passed on to `to`. */
  readonly lastTo: Identifier | undefined;
  readonly lastHop: number;
  readonly lastStuck: string | undefined;
  readonly route: readonly Identifier[];
}

export interface Joining {
  readonly via: readonly Address[];
  readonly stored: readonly Contact[];
  /** Which of `via` is asked next. */
  readonly turn: number;
  readonly startedAt: Millis;
  readonly giveUpAt: Millis;
  readonly retryAt: Millis;
  readonly place: Contact | undefined;
  /** The rest of the place's list that may be our head. */
  readonly heads: readonly Contact[];
  readonly n: number;
  readonly route: readonly Identifier[];
  readonly succPointsAtUs: boolean;
  readonly predPointsAtUs: boolean;
  /** Peers that answered and are not members themselves: restarted like us, perhaps. */
  readonly waiting: readonly Identifier[];
  readonly why: string;
}

/** When merge asks next, and whom. */
export interface Merging {
  readonly at: Millis;
  /** Rows of questions begun so far, and how many were asked in the present one. */
  readonly rows: number;
  readonly asked: number;
  /** Which stranger's turn it is. */
  readonly turn: number;
  /** Known peers that were of our own ring when they were asked last. */
  readonly united: ReadonlySet<Identifier>;
  /** Since when every known peer that was asked has answered. */
  readonly quietSince: Millis;
}

export interface Leaving {
  readonly n: number;
  readonly waitingFor: readonly Address[];
  readonly tries: number;
  readonly retryAt: Millis;
}

/** A peer we judged dead, or that refused us, and have not heard since. */
export interface Silent {
  readonly contact: Contact;
  /** It said good-bye: nothing that this life of it sent before can bring it back. */
  readonly hasLeft: boolean;
  readonly until: Millis;
  /** Not before: when others name it, it is asked whether it lives after all. */
  readonly askAt: Millis;
}

export interface RingState {
  readonly options: RingOptions;
  readonly self: Contact;
  readonly phase: Phase;
  /** Grows with every change of neighbours. */
  readonly version: number;
  readonly pred: readonly Contact[];
  readonly succ: readonly Contact[];
  /** The first two successors as last told to whoever watches. */
  readonly announced: readonly Identifier[];
  /** The successors given to `init`, until the first one is adopted: while they are looked for, nobody farther will do. */
  readonly given: readonly Identifier[];
  /** A lawful ring of one: created so, or all others left politely. */
  readonly isAlone: boolean;
  readonly op: Operation | undefined;
  readonly agreed: Agreement | undefined;
  /** Stabilize again as soon as the present operation ends. */
  readonly again: { readonly reason: ChangeReason; readonly by: Identifier | null } | undefined;
  /** Peers to be checked as successors when the present operation ends; at most 8. */
  readonly candidates: readonly { readonly contact: Contact; readonly reason: ChangeReason }[];
  /** Who asked to replace our pred, while pred is being probed. */
  readonly rectifier: Contact | undefined;
  /** The pred of our pred that left: whom we would tell of our own leaving, until somebody notifies us. */
  readonly beyondLeaver: Contact | undefined;
  readonly join: Joining | undefined;
  readonly leave: Leaving | undefined;
  /** Everybody who ever answered, and the successors given to `init`. Never taken for alive. */
  readonly known: ReadonlyMap<Identifier, Contact>;
  readonly watches: readonly Watch[];
  readonly silent: readonly Silent[];
  readonly suspects: readonly Suspect[];
  readonly fingers: readonly { readonly index: number; readonly contact: Contact }[];
  readonly fingerIndex: number;
  readonly lookups: readonly Lookup[];
  readonly stabilizeAt: Millis;
  readonly merge: Merging;
  readonly fingerAt: Millis;
  readonly refillAt: Millis;
  readonly refillPauseMs: number;
  /** The next CHANGED, when one is due. */
  readonly tellAt: Millis;
  readonly toldAt: Millis;
  /** Our pred when the last one went out. */
  readonly toldPred: Contact | undefined;
  readonly nextN: number;
  readonly random: number;
}
