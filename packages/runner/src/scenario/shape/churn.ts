// The shapes of churn and burst: members that are lost and come, drawn from the seed.

import { z } from 'zod';
import { guards, type Deed, type LossKind, type Span } from '../language/index.ts';
import { replacement, share, span } from './amounts.ts';
import { choice, whole } from './leaves.ts';
import { complain, mapping } from './mapping.ts';
import { peerWords } from './names.ts';

const weightMax = 100;
const burstMax = 1_000;
const defaultPause: Span = { kind: 'pings', pings: 2 };

/** How losses are kept within what a ring survives. */
const bounds = {
  'min-alive': whole(
    1,
    1_000,
    'Never fewer than so many run. Half of those at the start when absent.',
  ).optional(),
  guard: choice(
    'no guard',
    guards,
    'survivable (default): nobody loses its whole successor list, and no value all its holders, within one detection time.',
  ).optional(),
  'pause-for': span('How long a paused peer stands still. 2p when absent.').optional(),
  not: peerWords('Nobody of these is lost.').optional(),
};

const weight = whole(0, weightMax, 'How often, beside the other kinds.').optional();

const kinds = mapping(
  'kind of loss',
  'write it like {leave: 4, kill: 5, pause: 1}',
  { leave: weight, kill: weight, pause: weight },
  {
    minProperties: 1,
    description: 'How often each kind of loss is drawn. leave and kill alike when absent.',
  },
).transform(({ leave = 0, kill = 0, pause = 0 }, context): Readonly<Record<LossKind, number>> =>
  leave + kill + pause > 0
    ? { leave, kill, pause }
    : complain(context, undefined, 'no kind of loss has a weight above 0; write it like {leave: 4, kill: 5}'),
);

export const churn: z.ZodType<Deed> = mapping(
  'word of churn',
  'write it like {for: 60s, replace: 30% per 60s}',
  {
    for: span('How long members come and go.'),
    replace: replacement('How many of the living members are lost in a time. For each a new one comes.'),
    kinds: kinds.optional(),
    fresh: share(
      'Share of the joiners that were never there; the others come back. 50% when absent.',
    ).optional(),
    ...bounds,
  },
  { description: 'Members are lost and others come, at times drawn before the start.' },
).transform((raw): Deed => ({
  kind: 'churn',
  churn: {
    for: raw.for,
    replace: raw.replace,
    kinds: raw.kinds ?? { leave: 1, kill: 1, pause: 0 },
    fresh: raw.fresh ?? 0.5,
    ...boundsOf(raw),
  },
}));

const count = whole(0, burstMax, 'So many.').optional();

export const burst: z.ZodType<Deed> = mapping(
  'word of a burst',
  'write it like {kill: 2, join: 2}',
  { leave: count, kill: count, pause: count, join: count, ...bounds },
  { minProperties: 1, description: 'So many members are lost, and so many come, in one moment.' },
).transform((raw, context): Deed => {
  const { leave = 0, kill = 0, pause = 0, join = 0 } = raw;
  if (leave + kill + pause + join === 0) {
    return complain(context, undefined, 'nothing happens in this burst; write it like {kill: 2, join: 2}');
  }
  return { kind: 'burst', burst: { leave, kill, pause, join, ...boundsOf(raw) } };
});

interface RawBounds {
  readonly 'min-alive'?: number | undefined;
  readonly guard?: (typeof guards)[number] | undefined;
  readonly 'pause-for'?: Span | undefined;
  readonly not?: readonly (number | string)[] | undefined;
}

function boundsOf(
  raw: RawBounds,
): Pick<Extract<Deed, { kind: 'churn' }>['churn'], 'minAlive' | 'guard' | 'pauseFor' | 'not'> {
  return {
    minAlive: raw['min-alive'],
    guard: raw.guard ?? 'survivable',
    pauseFor: raw['pause-for'] ?? defaultPause,
    not: raw.not ?? [],
  };
}
