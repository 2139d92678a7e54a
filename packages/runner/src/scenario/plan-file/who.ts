// The shape of who is meant in a saved plan.

import { z } from 'zod';
import type { PlannedSide, Who } from '../plan/plan.ts';
import { choice } from '../shape/leaves.ts';
import { amount, fields, ids, many, orNull, seed, tagged, text } from './parts.ts';

const kinds = ['peers', 'successor-of', 'owner-of', 'bound', 'several', 'draw'] as const;
const noun = 'a choice of peers';
const nested: z.ZodType<Who> = z.lazy(() => who);

const shapes = [
  fields(noun, { kind: z.literal('peers'), ids }),
  fields(noun, { kind: z.literal('successor-of'), of: nested, expected: ids }),
  fields(noun, { kind: z.literal('owner-of'), name: text, expected: ids }),
  fields(noun, { kind: z.literal('bound'), name: text, expected: ids }),
  fields(noun, { kind: z.literal('several'), of: many(nested), expected: ids }),
  fields(noun, {
    kind: z.literal('draw'),
    seed,
    how: choice('no way to draw', ['any', 'adjacent'], 'How they are drawn.'),
    amount,
    among: orNull(ids),
    not: many(nested),
    expected: ids,
  }),
] as const;

export const who: z.ZodType<Who> = tagged('kind', 'choice of peers', kinds, shapes);

export const side: z.ZodType<PlannedSide> = tagged(
  'kind',
  'side',
  [...kinds, 'rest'],
  [...shapes, fields('a side', { kind: z.literal('rest') })],
);
