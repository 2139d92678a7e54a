// The shape of a saved plan.

import { z } from 'zod';
import { hashRules, ownerRules, presetNames, routings } from '@ringside/peer/settings';
import { loadVerbs, type RingRules } from '../language/index.ts';
import type { Unsealed } from '../plan/hash.ts';
import { choice, whole } from '../shape/leaves.ts';
import { scenarioName, word } from '../shape/names.ts';
import { refuse } from '../shape/words.ts';
import { claimFields, threshold } from './condition.ts';
import { amountOf, fields, id, many, ms, orNull, range, seed, text, texts } from './parts.ts';
import { step } from './step.ts';

const ring: z.ZodType<RingRules> = fields('a ring', {
  preset: choice('no preset', presetNames, 'The preset.'),
  bits: whole(1, 52, 'Ids are below 2^bits.'),
  hash: choice('no hash', hashRules, 'How a name becomes a key.'),
  owner: choice('no owner rule', ownerRules, 'Who keeps a key that equals an id.'),
  routing: choice('no routing', routings, 'Where a request may go next.'),
  successors: whole(1, 64, 'Length of the successor list.'),
  replicas: whole(1, 16, 'Copies.'),
  pingMs: ms,
});

const peer = fields('a peer', {
  id,
  name: orNull(text),
  group: orNull(text),
  program: orNull(word('A program.')),
});
const stream = fields('a stream', {
  verb: choice('no verb', loadVerbs, 'The operation.'),
  perSecond: amountOf,
  bytes: orNull(range),
});
const load = fields('a load', { name: text, timeoutMs: ms, streams: many(stream) });
const during = fields('a load of a phase', { load: text, seed });
const phase = fields('a phase', { name: text, during: many(during), steps: many(step) });

/** The seal may be missing in a plan that was changed by hand. */
export const planShape: z.ZodType<Unsealed> = fields('a plan', {
  plan: z.literal(1, { error: refuse('no version of plans', 'this program reads plan: 1') }),
  hash: text.optional(),
  name: scenarioName('The scenario.'),
  description: orNull(text),
  seed,
  ring,
  peersMax: whole(1, 1_000, 'So many run at the same time.'),
  peers: many(peer),
  loads: many(load),
  phases: many(phase),
  always: many(fields('a check', { name: text, ...claimFields, except: texts })),
  finally: many(fields('a check', { name: text, ...claimFields, withinMs: ms })),
  thresholds: many(threshold),
});
