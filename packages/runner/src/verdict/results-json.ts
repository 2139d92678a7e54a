// `results.json`: everything that was found, for programs. Its fields are as those of the records: camelCase, units in the name, absent is null.

import {
  aggregated,
  metrics,
  valuesOf,
  type Aggregate,
  type Lag,
  type Metric,
  type Plan,
  type PlayResult,
} from '../scenario/index.ts';
import type { RunVerdict } from './judge.ts';

export interface RunAbout {
  readonly name: string;
  readonly source: string;
  /** The command that repeats the run. */
  readonly again: string;
  /** ISO, UTC. */
  readonly startedAt: string;
  readonly version: string;
}

const percentiles: readonly Aggregate[] = [
  { kind: 'count' },
  { kind: 'min' },
  { kind: 'mean' },
  { kind: 'percentile', percent: 50 },
  { kind: 'percentile', percent: 95 },
  { kind: 'percentile', percent: 99 },
  { kind: 'max' },
];

export function resultsJson(
  about: RunAbout,
  plan: Plan,
  result: PlayResult,
  verdict: RunVerdict,
  lag: Lag,
): object {
  return {
    v: 1,
    type: 'results',
    ...about,
    seed: plan.seed,
    planHash: plan.hash,
    arena: result.arena,
    verdict: verdict.kind,
    exitCode: verdict.exitCode,
    cause: verdict.cause,
    tookMs: Math.round(result.tookMs),
    pingMs: plan.ring.pingMs,
    checks: verdict.checks,
    steps: result.steps,
    metrics: metricsOf(plan, result),
    loads: result.loads,
    operations: result.operations.length,
    wasParted: result.wasParted,
    lag: { maxMs: Math.round(lag.maxMs), share: Number(lag.share.toFixed(4)) },
    endings: result.endings,
  };
}

/** By the clock, and where it is a time also in ping periods. */
function metricsOf({ ring }: Plan, { samples }: PlayResult): object {
  const names = Object.keys(metrics).filter((name): name is Metric => Object.hasOwn(metrics, name));
  return Object.fromEntries(
    names.flatMap((metric) => {
      const values = valuesOf(samples, metric, null, null);
      if (values.length === 0) return [];
      const figures = Object.fromEntries(
        percentiles.map((aggregate) => [aggregateName(aggregate), finite(aggregated(values, aggregate))]),
      );
      const isTime = metrics[metric].sort === 'time';
      const p95 = aggregated(values, { kind: 'percentile', percent: 95 });
      const inPings = isTime && p95 !== undefined ? { p95Pings: finite(p95 / ring.pingMs) } : {};
      return [[metric, { unit: unitOf(metric), ...figures, ...inPings }]];
    }),
  );
}

function unitOf(metric: Metric): string {
  return { time: 'ms', share: 'share', number: 'hops' }[metrics[metric].sort];
}

function aggregateName(aggregate: Aggregate): string {
  return aggregate.kind === 'percentile' ? `p${aggregate.percent}` : aggregate.kind;
}

/** JSON knows no infinity: what never came about has no number. */
function finite(value: number | undefined): number | null {
  return value === undefined || !Number.isFinite(value) ? null : Number(value.toFixed(3));
}
