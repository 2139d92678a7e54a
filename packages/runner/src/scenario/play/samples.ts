// What was measured while a plan was played: one number each time, with the phase and the load it belongs to. Pure.

import type { Aggregate, Metric } from '../language/index.ts';

export interface Sample {
  readonly metric: Metric;
  /** Ms, hops, or 1 and 0 for what went well and what did not. Infinity: it never came about. */
  readonly value: number;
  readonly phase: string;
  readonly load: string | null;
}

export class Samples {
  readonly all: Sample[] = [];

  add(metric: Metric, value: number, phase: string, load: string | null = null): void {
    this.all.push({ metric, value, phase, load });
  }

  /** Those of one metric; of one phase and one load only, when they are named. */
  of(metric: Metric, phase: string | null = null, load: string | null = null): readonly number[] {
    return valuesOf(this.all, metric, phase, load);
  }
}

export function valuesOf(
  samples: readonly Sample[],
  metric: Metric,
  phase: string | null,
  load: string | null,
): readonly number[] {
  return samples
    .filter(
      (sample) =>
        sample.metric === metric &&
        (phase === null || sample.phase === phase) &&
        (load === null || sample.load === load),
    )
    .map(({ value }) => value);
}

/** Undefined when there is nothing to be taken together; a count there is always. */
export function aggregated(values: readonly number[], aggregate: Aggregate): number | undefined {
  if (aggregate.kind === 'count') return values.length;
  if (values.length === 0) return undefined;
  const sorted = values.toSorted((a, b) => a - b);
  switch (aggregate.kind) {
    case 'percentile': {
      // The nearest rank: a value that was measured.
      const rank = Math.max(1, Math.ceil((aggregate.percent / 100) * sorted.length));
      return sorted[rank - 1];
    }
    case 'max':
      return sorted.at(-1);
    case 'min':
      return sorted[0];
    case 'mean':
    case 'rate':
      return sorted.reduce((sum, value) => sum + value, 0) / sorted.length;
  }
}
