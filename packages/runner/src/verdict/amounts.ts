// What was measured, in words: times by the clock and in ping periods, shares, numbers. Pure.

import type { Aggregate, Metric } from '../scenario/index.ts';
import { metrics } from '../scenario/index.ts';

/** `p95 is 412 ms (0.8p)`. */
export function measured(metric: Metric, aggregate: Aggregate, value: number, pingMs: number): string {
  const name = aggregate.kind === 'percentile' ? `p${aggregate.percent}` : aggregate.kind;
  if (aggregate.kind === 'count') return `${name} is ${value}`;
  return `${name} is ${amountWords(metric, value, pingMs)}`;
}

export function amountWords(metric: Metric, value: number, pingMs: number): string {
  switch (metrics[metric].sort) {
    case 'time':
      return value === Infinity
        ? 'endless, since it never came about'
        : `${msWords(value)} (${(value / pingMs).toFixed(1)}p)`;
    case 'share':
      return `${Number((100 * value).toFixed(2))}%`;
    case 'number':
      return String(Number(value.toFixed(2)));
  }
}

export function msWords(ms: number): string {
  return ms < 1_000 ? `${Math.round(ms)} ms` : `${(ms / 1_000).toFixed(2)} s`;
}
