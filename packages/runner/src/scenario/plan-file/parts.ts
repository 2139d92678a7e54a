// The smallest shapes of a saved plan. A plan is written by a program, so that each of its values has one form.

import { z } from 'zod';
import { operators, type Amount, type ByteRange, type Comparison } from '../language/index.ts';
import { choice, whole } from '../shape/leaves.ts';
import { mapping } from '../shape/mapping.ts';
import { meant, refuse, shown } from '../shape/words.ts';

const again = 'make the plan anew with runner check --json';
const msMax = 7 * 24 * 3_600_000;
const bytesMax = 2 ** 30;

export function fields<const Shape extends z.core.$ZodLooseShape>(
  noun: string,
  shape: Shape,
): z.ZodObject<Shape, z.core.$strict> {
  return mapping(`word of ${noun}`, again, shape);
}

/** One of several mappings, told apart by what stands under `tag`, which is one of `words`. */
export function tagged<
  const Types extends readonly [z.core.$ZodTypeDiscriminable, ...z.core.$ZodTypeDiscriminable[]],
  Tag extends string,
>(tag: Tag, noun: string, words: readonly string[], shapes: Types): z.ZodDiscriminatedUnion<Types, Tag> {
  return z.discriminatedUnion(tag, shapes, {
    error: ({ input }) => {
      const entries = typeof input === 'object' && input !== null ? Object.entries(input) : [];
      const word: unknown = entries.find(([key]) => key === tag)?.[1];
      if (typeof word === 'string') return `there is no ${noun} ${shown(word)}; ${meant(word, words)}`;
      return `${shown(input)} is no ${noun}; it needs ${tag}, one of ${words.join(', ')}`;
    },
  });
}

export function orNull<Value>(shape: z.ZodType<Value>): z.ZodType<Value | null> {
  return z.union([z.null(), shape], { error: refuse('nothing that is known here', again) });
}

export function many<Item>(item: z.ZodType<Item>): z.ZodType<readonly Item[]> {
  return z.array(item, { error: refuse('no list', again) });
}

export const id: z.ZodType<number> = whole(0, 2 ** 52 - 1, 'An id.');
export const ids: z.ZodType<readonly number[]> = many(id);
export const seed: z.ZodType<number> = whole(0, 2 ** 32 - 1, 'A seed.');
export const count: z.ZodType<number> = whole(0, bytesMax, 'A count.');
export const flag: z.ZodType<boolean> = z.boolean({
  error: refuse('neither true nor false', 'write one of them'),
});
export const text: z.ZodType<string> = z.string({ error: refuse('no text', again) });
export const texts: z.ZodType<readonly string[]> = many(text);

const noTime = refuse('no time in ms', `write a number from 0 to ${msMax}`);
export const ms: z.ZodType<number> = z
  .number({ error: noTime })
  .min(0, { error: noTime })
  .max(msMax, { error: noTime });

const noShare = refuse('no share', 'write a number from 0 to 1');
export const share: z.ZodType<number> = z
  .number({ error: noShare })
  .min(0, { error: noShare })
  .max(1, { error: noShare });
export const amountOf: z.ZodType<number> = z
  .number({ error: refuse('no number', 'write one') })
  .min(0, { error: refuse('no number above zero', 'write one') });

export const range: z.ZodType<ByteRange> = fields('a range', { least: count, most: count });
export const comparison: z.ZodType<Comparison> = fields('a comparison', {
  operator: choice('no operator', operators, 'How it is compared.'),
  value: count,
});
export const amount: z.ZodType<Amount> = tagged(
  'kind',
  'amount',
  ['count', 'share'],
  [
    fields('an amount', { kind: z.literal('count'), count }),
    fields('an amount', { kind: z.literal('share'), share }),
  ],
);
