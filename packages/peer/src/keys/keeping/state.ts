// All that one keeper knows, as one value; only the ledger in it is changed in place. Every deadline is a field here.

import type { Contact } from '../../ring/contact.ts';
import type { Phase } from '../../ring/phase.ts';
import type { Identifier, IdentifierSpace } from '../../ring/space.ts';
import type { Millis } from '../../ring/state.ts';
import type { Entry, Ledger, Stamp } from '../ledger/index.ts';
import type { Absence } from './owning/absence.ts';
import type { Charter } from './owning/charter.ts';
import type { KeeperMessage, Said } from './message.ts';
import type { Bid, Departure, Tenure } from './owning/owning-state.ts';
import type { Missing, Stray, Sync, Want } from './copying/copying-state.ts';
import type { Call, Staged, Waiting, Write } from './serving/serving-state.ts';

export interface KeeperOptions {
  readonly space: IdentifierSpace;
  /** R: how many peers are to hold each value. */
  readonly replicas: number;
  /** L, the length of the successor list: nobody farther can be asked. At least R - 1. */
  readonly successorsMax: number;
  /** T, the ping interval in ms. */
  readonly pingMs: number;
  /** What has to be added to the host's monotonic clock to get milliseconds since 1970. */
  readonly wallOffsetMs: number;
  /** So long a copy that nobody needs any more is kept after all holders were seen to have it. */
  readonly graceMs: number;
}

/** What the keeper sees of the ring. */
export interface View {
  readonly phase: Phase;
  readonly pred: Contact | undefined;
  readonly succ: readonly Contact[];
  /** Held dead, or gone. */
  readonly silent: readonly Contact[];
  /** Without neighbours, and lawfully so: every key is ours. */
  readonly isAlone: boolean;
}

/** The latest epoch that was heard of a peer: lives before it are over. */
export type Lives = ReadonlyMap<Identifier, number>;

/** A question that is asked again until it is answered or whom it goes to is dead. */
export interface Ask {
  readonly n: number;
  readonly to: Contact;
  readonly message: KeeperMessage;
  readonly since: Millis;
  readonly againAt: Millis;
  /** Sent more than once: its answer need not be the only one. */
  readonly isRepeated: boolean;
}

export interface KeeperState {
  readonly options: KeeperOptions;
  readonly self: Contact;
  /** When this life began. */
  readonly startedAt: Millis;
  /** When it began, or we last woke up after a sleep in which others may have held us dead. */
  readonly awakeSince: Millis;
  readonly absence: Absence | undefined;
  /** Woken at least so soon while a tenure is open: whoever was stopped has to find out how long. */
  readonly pulseAt: Millis;
  readonly view: View;
  readonly lives: Lives;
  readonly ledger: Ledger;
  readonly charter: Charter;
  /** Messages that must not be sent before the charter is on the disk, and whether it is on its way there. */
  readonly charterTails: readonly { readonly to: Contact; readonly message: KeeperMessage }[];
  readonly charterSave: { readonly token: number; readonly tails: KeeperState['charterTails'] } | undefined;
  readonly isCharterDirty: boolean;
  readonly tenure: Tenure | undefined;
  readonly bid: Bid | undefined;
  /** The highest term that we ever claimed with: no claim goes back. */
  readonly lastTerm: number;
  readonly asks: readonly Ask[];
  readonly syncs: readonly Sync[];
  readonly wants: ReadonlyMap<string, Want>;
  /** The newest versions that are known to exist, or to have existed, and that nobody could give: damaged, or at peers that are gone. */
  readonly missing: ReadonlyMap<string, Missing>;
  /** Fetches and disk accesses under way, by token: what to do when they end. */
  readonly works: ReadonlyMap<number, Work>;
  readonly writes: ReadonlyMap<number, Write>;
  /** Stores that wait for another one of the same name. */
  readonly queue: readonly { readonly from: Contact; readonly said: Said<'store'> }[];
  /** Stores that were refused for certain: the same question, asked once more meanwhile, is refused as well. */
  readonly refused: readonly {
    readonly by: string;
    readonly answer: Said<'refused'>;
    readonly until: Millis;
  }[];
  readonly staged: ReadonlyMap<string, Staged>;
  readonly waiting: readonly Waiting[];
  readonly calls: ReadonlyMap<number, Call>;
  /** Claims that are granted as soon as our disk has ended what it is doing there: no new writes begin. */
  readonly claims: readonly { readonly from: Contact; readonly claim: Said<'claim'> }[];
  /** From whom the last territory was taken over. */
  readonly hint: Contact | null;
  /** Who offered entries of our territory: may know more than those next to us. */
  readonly witnesses: readonly Contact[];
  /** Peers that said they are leaving, and with which question: no holders any more. */
  readonly departing: ReadonlyMap<Identifier, { readonly contact: Contact; readonly n: number }>;
  readonly departure: Departure | undefined;
  readonly strays: ReadonlyMap<string, Stray>;
  /** When each owner last said that it counts on us. */
  readonly countedAt: ReadonlyMap<Identifier, Millis>;
  readonly strayAt: Millis;
  /** The walk for the owner of strays that is under way, and the position that it goes to. */
  readonly strayFind: { readonly tag: number; readonly key: Identifier } | undefined;
  /** Up to there the strays were looked after in this round. */
  readonly strayFrom: Identifier | undefined;
  readonly nextN: number;
  readonly random: number;
}

/** What a disk access or a transfer under way is for. */
export type Work =
  | { readonly kind: 'keep'; readonly entry: Entry }
  | {
      readonly kind: 'read-values';
      readonly to: Contact;
      readonly n: number;
      readonly large: readonly Entry[];
      readonly absent: readonly string[];
    }
  | { readonly kind: 'read-value'; readonly entry: Entry; readonly waiting: Waiting }
  | { readonly kind: 'receive'; readonly entry: Entry; readonly from: Contact }
  | { readonly kind: 'stage-write'; readonly write: number }
  | { readonly kind: 'commit-write'; readonly write: number }
  | { readonly kind: 'stage-replica'; readonly token: string }
  | { readonly kind: 'commit-replica'; readonly token: string }
  | { readonly kind: 'ship-replica'; readonly write: number; readonly holder: Contact }
  | { readonly kind: 'ship-call'; readonly tag: number }
  | { readonly kind: 'remove'; readonly name: string; readonly stamp: Stamp };
