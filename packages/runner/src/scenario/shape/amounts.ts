// Shapes of times, shares, counts, sizes and rates.

import { z } from 'zod';
import type { Amount, ByteRange, Comparison, Replacement, Span, SpanRange } from '../language/index.ts';
import {
  isByteCount,
  readByteRange,
  readComparison,
  readRate,
  readReplacement,
  readShare,
} from '../read/amounts.ts';
import { readSpan, readSpanRange } from '../read/spans.ts';
import { parseTimeMs } from '@ringside/peer/settings';
import { readText, whole } from './leaves.ts';
import { refuse } from './words.ts';

const spanMend = 'write it like 20s, 500ms, 2m or 8p (ping periods)';
const spanPattern = '^\\s*(\\d+(\\.\\d+)?(ms|s|m|h|p)|(max|min)\\(.+\\))\\s*$';
const sharePattern = '^\\s*\\d+(\\.\\d+)?%\\s*$';

/** A time, or a number of ping periods. */
export function span(description: string): z.ZodType<Span> {
  return readText('no time', spanMend, readSpan, {
    description: `${description} A time (20s, 500ms, 2m), ping periods (8p), or max(8p, 2s).`,
    examples: ['20s', '8p'],
    pattern: spanPattern,
  });
}

function readClockTime(text: string): number | undefined {
  return /[a-z]\s*$/.test(text) ? parseTimeMs(text) : undefined;
}

/** A time by the clock, in ms. */
export function clockTime(description: string): z.ZodType<number> {
  return readText('no time by the clock', 'write it like 3s or 250ms', readClockTime, {
    description,
    examples: ['3s', '250ms'],
  });
}

export function spanRange(description: string): z.ZodType<SpanRange> {
  return readText('no time', 'write it like 200ms or 50ms..200ms', readSpanRange, {
    description,
    examples: ['50ms..200ms'],
  });
}

/** From 0% to 100%, as 0 to 1. */
export function share(description: string): z.ZodType<number> {
  return readText('no share', 'write it like 30%', readShare, {
    description,
    examples: ['30%'],
    pattern: sharePattern,
  });
}

/** So many, at least one, or a share of them. */
export function amount(description: string): z.ZodType<Amount> {
  const mend = 'write it like 2 or 25%';
  const count = whole(1, 1_000, 'So many.').transform((each): Amount => ({ kind: 'count', count: each }));
  const part = readText('no amount', mend, readShare, {
    description: 'Such a share of them.',
    pattern: sharePattern,
  }).transform((each): Amount => ({ kind: 'share', share: each }));
  return z.union([count, part], { error: refuse('no amount', mend) }).meta({ description });
}

export function byteRange(description: string): z.ZodType<ByteRange> {
  const mend = 'write it like 500, 200..2000 or 1MiB';
  const plain = z
    .number()
    .refine(isByteCount, { error: ({ input }) => refuse('no size', mend)({ input }) })
    .meta({ type: 'integer', minimum: 0 })
    .transform((bytes): ByteRange => ({ least: bytes, most: bytes }));
  const written = readText('no size', mend, readByteRange, { description, examples: ['200..2000', '1MiB'] });
  return z.union([plain, written], { error: refuse('no size', mend) }).meta({ description });
}

/** Operations a second. */
export function rate(description: string): z.ZodType<number> {
  return readText('no rate', 'write it like 5/s or 30/m', readRate, { description, examples: ['5/s'] });
}

export function replacement(description: string): z.ZodType<Replacement> {
  return readText('no replacement', 'write it like 30% per 60s', readReplacement, {
    description,
    examples: ['30% per 60s'],
  });
}

/** A whole number, or a comparison. `bare`: what a number alone means. */
export function comparison(description: string, bare: '==' | '>=' = '=='): z.ZodType<Comparison> {
  const mend = 'write it like 12 or ">= 12"';
  const number = z
    .int({ error: refuse('no count', mend) })
    .min(0, { error: refuse('no count', mend) })
    .transform((value): Comparison => ({ operator: bare, value }));
  const written = readText('no count', mend, readComparison, { description, examples: ['>= 12'] });
  return z.union([number, written], { error: refuse('no count', mend) }).meta({ description });
}
