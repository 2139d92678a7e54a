// Texts of thresholds: `request-ok{phase=churn}` and `p95 <= max(2p, 1s)`. A reader gives the value, or one sentence with the mend.

import {
  metrics,
  operators,
  type Aggregate,
  type Metric,
  type MetricClaim,
  type Quantity,
  type SampleFilter,
} from '../language/index.ts';
import { nearest } from '../../commands/nearest.ts';
import { readShare } from './amounts.ts';
import { readSpan } from './spans.ts';

const plainAggregates = ['max', 'min', 'mean', 'rate', 'count'] as const;
const metricNames = Object.keys(metrics) as readonly Metric[]; // oxlint-disable-line typescript/no-unsafe-type-assertion -- The keys of a closed table.
const labels = ['phase', 'load'] as const;

export type Read<Value> = { readonly value: Value } | { readonly wrong: string };

/** `request-ok{phase=churn}`. */
export function readMetricKey(text: string): Read<{ readonly metric: Metric; readonly where: SampleFilter }> {
  const match = /^(?<name>[\w-]+)(?:\{(?<filter>[^{}]*)\})?$/.exec(text.trim())?.groups;
  const name = match?.['name'] ?? text;
  const metric = metricNames.find((each) => each === name);
  if (match === undefined || metric === undefined) {
    const close = nearest(name, metricNames);
    const mend = close === undefined ? `choose one of ${metricNames.join(', ')}` : `did you mean ${close}?`;
    return { wrong: `nothing measures "${name}"; ${mend}` };
  }
  const where: { phase: string | undefined; load: string | undefined } = {
    phase: undefined,
    load: undefined,
  };
  for (const part of match['filter'] === undefined ? [] : match['filter'].split(',')) {
    const label = /^\s*(?<label>\w+)\s*=\s*(?<value>[\w.-]+)\s*$/.exec(part)?.groups;
    const known = labels.find((each) => each === label?.['label']);
    if (known === undefined || where[known] !== undefined) {
      return { wrong: `"${part.trim()}" filters no samples; write it like ${metric}{phase=churn}` };
    }
    where[known] = label?.['value'];
  }
  return { value: { metric, where } };
}

/** `p95 <= max(2p, 1s)`; the unit of the value must be the metric's own. */
export function readMetricClaim(text: string, metric: Metric): Read<MetricClaim> {
  const match = /^(?<aggregate>[a-z]+[\d.]*)\s*(?<operator><=|>=|==|<|>)\s*(?<value>.+)$/.exec(
    text.trim(),
  )?.groups;
  const { sort } = metrics[metric];
  const example = { time: 'p95 <= max(2p, 1s)', share: 'rate >= 99.9%', number: 'p95 <= 5' }[sort];
  const operator = operators.find((each) => each === match?.['operator']);
  if (match === undefined || operator === undefined) {
    return { wrong: `"${text}" is no claim; write it like ${example}` };
  }
  const aggregate = readAggregate(match['aggregate'] ?? '');
  if (aggregate === undefined) {
    return {
      wrong: `"${match['aggregate']}" sums up nothing; choose one of p50 to p99.9, max, min, mean, rate, count`,
    };
  }
  const isShare = sort === 'share';
  if (aggregate.kind !== 'count' && (aggregate.kind === 'rate') !== isShare) {
    return {
      wrong: isShare
        ? `${metric} is a rate, so ${match['aggregate']} says nothing of it; write it like ${example}`
        : `${metric} is no rate; write it like ${example}`,
    };
  }
  const value = readQuantity(match['value'] ?? '', aggregate.kind === 'count' ? 'number' : sort);
  if (value === undefined)
    return {
      wrong: `"${match['value']}" is no value for ${match['aggregate']} of ${metric}; write it like ${example}`,
    };
  return { value: { aggregate, operator, value, text: text.trim() } };
}

function readAggregate(text: string): Aggregate | undefined {
  const percent = Number(/^p(?<percent>\d{1,2}(?:\.\d{1,2})?)$/.exec(text)?.groups?.['percent']);
  if (percent > 0) return { kind: 'percentile', percent };
  const kind = plainAggregates.find((each) => each === text);
  return kind === undefined ? undefined : { kind };
}

function readQuantity(text: string, sort: 'time' | 'share' | 'number'): Quantity | undefined {
  if (sort === 'time') return readSpan(text);
  const plain = /^\d+(?:\.\d+)?$/.test(text.trim()) ? Number(text) : undefined;
  const value = sort === 'share' ? (readShare(text) ?? plain) : plain;
  return value === undefined || (sort === 'share' && value > 1) ? undefined : { kind: 'number', value };
}
