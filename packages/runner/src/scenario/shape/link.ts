// The shape of faults of links: a partition, and one link that loses, delays, doubles or reorders.

import { z } from 'zod';
import type { Deed, LinkEffect, Side } from '../language/index.ts';
import { share, spanRange } from './amounts.ts';
import { list } from './leaves.ts';
import { complain, mapping } from './mapping.ts';
import { side } from './target.ts';

const sidesMax = 8;
const sidesMend = 'write it like {sides: [{arc: 50%}, rest]}';
const linkMend = 'write it like {between: [2, 5], loss: 30%} or {from: 2, to: 5, delay: 200ms}';

export const partition: z.ZodType<Deed> = mapping(
  'word of a partition',
  sidesMend,
  {
    sides: list(side, 'sides', sidesMend, sidesMax).meta({
      minItems: 2,
      description: 'Who can speak with whom: only those on one side.',
    }),
  },
  { description: 'Sides that hear nothing of each other. Who is on no side is cut off from nobody.' },
).transform(({ sides }, context): Deed => {
  if (sides.length < 2)
    return complain(context, 'sides', 'a partition needs two sides or more; the second may be rest');
  if (sides.filter(({ kind }) => kind === 'rest').length > 1)
    return complain(context, 'sides', 'rest can be one side only');
  return { kind: 'partition', sides, for: undefined };
});

const between = list(side, 'ends', 'name two, such as [2, rest]', 2);

export const link: z.ZodType<Deed> = mapping(
  'word of a link',
  linkMend,
  {
    between: between.meta({ minItems: 2, description: 'Both ways between these two.' }).optional(),
    from: side.optional(),
    to: side.optional(),
    drop: z
      .literal(true, { error: () => 'drop can only be true; leave it out otherwise' })
      .meta({ description: 'Nothing gets through.' })
      .optional(),
    loss: share('This share is lost.').optional(),
    delay: spanRange('This much later.').optional(),
    duplicate: share('This share arrives twice.').optional(),
    reorder: share('This share is overtaken by what comes after it.').optional(),
  },
  {
    description: 'What messages suffer on their way: both ways with between, one way with from and to.',
    oneOf: [{ required: ['between'] }, { required: ['from', 'to'] }],
    anyOf: ['drop', 'loss', 'delay', 'duplicate', 'reorder'].map((word) => ({ required: [word] })),
  },
).transform((raw, context): Deed => {
  const ends = endsOf(raw, context);
  const { drop = false, loss = 0, duplicate = 0, reorder = 0, delay } = raw;
  const effect: LinkEffect = { drop, loss, duplicate, reorder, delay };
  const isMild = loss + duplicate + reorder > 0 || delay !== undefined;
  if (!drop && !isMild) return complain(context, undefined, `this link suffers nothing; ${linkMend}`);
  if (drop && isMild)
    return complain(
      context,
      'drop',
      'drop leaves nothing to be lost, delayed or doubled; keep drop alone, or take it out',
    );
  return { kind: 'link', ...ends, effect, for: undefined };
});

interface RawEnds {
  readonly between?: readonly Side[] | undefined;
  readonly from?: Side | undefined;
  readonly to?: Side | undefined;
}

function endsOf(
  { between: both, from, to }: RawEnds,
  context: z.RefinementCtx,
): { readonly from: Side; readonly to: Side; readonly isBothWays: boolean } {
  if (both !== undefined) {
    const [one, other] = both;
    if (from !== undefined || to !== undefined)
      return complain(
        context,
        from === undefined ? 'to' : 'from',
        'between names both ends already; take this out',
      );
    if (one === undefined || other === undefined)
      return complain(context, 'between', 'between needs two ends; the second may be rest');
    return { from: one, to: other, isBothWays: true };
  }
  if (from === undefined || to === undefined)
    return complain(context, undefined, `the ends of the link are missing; ${linkMend}`);
  return { from, to, isBothWays: false };
}
