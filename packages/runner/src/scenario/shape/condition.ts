// The shape of a condition: one word of condition-words.ts, or several conditions joined. `hold` stands in claims, `name` in checks.

import { z } from 'zod';
import type { AlwaysCheck, Claim, Condition, FinalCheck } from '../language/index.ts';
import { share, span } from './amounts.ts';
import { leafHeads, leafWords } from './condition-words.ts';
import { line, list, plain, whole } from './leaves.ts';
import { complain, exactlyOne, mapping, theOne } from './mapping.ts';
import { labels } from './names.ts';
import { refuse } from './words.ts';

const mend = 'write it like {ring: ideal}';
const holdMax = 100;
const joinedMax = 20;
const heads = [...leafHeads, 'all', 'any', 'not'] as const;
type Head = (typeof heads)[number];

/** A condition among others. */
const nested: z.ZodType<Condition> = z.lazy(() => condition);
const several = list(nested, 'conditions', mend, joinedMax);

const headWords: Readonly<Record<Head, z.ZodType<Condition>>> = {
  any: several.meta({ description: 'At least one of them.' }).transform((of) => ({ kind: 'any', of })),
  all: several.meta({ description: 'Every one of them.' }).transform((of) => ({ kind: 'all', of })),
  not: nested.transform((of) => ({ kind: 'not', of })),
  ...leafWords,
};

const readable = z
  .union([plain('all', 'no share', 'write all').transform(() => 1), share('Such a share of them.')], {
    error: refuse('no share', 'write all, or a share such as 99%'),
  })
  .meta({
    description: 'Of keys: how many can be read, with the value that was acknowledged. all when absent.',
  });

const shape = { ...optional(headWords), readable: readable.optional() };
const notes = { ...exactlyOne(heads), dependentRequired: { readable: ['keys'] } };
const hold = whole(1, holdMax, 'True in so many whole sweeps in a row. 1 when absent.').optional();
const name = line(100, 'What the check is called in reports.').optional();

/** What is looked for in a condition, and stands elsewhere. */
const beside = {
  within: 'within stands beside the step, not in its condition',
  until: 'until stands beside the step, not in its condition',
};
const nestedHints = { ...beside, hold: 'hold is for the whole condition; put it beside the outermost word' };

const condition: z.ZodType<Condition> = mapping(
  'condition',
  mend,
  shape,
  {
    ...notes,
    id: 'condition',
    description: 'What must be true: one word, or several conditions joined by all, any, not.',
  },
  { offered: heads, hints: nestedHints },
).transform(toCondition);

export const claim: z.ZodType<Claim> = mapping(
  'condition',
  mend,
  { ...shape, hold },
  {
    ...notes,
    id: 'claim',
    description: 'A condition, and in how many whole sweeps in a row it must be true.',
  },
  { offered: heads, hints: beside },
).transform((raw, context) => ({ condition: toCondition(raw, context), hold: raw.hold ?? 1 }));

export const alwaysCheck: z.ZodType<AlwaysCheck> = mapping(
  'condition',
  mend,
  { ...shape, hold, name, except: labels('Phases in which it may be false.').optional() },
  notes,
).transform((raw, context) => ({
  condition: toCondition(raw, context),
  hold: raw.hold ?? 1,
  name: raw.name,
  except: raw.except ?? [],
}));

export const finalCheck: z.ZodType<FinalCheck> = mapping(
  'condition',
  mend,
  { ...shape, hold, name, within: span('How long the ring has to settle.').optional() },
  notes,
).transform((raw, context) => ({
  condition: toCondition(raw, context),
  hold: raw.hold ?? 1,
  name: raw.name,
  within: raw.within,
}));

type Raw = { readonly [Word in Head]?: Condition | undefined } & { readonly readable?: number | undefined };

function toCondition(raw: Raw, context: z.RefinementCtx): Condition {
  const head = theOne(raw, heads, 'a condition', context);
  const found = head === undefined ? undefined : raw[head];
  if (found === undefined || raw.readable === undefined) return found ?? z.NEVER;
  if (found.kind === 'keys') return { ...found, readable: raw.readable };
  return complain(
    context,
    'readable',
    'readable belongs to keys; write it like {keys: acknowledged, readable: all}',
  );
}

function optional<Word extends string, Value>(
  all: Readonly<Record<Word, z.ZodType<Value>>>,
): Record<Word, z.ZodOptional<z.ZodType<Value>>> {
  const entries = Object.entries<z.ZodType<Value>>(all).map(([key, each]) => [key, each.optional()]);
  return Object.fromEntries(entries) as Record<Word, z.ZodOptional<z.ZodType<Value>>>; // oxlint-disable-line typescript/no-unsafe-type-assertion -- The same keys.
}
