// What is measured, and what is demanded of it. Types, and the one table of metrics.

import type { Operator, Span } from './amounts.ts';

interface MetricSort {
  /** `time` in ms, `share` from 0 to 1 (ok of attempted), `number` of hops. */
  readonly sort: 'time' | 'share' | 'number';
  readonly says: string;
}

export type Metric =
  | 'detect'
  | 'converge'
  | 'join'
  | 'store'
  | 'request'
  | 'lookup'
  | 'store-ok'
  | 'request-ok'
  | 'lookup-ok'
  | 'hops';

export const metrics: Readonly<Record<Metric, MetricSort>> = {
  detect: { sort: 'time', says: 'from the death of a peer until a neighbour holds it dead' },
  converge: { sort: 'time', says: 'from a change of the members until the ring is ideal again' },
  join: { sort: 'time', says: 'from the start of a joiner until it is a member' },
  store: { sort: 'time', says: 'how long an acknowledged store took' },
  request: { sort: 'time', says: 'how long an answered request took' },
  lookup: { sort: 'time', says: 'how long an answered lookup took' },
  'store-ok': { sort: 'share', says: 'stores that were acknowledged, of those attempted' },
  'request-ok': { sort: 'share', says: 'requests that brought the right value, of those attempted' },
  'lookup-ok': { sort: 'share', says: 'lookups that named the right owner, of those attempted' },
  hops: { sort: 'number', says: 'peers on the way of a store, request or lookup, without the asker' },
};

export type Aggregate =
  | { readonly kind: 'percentile'; readonly percent: number }
  | { readonly kind: 'max' | 'min' | 'mean' | 'rate' | 'count' };

export type Quantity = Span | { readonly kind: 'number'; readonly value: number };

export interface MetricClaim {
  readonly aggregate: Aggregate;
  readonly operator: Operator;
  readonly value: Quantity;
  /** As it was written. */
  readonly text: string;
}

/** Only samples of this phase, or of this load. */
export interface SampleFilter {
  readonly phase: string | undefined;
  readonly load: string | undefined;
}

export interface Threshold {
  readonly metric: Metric;
  readonly where: SampleFilter;
  readonly claims: readonly MetricClaim[];
  /** `request-ok{phase=churn}`, as it was written. */
  readonly key: string;
}
