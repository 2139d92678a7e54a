// The steps of a scenario. Types only; one row a verb.

import type { ByteRange, Replacement, Span, SpanRange } from './amounts.ts';
import type { Claim } from './condition.ts';
import type { PeerWord, Side, Target } from './target.ts';

export const startWays = ['given', 'join-one-by-one', 'join-at-once'] as const;
export type StartWay = (typeof startWays)[number];

export const lossKinds = ['leave', 'kill', 'pause'] as const;
export type LossKind = (typeof lossKinds)[number];

/** `survivable`: nobody loses its whole successor list, nor a value all its holders, within one detection time. */
export const guards = ['survivable', 'none'] as const;
export type Guard = (typeof guards)[number];

export const answers = ['found', 'not-found', 'unavailable'] as const;
export type Answer = (typeof answers)[number];

/** Peers that were never there, with drawn ids. */
export interface Fresh {
  readonly kind: 'fresh';
  readonly count: number;
}

/** One name, or so many drawn ones. */
export type Names =
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'drawn'; readonly count: number };

export type Value =
  | { readonly kind: 'file'; readonly path: string }
  /** Drawn bytes. */
  | { readonly kind: 'bytes'; readonly bytes: ByteRange };

/** What a link suffers. Shares are from 0 to 1. */
export interface LinkEffect {
  readonly drop: boolean;
  readonly loss: number;
  readonly duplicate: number;
  readonly reorder: number;
  readonly delay: SpanRange | undefined;
}

export interface Churn {
  readonly for: Span;
  readonly replace: Replacement;
  readonly kinds: Readonly<Record<LossKind, number>>;
  /** Share of the joiners that were never there; the others come back. */
  readonly fresh: number;
  readonly minAlive: number | undefined;
  readonly guard: Guard;
  readonly pauseFor: Span;
  readonly not: readonly PeerWord[];
}

/** So many of each, in one moment. */
export interface Burst {
  readonly leave: number;
  readonly kill: number;
  readonly pause: number;
  readonly join: number;
  readonly minAlive: number | undefined;
  readonly guard: Guard;
  readonly pauseFor: Span;
  readonly not: readonly PeerWord[];
}

export type Deed =
  | { readonly kind: 'start'; readonly words: readonly PeerWord[]; readonly how: StartWay }
  | {
      readonly kind: 'join';
      readonly who: { readonly kind: 'named'; readonly words: readonly PeerWord[] } | Fresh;
      readonly via: Target | undefined;
    }
  | { readonly kind: 'leave' | 'kill'; readonly target: Target }
  | { readonly kind: 'resume' | 'restart'; readonly target: Target }
  | { readonly kind: 'pause'; readonly target: Target; readonly for: Span | undefined }
  | { readonly kind: 'partition'; readonly sides: readonly Side[]; readonly for: Span | undefined }
  /** The name of a partition or of a link, or all of them. */
  | { readonly kind: 'heal'; readonly fault: string }
  | {
      readonly kind: 'link';
      readonly from: Side;
      readonly to: Side;
      readonly isBothWays: boolean;
      readonly effect: LinkEffect;
      readonly for: Span | undefined;
    }
  | {
      readonly kind: 'store';
      readonly names: Names;
      readonly via: Target | undefined;
      readonly value: Value;
    }
  | {
      readonly kind: 'request';
      readonly names: Names;
      readonly via: Target | undefined;
      readonly to: string | undefined;
      readonly answer: Answer;
    }
  | { readonly kind: 'lookup'; readonly names: Names; readonly via: Target | undefined }
  | { readonly kind: 'churn'; readonly churn: Churn }
  | { readonly kind: 'burst'; readonly burst: Burst }
  | { readonly kind: 'wait' | 'expect'; readonly claim: Claim }
  | { readonly kind: 'mark'; readonly text: string }
  | { readonly kind: 'parallel'; readonly branches: readonly (Step | readonly Step[])[] }
  | { readonly kind: 'repeat'; readonly times: number; readonly do: readonly Step[] };

export type Verb = Deed['kind'];

/** What may stand beside any verb that allows it. */
export type Step = Deed & {
  /** The name of the peers chosen, or of the fault made. */
  readonly as: string | undefined;
  /** How long the whole step may take. */
  readonly within: Span | undefined;
  /** What to wait for after the deed is done, before the next step. */
  readonly until: Claim | undefined;
};
