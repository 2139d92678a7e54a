// How much and how long, as a scenario says it. Types only; times in ping periods become ms when a plan is made.

/** A length of time. `pings` are ping periods, so that one file fits rings of any pace. */
export type Span =
  | { readonly kind: 'time'; readonly ms: number }
  | { readonly kind: 'pings'; readonly pings: number }
  | { readonly kind: 'max' | 'min'; readonly of: readonly Span[] };

export interface SpanRange {
  readonly least: Span;
  readonly most: Span;
}

/** So many, or such a share (0 to 1) of those that may be chosen. */
export type Amount =
  | { readonly kind: 'count'; readonly count: number }
  | { readonly kind: 'share'; readonly share: number };

export interface ByteRange {
  readonly least: number;
  readonly most: number;
}

/** So many, or such a share of the living, are replaced within each `per`. */
export interface Replacement {
  readonly amount: Amount;
  readonly per: Span;
}

export const operators = ['<=', '>=', '<', '>', '=='] as const;
export type Operator = (typeof operators)[number];

export interface Comparison {
  readonly operator: Operator;
  readonly value: number;
}
