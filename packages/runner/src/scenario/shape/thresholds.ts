// The shape of thresholds: what is demanded of what was measured.

import { z } from 'zod';
import { metrics, type MetricClaim, type Threshold } from '../language/index.ts';
import { readMetricClaim, readMetricKey } from '../read/claims.ts';
import { list } from './leaves.ts';
import { complain } from './mapping.ts';
import { refuse } from './words.ts';

const mend = 'write it like {detect: "p95 <= max(2p, 1s)"}';
const claimMend = 'write it like "p95 <= max(2p, 1s)"';
const keyPattern = `^\\s*(${Object.keys(metrics).join('|')})(\\{[^{}]*\\})?\\s*$`;

const claimText = z.string({ error: refuse('no claim', claimMend) }).meta({
  description: 'p50 to p99.9, max, min, mean, rate or count; <=, >=, <, > or ==; a value.',
  examples: ['p95 <= max(2p, 1s)', 'rate >= 99.9%'],
});

const claimTexts = z.union(
  [claimText.transform((each): readonly string[] => [each]), list(claimText, 'claims', claimMend, 20)],
  {
    error: refuse('no claim', claimMend),
  },
);

const keyText = z.string().meta({
  pattern: keyPattern,
  description: Object.entries(metrics)
    .map(([name, { says }]) => `${name}: ${says}.`)
    .join(' '),
});

export const thresholds: z.ZodType<readonly Threshold[]> = z
  .record(keyText, claimTexts, { error: refuse('no mapping', mend) })
  .meta({
    description:
      'What is demanded of what was measured. Without samples the run is inconclusive. A key may filter: request-ok{phase=churn}.',
  })
  .transform((raw, context) => Object.entries(raw).map(([key, texts]) => toThreshold(key, texts, context)));

function toThreshold(key: string, texts: readonly string[], context: z.RefinementCtx): Threshold {
  const read = readMetricKey(key);
  if ('wrong' in read) return complain(context, key, read.wrong);
  const claims = texts.map((text, place): MetricClaim => {
    const claim = readMetricClaim(text, read.value.metric);
    if ('value' in claim) return claim.value;
    context.addIssue({
      code: 'custom',
      message: claim.wrong,
      path: [key, place],
      params: { isWhole: true, end: 'value' },
    });
    return z.NEVER;
  });
  return { ...read.value, claims, key };
}
