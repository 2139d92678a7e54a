// The words of a condition, each with what may stand behind it. One of them makes a condition; how they are joined is in condition.ts.

import { z } from 'zod';
import {
  loadCounters,
  ringAims,
  type Comparison,
  type Condition,
  type ExpectedView,
  type PeerWord,
} from '../language/index.ts';
import { readMetricClaim } from '../read/claims.ts';
import { eventNames } from '../read/event-names.ts';
import { comparison } from './amounts.ts';
import { choice, line, list, plain } from './leaves.ts';
import { complain, mapping } from './mapping.ts';
import { label, peerWord, peerWords, valueName } from './names.ts';
import { target } from './target.ts';
import { refuse } from './words.ts';

export const leafHeads = [
  'ring',
  'view',
  'alive',
  'unmonitored',
  'detected',
  'keys',
  'owner',
  'hops',
  'load',
  'event',
  'log',
  'processes',
] as const;
type LeafHead = (typeof leafHeads)[number];

const once: Comparison = { operator: '>=', value: 1 };

const ring = choice('no state of a ring', ringAims, 'The whole ring: ideal, valid or connected.').transform(
  (is): Condition => ({ kind: 'ring', is }),
);

const viewMend = 'write it like {9: {succ: [14, 15], pred: [8, 5]}}';
const oneView = mapping(
  'list',
  'write it like {succ: [14, 15], pred: [8, 5]}',
  {
    succ: peerWords('Its nearest successors, nearest first.').optional(),
    pred: peerWords('Its nearest predecessors, nearest first.').optional(),
  },
  { minProperties: 1 },
);

const view = z
  .record(z.string(), oneView, { error: refuse('no view', viewMend) })
  .meta({ description: 'What these peers hold for their nearest neighbours.', minProperties: 1 })
  .transform((raw, context): Condition => {
    const views = Object.entries(raw).map(([peer, { succ, pred }]): ExpectedView => {
      if (succ === undefined && pred === undefined)
        complain(context, peer, 'succ or pred is missing here; name at least one');
      return { peer: wordOfKey(peer), succ, pred };
    });
    return views.length === 0
      ? complain(context, undefined, `the view is empty; ${viewMend}`)
      : { kind: 'view', views };
  });

/** Keys are texts; those of digits are ids. */
function wordOfKey(key: string): PeerWord {
  return /^\d+$/.test(key) ? Number(key) : key;
}

const alive = z
  .union(
    [
      comparison('So many peers live.').transform((count): Condition => ({ kind: 'alive', count })),
      mapping('word', 'write {of: victim}', { of: target }).transform(({ of }): Condition => ({
        kind: 'alive-of',
        of,
      })),
    ],
    { error: refuse('no count', 'write it like 12, ">= 12" or {of: victim}') },
  )
  .meta({ description: 'How many peers live, or that each of these does.' });

const unmonitored = comparison('So many peers live that nobody polls.').transform((count): Condition => ({
  kind: 'unmonitored',
  count,
}));

const detected = mapping('word', 'write {of: victim}', { of: target })
  .meta({ description: 'Whoever watches one of them holds it dead.' })
  .transform(({ of }): Condition => ({ kind: 'detected', of }));

const keysMend = 'write acknowledged, or a list of names in quotes';
const keys = z
  .union(
    [
      plain('acknowledged', 'no choice of keys', keysMend),
      list(valueName('One of them.'), 'names', keysMend),
    ],
    {
      error: refuse('no choice of keys', keysMend),
    },
  )
  .meta({ description: 'Every name whose store was acknowledged, or these names.' })
  .transform((names): Condition => ({ kind: 'keys', names, readable: 1 }));

const owner = mapping('word', 'write it like {of: "2067", is: 19}', {
  of: valueName('The name of a value.'),
  is: peerWord('Who keeps it.'),
})
  .meta({ description: 'Who keeps the value of this name.' })
  .transform((raw): Condition => ({ kind: 'owner', ...raw }));

const hops = z
  .string({ error: refuse('no claim', 'write it like "p95 <= 5"') })
  .meta({ description: 'What is said of the hops of all operations so far.', examples: ['p95 <= 5'] })
  .transform((written, context): Condition => {
    const read = readMetricClaim(written, 'hops');
    if ('wrong' in read) context.addIssue({ code: 'custom', message: read.wrong });
    return 'value' in read ? { kind: 'hops', claim: read.value } : z.NEVER;
  });

const reached = 'A number means: so many were reached.';
const load = mapping(
  'counter',
  'write it like {attempted: 100}',
  {
    of: label('Of this load only.').optional(),
    attempted: comparison(`Begun. ${reached}`, '>=').optional(),
    ok: comparison(`Acknowledged or answered. ${reached}`, '>=').optional(),
    failed: comparison(`Surely without effect. ${reached}`, '>=').optional(),
    unknown: comparison(`Timed out: it may have happened. ${reached}`, '>=').optional(),
  },
  { minProperties: 1, description: 'How many operations of the load came to which end.' },
).transform(({ of, ...counts }, context): Condition => {
  const isCounted = loadCounters.some((name) => counts[name] !== undefined);
  return isCounted
    ? { kind: 'load', of, counts }
    : complain(context, undefined, `nothing is counted; choose one of ${loadCounters.join(', ')}`);
});

const eventName = choice('no event', eventNames, 'What a peer tells of.');
const event = z
  .union(
    [
      eventName.transform((name): Condition => ({ kind: 'event', event: name, at: undefined, count: once })),
      mapping('word', 'write it like {is: died, at: 8}', {
        is: eventName,
        at: target.optional(),
        count: comparison('So often. A number means: at least; 1 when absent.', '>=').optional(),
      }).transform(({ is, at, count = once }): Condition => ({ kind: 'event', event: is, at, count })),
    ],
    { error: refuse('no event', 'write it like died, or {is: died, at: 8}') },
  )
  .meta({ description: 'A peer told of this.' });

const logText = line(200, 'A part of a line, to the letter.');
const log = z
  .union(
    [
      logText.transform((has): Condition => ({ kind: 'log', has, at: undefined })),
      mapping('word', 'write it like {has: "is no longer alive", at: 8}', {
        has: logText,
        at: target.optional(),
      }).transform(({ has, at }): Condition => ({ kind: 'log', has, at })),
    ],
    { error: refuse('no part of a log', 'write a text, or {has: "...", at: 8}') },
  )
  .meta({ description: 'A line of a log holds this text.' });

const processes = plain('clean', 'no state of processes', 'write clean')
  .meta({ description: 'Every process that should have ended did so, well, and no other.' })
  .transform((): Condition => ({ kind: 'processes' }));

export const leafWords: Readonly<Record<LeafHead, z.ZodType<Condition>>> = {
  ring,
  view,
  alive,
  unmonitored,
  detected,
  keys,
  owner,
  hops,
  load,
  event,
  log,
  processes,
};
