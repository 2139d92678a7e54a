// Steps about values: store, request, lookup. Names and sizes are drawn here; the bytes are drawn by the player, from the seed beside them.

import type { Step } from '../language/index.ts';
import type { Path } from '../mistake.ts';
import { choose } from './choose.ts';
import type { Compiled } from './compile-members.ts';
import { drawAny, drawSeed } from './draw.ts';
import type { PlannedValue, Who } from './plan.ts';
import { freshName, impossible, type Rehearsal } from './rehearsal.ts';

type Of<Kind extends Step['kind']> = Extract<Step, { readonly kind: Kind }>;

export function compileStore(rehearsal: Rehearsal, step: Of<'store'>, path: Path): Compiled | undefined {
  const via = viaOf(rehearsal, step, path);
  if (via === undefined) return undefined;
  const values = namesOf(rehearsal, step.names).map((name): PlannedValue => {
    const { chance } = rehearsal;
    if (step.value.kind === 'file') return { name, path: step.value.path, bytes: 0, seed: 0 };
    const { least, most } = step.value.bytes;
    return { name, path: null, bytes: least + chance.below(most - least + 1), seed: drawSeed(chance) };
  });
  rehearsal.stored.push(...values.map(({ name }) => name));
  return { deed: { act: 'store', values, via } };
}

/** Many names are drawn among those that steps have stored. */
export function compileRequest(rehearsal: Rehearsal, step: Of<'request'>, path: Path): Compiled | undefined {
  const via = viaOf(rehearsal, step, path);
  if (via === undefined) return undefined;
  const stored = [...new Set(rehearsal.stored)];
  const { names: asked, to, answer } = step;
  if (asked.kind === 'drawn' && asked.count > stored.length) {
    return impossible(
      rehearsal,
      [...path, 'request'],
      `${asked.count} names are asked for, and steps have stored ${stored.length} by then; store more before, or ask for fewer`,
    );
  }
  const places = stored.map((_, place) => place);
  const names =
    asked.kind === 'name'
      ? [asked.name]
      : drawAny(places, asked.count, rehearsal.chance).map((place) => stored[place] ?? '');
  return { deed: { act: 'request', names, via, to: to ?? null, answer } };
}

export function compileLookup(rehearsal: Rehearsal, step: Of<'lookup'>, path: Path): Compiled | undefined {
  const via = viaOf(rehearsal, step, path);
  return via === undefined
    ? undefined
    : { deed: { act: 'lookup', names: namesOf(rehearsal, step.names), via } };
}

function namesOf(rehearsal: Rehearsal, names: Of<'store'>['names']): readonly string[] {
  if (names.kind === 'drawn') return Array.from({ length: names.count }, () => freshName(rehearsal));
  rehearsal.takenNames.add(names.name);
  return [names.name];
}

/** Anybody, when nobody is named. */
function viaOf(
  rehearsal: Rehearsal,
  step: Of<'store'> | Of<'request'> | Of<'lookup'>,
  path: Path,
): Who | undefined {
  const anybody = {
    kind: 'chosen',
    group: undefined,
    not: [],
    pick: { kind: 'any', amount: { kind: 'count', count: 1 } },
  } as const;
  const at = step.via === undefined ? [...path, step.kind] : [...path, 'via'];
  return choose(rehearsal, step.via ?? anybody, at, 'up')?.who;
}
