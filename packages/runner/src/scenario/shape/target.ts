// The shape of a target: who a step is about.

import { z } from 'zod';
import type { Pick, Side, Target } from '../language/index.ts';
import { amount, share } from './amounts.ts';
import { list } from './leaves.ts';
import { complain, mapping } from './mapping.ts';
import { peerId, peerWord, peerWords, valueName, word } from './names.ts';
import { refuse } from './words.ts';

const mend = 'write an id, a name, a list of them, or a choice such as {any: 2}';

const choosing = {
  any: amount('So many of the living members, drawn.').optional(),
  adjacent: amount('So many living members side by side on the circle, drawn.').optional(),
  group: word('Only members of this group.').optional(),
  not: peerWords('Nobody of these.').optional(),
  'successor-of': peerWord('The next member after this peer, as the ring is then.').optional(),
  'owner-of': valueName('The member that keeps the value of this name, as the ring is then.').optional(),
  as: word('The peers that the step with this `as` chose.').optional(),
};

const alone = ['successor-of', 'owner-of', 'as'] as const;
const notes = {
  description:
    'Members by choice. any, adjacent, group and not may stand together; the other words stand alone.',
  minProperties: 1,
};

interface RawChoice {
  readonly any?: Extract<Pick, { kind: 'any' }>['amount'] | undefined;
  readonly adjacent?: Extract<Pick, { kind: 'adjacent' }>['amount'] | undefined;
  readonly group?: string | undefined;
  readonly not?: readonly (number | string)[] | undefined;
  readonly 'successor-of'?: number | string | undefined;
  readonly 'owner-of'?: string | undefined;
  readonly as?: string | undefined;
}

export const target: z.ZodType<Target> = z
  .union([...namedForms(), mapping('kind of target', mend, choosing, notes).transform(toTarget)], {
    error: refuse('no target', mend),
  })
  .meta({ id: 'target', description: 'Who is meant: an id, a name, a list of them, or a choice.' });

const sideChoice = mapping(
  'kind of side',
  mend,
  { ...choosing, arc: share('This share of the living members, side by side on the circle.').optional() },
  { minProperties: 1 },
);

export const side: z.ZodType<Side> = z
  .union(
    [
      ...namedForms(),
      z.literal('rest').transform((): Side => ({ kind: 'rest' })),
      sideChoice.transform(({ arc, ...raw }, context): Side => {
        if (arc === undefined) return toTarget(raw, context);
        const [other] = Object.keys(raw);
        if (other === undefined) return { kind: 'arc', share: arc };
        return complain(context, other, `arc and ${other} do not go together; keep one of them`);
      }),
    ],
    { error: refuse('no side', `${mend}, {arc: 50%} or rest`) },
  )
  .meta({ id: 'side', description: 'A target, {arc: 50%}, or rest: everybody else.' });

function namedForms(): [z.ZodType<Target>, z.ZodType<Target>, z.ZodType<Target>] {
  return [
    peerId('The id of a peer.').transform((id): Target => ({ kind: 'named', words: [id] })),
    word('The name of a peer, of a group, or of what `as` bound.').transform((name): Target => ({
      kind: 'named',
      words: [name],
    })),
    list(peerWord('One of them.'), 'peers', mend).transform((all): Target => ({ kind: 'named', words: all })),
  ];
}

function toTarget(raw: RawChoice, context: z.RefinementCtx): Target {
  const there = Object.keys(raw);
  const lone = alone.find((key) => raw[key] !== undefined);
  const other = there.find((key) => key !== lone);
  if (lone !== undefined && other !== undefined) {
    return complain(context, other, `${lone} and ${other} do not go together; keep one of them`);
  }
  if (raw['successor-of'] !== undefined) return { kind: 'successor-of', word: raw['successor-of'] };
  if (raw['owner-of'] !== undefined) return { kind: 'owner-of', name: raw['owner-of'] };
  if (raw.as !== undefined) return { kind: 'bound', name: raw.as };
  if (there.length === 0) return complain(context, undefined, `an empty mapping names nobody; ${mend}`);
  if (raw.any !== undefined && raw.adjacent !== undefined) {
    return complain(context, 'adjacent', 'any and adjacent do not go together; keep one of them');
  }
  return { kind: 'chosen', group: raw.group, not: raw.not ?? [], pick: toPick(raw) };
}

function toPick({ any: drawn, adjacent }: RawChoice): Pick {
  if (drawn !== undefined) return { kind: 'any', amount: drawn };
  return adjacent === undefined ? { kind: 'all' } : { kind: 'adjacent', amount: adjacent };
}
