// What must be true. Types only; whether it is true, the player finds out.

import type { Comparison } from './amounts.ts';
import type { MetricClaim } from './threshold.ts';
import type { PeerWord, Target } from './target.ts';

/**
 * `ideal`: everybody's lists are whole and true. `valid`: one ring that winds once, and everybody can reach it (Zave 2017). `connected`:
 * nobody is cut off, though lists may be wrong.
 */
export const ringAims = ['ideal', 'valid', 'connected'] as const;
export type RingAim = (typeof ringAims)[number];

export const loadCounters = ['attempted', 'ok', 'failed', 'unknown'] as const;
export type LoadCounter = (typeof loadCounters)[number];

/** Nearest first; a longer list of the peer's own is right too. */
export interface ExpectedView {
  readonly peer: PeerWord;
  readonly succ: readonly PeerWord[] | undefined;
  readonly pred: readonly PeerWord[] | undefined;
}

export type Condition =
  | { readonly kind: 'ring'; readonly is: RingAim }
  | { readonly kind: 'view'; readonly views: readonly ExpectedView[] }
  | { readonly kind: 'alive'; readonly count: Comparison }
  /** Each of them lives. */
  | { readonly kind: 'alive-of'; readonly of: Target }
  | { readonly kind: 'unmonitored'; readonly count: Comparison }
  /** Whoever watches one of them holds it dead. */
  | { readonly kind: 'detected'; readonly of: Target }
  /** Of these names such a share (1 = all) can be read, with the value that was acknowledged. */
  | { readonly kind: 'keys'; readonly names: 'acknowledged' | readonly string[]; readonly readable: number }
  | { readonly kind: 'owner'; readonly of: string; readonly is: PeerWord }
  | { readonly kind: 'hops'; readonly claim: MetricClaim }
  | {
      readonly kind: 'load';
      readonly of: string | undefined;
      readonly counts: { readonly [Name in LoadCounter]?: Comparison | undefined };
    }
  | {
      readonly kind: 'event';
      readonly event: string;
      readonly at: Target | undefined;
      readonly count: Comparison;
    }
  | { readonly kind: 'log'; readonly has: string; readonly at: Target | undefined }
  /** Every peer that was told to end has ended well, and nobody else has ended. */
  | { readonly kind: 'processes' }
  | { readonly kind: 'all' | 'any'; readonly of: readonly Condition[] }
  | { readonly kind: 'not'; readonly of: Condition };

/** A condition that must be true in so many whole sweeps in a row. */
export interface Claim {
  readonly condition: Condition;
  readonly hold: number;
}
