// What a reporter knows of a ring after some sweeps: the last answers, the verdict on them, and how long things have been so. Plain values.

import type { Address, Finding, Identifier, PeerStatus, RingState, Verdict } from '@ringside/peer/survey';

/** `out`: alive and no member. `gone`: silent twice, or it has left. */
export type Agreement = 'ok' | '~' | 'NO' | 'gone' | 'out';

/** How one entry of a list is to be read. */
export type Mark = 'right' | 'changing' | 'wrong' | 'gone' | 'unmonitored';

/** One of the four neighbours in a row. `unknown` prints as `??`; `nobody`, where truly nobody belongs, as `--`. */
export interface Entry {
  readonly shows: Identifier | 'unknown' | 'nobody';
  readonly mark: Mark;
  /** Changed within the last three sweeps. */
  readonly isFresh: boolean;
}

export interface Row {
  readonly id: Identifier;
  readonly address: Address;
  readonly agree: Agreement;
  /** For how long `agree` has been what it is. */
  readonly sinceMs: number;
  /** Null: silent. */
  readonly status: PeerStatus | null;
  readonly rttMs: number | null;
  /** Two of each, nearest first. */
  readonly pred: readonly Entry[];
  readonly succ: readonly Entry[];
  /** What to know about this peer, in words; empty when there is nothing. */
  readonly note: string;
}

/** A finding is firm once both peers concerned were asked again after it was first seen. */
export interface SeenFinding extends Finding {
  readonly isFirm: boolean;
}

/** An address that was asked and cannot be given a row. */
export interface Stranger {
  readonly address: Address;
  readonly why: string;
}

/** The last verdict that counts. */
export interface Settled {
  readonly state: RingState;
  readonly line: string;
}

export interface RingView {
  readonly sweep: number;
  readonly at: number;
  /** Polled peers, sorted by id. */
  readonly rows: readonly Row[];
  readonly strangers: readonly Stranger[];
  /** What everybody said who answered in this sweep, those who are not polled too. */
  readonly statuses: readonly PeerStatus[];
  readonly verdict: Verdict;
  /** Does the verdict count? Only then do exit codes and checks look at it. */
  readonly isFirm: boolean;
  readonly findings: readonly SeenFinding[];
  /** The last firm verdict, null before the first. Replaced only when state, rings, gone or unmonitored change. */
  readonly settled: Settled | null;
  /** Somebody changed since the sweep before, so the answers of this one need not belong together. */
  readonly isTorn: boolean;
  /** Sweeps in a row that were ideal and showed the same lists. */
  readonly idealSweeps: number;
  readonly hasEverHeard: boolean;
  readonly memory: Memory;
}

/** What the next sweep will be compared with. */
export interface Memory {
  /** The sweep in which each present finding was first seen, by its words. */
  readonly firstSeen: ReadonlyMap<string, number>;
  readonly peers: ReadonlyMap<Identifier, PeerMemory>;
  readonly settledAs: string;
}

export interface PeerMemory {
  readonly address: Address;
  readonly agree: Agreement;
  readonly agreeSince: number;
  readonly silentSweeps: number;
  /** The last status it gave, however long ago. */
  readonly status: PeerStatus | null;
  /** In which sweep each of its four neighbours last changed; minus infinity: never. */
  readonly changedIn: { readonly pred: readonly number[]; readonly succ: readonly number[] };
}
