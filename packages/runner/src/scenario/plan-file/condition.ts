// The shape of conditions and thresholds in a saved plan.

import { z } from 'zod';
import {
  loadCounters,
  metrics,
  operators,
  ringAims,
  type Aggregate,
  type Metric,
} from '../language/index.ts';
import type { PlannedClaim, PlannedCondition, PlannedMetricClaim, PlannedThreshold } from '../plan/plan.ts';
import { choice, whole } from '../shape/leaves.ts';
import { amountOf, comparison, fields, id, ids, many, orNull, share, tagged, text, texts } from './parts.ts';
import { who } from './who.ts';

const noun = 'a condition';
const nested: z.ZodType<PlannedCondition> = z.lazy(() => condition);
const metricNames = Object.keys(metrics) as readonly Metric[]; // oxlint-disable-line typescript/no-unsafe-type-assertion -- The keys of a closed table.

const percent = z
  .number({ error: () => 'a percentile is a number above 0 and below 100' })
  .gt(0)
  .lt(100);
const aggregate: z.ZodType<Aggregate> = tagged(
  'kind',
  'aggregate',
  ['percentile', 'max', 'min', 'mean', 'rate', 'count'],
  [
    fields('an aggregate', { kind: z.literal('percentile'), percent }),
    fields('an aggregate', { kind: z.literal(['max', 'min', 'mean', 'rate', 'count']) }),
  ],
);

const metricClaim: z.ZodType<PlannedMetricClaim> = fields('a claim', {
  aggregate,
  operator: choice('no operator', operators, 'How it is compared.'),
  value: amountOf,
  text,
});

export const threshold: z.ZodType<PlannedThreshold> = fields('a threshold', {
  key: text,
  metric: choice('no metric', metricNames, 'What is measured.'),
  phase: orNull(text),
  load: orNull(text),
  claims: many(metricClaim),
});

const oneView = fields('a view', { peer: id, succ: orNull(ids), pred: orNull(ids) });
const counted = fields('a count', {
  counter: choice('no counter', loadCounters, 'What is counted.'),
  is: comparison,
});

const kinds = [
  'ring',
  'view',
  'alive',
  'alive-of',
  'unmonitored',
  'detected',
  'keys',
  'owner',
  'hops',
  'load',
  'event',
  'log',
  'processes',
  'all',
  'any',
  'not',
];

const condition: z.ZodType<PlannedCondition> = tagged('kind', 'condition', kinds, [
  fields(noun, { kind: z.literal('ring'), is: choice('no state of a ring', ringAims, 'The state.') }),
  fields(noun, { kind: z.literal('view'), views: many(oneView) }),
  fields(noun, { kind: z.literal('alive'), count: comparison }),
  fields(noun, { kind: z.literal('alive-of'), of: who }),
  fields(noun, { kind: z.literal('unmonitored'), count: comparison }),
  fields(noun, { kind: z.literal('detected'), of: who }),
  fields(noun, { kind: z.literal('keys'), names: orNull(texts), readable: share }),
  fields(noun, { kind: z.literal('owner'), of: text, is: id }),
  fields(noun, { kind: z.literal('hops'), claim: metricClaim }),
  fields(noun, { kind: z.literal('load'), of: orNull(text), counts: many(counted) }),
  fields(noun, { kind: z.literal('event'), event: text, at: orNull(who), count: comparison }),
  fields(noun, { kind: z.literal('log'), has: text, at: orNull(who) }),
  fields(noun, { kind: z.literal('processes') }),
  fields(noun, { kind: z.literal(['all', 'any']), of: many(nested) }),
  fields(noun, { kind: z.literal('not'), of: nested }),
]);

/** The two fields of a claim, to be put into others. */
export const claimFields: {
  readonly condition: z.ZodType<PlannedCondition>;
  readonly hold: z.ZodType<number>;
} = { condition, hold: whole(1, 100, 'Sweeps in a row.') };

export const claim: z.ZodType<PlannedClaim> = fields('a claim', claimFields);
