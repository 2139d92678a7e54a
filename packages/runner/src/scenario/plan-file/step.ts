// The shape of a step in a saved plan.

import { z } from 'zod';
import { answers, startWays } from '../language/index.ts';
import type { PlannedEvent, PlannedJoin, PlannedStep } from '../plan/plan.ts';
import { choice } from '../shape/leaves.ts';
import { innerPath } from '../shape/names.ts';
import { claim } from './condition.ts';
import { count, fields, flag, id, many, ms, orNull, seed, share, tagged, text, texts } from './parts.ts';
import { side, who } from './who.ts';

const noun = 'a step';
const nested: z.ZodType<PlannedStep> = z.lazy(() => step);
const acts = [
  'start',
  'join',
  'leave',
  'kill',
  'resume',
  'restart',
  'pause',
  'partition',
  'heal',
  'link',
  'store',
  'request',
  'lookup',
  'churn',
  'burst',
  'wait',
  'expect',
  'mark',
  'parallel',
];

const every = { id: text, as: orNull(text), limitMs: ms, until: orNull(claim) };
const join: z.ZodType<PlannedJoin> = fields('a join', { id, via: orNull(who) });
const path = orNull(innerPath('A file that stays inside.'));
const value = fields('a value', { name: text, path, bytes: count, seed });
const delay = fields('a delay', { least: ms, most: ms });
const effect = fields('an effect', {
  drop: flag,
  loss: share,
  duplicate: share,
  reorder: share,
  delayMs: orNull(delay),
});

const event: z.ZodType<PlannedEvent> = tagged(
  'act',
  'event',
  ['leave', 'kill', 'pause', 'resume', 'restart', 'join'],
  [
    fields('an event', { atMs: ms, act: z.literal(['leave', 'kill', 'pause', 'resume', 'restart']), id }),
    fields('an event', { atMs: ms, act: z.literal('join'), id, via: id }),
  ],
);

export const step: z.ZodType<PlannedStep> = tagged('act', 'step', acts, [
  fields(noun, {
    ...every,
    act: z.literal('start'),
    how: choice('no way to start', startWays, 'How.'),
    joins: many(join),
  }),
  fields(noun, { ...every, act: z.literal('join'), joins: many(join) }),
  fields(noun, { ...every, act: z.literal(['leave', 'kill', 'resume', 'restart']), who }),
  fields(noun, { ...every, act: z.literal('pause'), who, forMs: orNull(ms) }),
  fields(noun, { ...every, act: z.literal('partition'), sides: many(side), forMs: orNull(ms) }),
  fields(noun, { ...every, act: z.literal('heal'), fault: orNull(text) }),
  fields(noun, {
    ...every,
    act: z.literal('link'),
    from: side,
    to: side,
    isBothWays: flag,
    effect,
    seed,
    forMs: orNull(ms),
  }),
  fields(noun, { ...every, act: z.literal('store'), values: many(value), via: who }),
  fields(noun, {
    ...every,
    act: z.literal('request'),
    names: texts,
    via: who,
    to: path,
    answer: choice('no answer', answers, 'The answer.'),
  }),
  fields(noun, { ...every, act: z.literal('lookup'), names: texts, via: who }),
  fields(noun, {
    ...every,
    act: z.literal(['churn', 'burst']),
    forMs: ms,
    windowMs: orNull(ms),
    leftOut: count,
    events: many(event),
  }),
  fields(noun, { ...every, act: z.literal(['wait', 'expect']), claim }),
  fields(noun, { ...every, act: z.literal('mark'), text }),
  fields(noun, { ...every, act: z.literal('parallel'), branches: many(many(nested)) }),
]);
