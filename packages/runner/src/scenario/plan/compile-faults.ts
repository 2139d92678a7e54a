// Faults of links become planned ones: partition, link, heal.

import type { Side, Step } from '../language/index.ts';
import type { Path } from '../mistake.ts';
import { choose } from './choose.ts';
import { chanceOf, countOf, drawFrom, drawSeed } from './draw.ts';
import type { Compiled } from './compile-members.ts';
import type { PlannedSide, Who } from './plan.ts';
import { impossible, type Rehearsal } from './rehearsal.ts';
import { wholeMs } from './spans.ts';

type Of<Kind extends Step['kind']> = Extract<Step, { readonly kind: Kind }>;

export function compilePartition(
  rehearsal: Rehearsal,
  step: Of<'partition'>,
  path: Path,
): Compiled | undefined {
  const taken = new Set<number>();
  const sides = step.sides.map((side, place) =>
    compileSide(rehearsal, side, [...path, 'partition', 'sides', place], taken),
  );
  const known = sides.filter((side) => side !== undefined);
  if (known.length < sides.length) return undefined;
  const forMs = forMsOf(rehearsal, step);
  if (forMs === null) rehearsal.cuts.add(step.as ?? '');
  return { deed: { act: 'partition', sides: known, forMs } };
}

export function compileHeal({ cuts }: Rehearsal, { fault }: Of<'heal'>): Compiled {
  if (fault === 'all') cuts.clear();
  else cuts.delete(fault);
  return { deed: { act: 'heal', fault: fault === 'all' ? null : fault } };
}

export function compileLink(rehearsal: Rehearsal, step: Of<'link'>, path: Path): Compiled | undefined {
  const { isBothWays, effect } = step;
  const from = compileSide(rehearsal, step.from, [
    ...path,
    'link',
    ...(isBothWays ? ['between', 0] : ['from']),
  ]);
  const to = compileSide(rehearsal, step.to, [...path, 'link', ...(isBothWays ? ['between', 1] : ['to'])]);
  if (from === undefined || to === undefined) return undefined;
  const { pingMs } = rehearsal.scenario.ring;
  const delayMs =
    effect.delay === undefined
      ? null
      : { least: wholeMs(effect.delay.least, pingMs), most: wholeMs(effect.delay.most, pingMs) };
  if (delayMs !== null && delayMs.least > delayMs.most) {
    return impossible(
      rehearsal,
      [...path, 'link', 'delay'],
      'this delay ends before it begins; write the shorter time first',
    );
  }
  const { drop, loss, duplicate, reorder } = effect;
  return {
    deed: {
      act: 'link',
      from,
      to,
      isBothWays,
      effect: { drop, loss, duplicate, reorder, delayMs },
      seed: drawSeed(rehearsal.chance),
      forMs: forMsOf(rehearsal, step),
    },
  };
}

/** `taken`: who is on another side already, for nobody can be on two. */
function compileSide(
  rehearsal: Rehearsal,
  side: Side,
  path: Path,
  taken: Set<number> = new Set(),
): PlannedSide | undefined {
  if (side.kind === 'rest') return side;
  const who = side.kind === 'arc' ? arc(rehearsal, side.share) : choose(rehearsal, side, path, 'known')?.who;
  if (who === undefined) return undefined;
  const ids = who.kind === 'peers' ? who.ids : who.expected;
  const twice = ids.find((id) => taken.has(id));
  if (twice !== undefined)
    return impossible(rehearsal, path, `peer ${twice} would be on two sides; name it on one`);
  for (const id of ids) taken.add(id);
  return who;
}

/** Drawn now when it is sure who is there; else as adjacent members of its moment. */
function arc({ ring, chance }: Rehearsal, share: number): Who {
  const members = ring.up();
  const seed = drawSeed(chance);
  const amount = { kind: 'share', share } as const;
  const count = countOf(amount, members.length);
  const ids = drawFrom({ members, pool: members }, 'adjacent', count, chanceOf(seed));
  if (ring.isSure()) return { kind: 'peers', ids };
  return { kind: 'draw', seed, how: 'adjacent', amount, among: null, not: [], expected: ids };
}

function forMsOf({ scenario }: Rehearsal, step: Of<'partition'> | Of<'link'>): number | null {
  return step.for === undefined ? null : wholeMs(step.for, scenario.ring.pingMs);
}
