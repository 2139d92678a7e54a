// One step of a scenario becomes one of the plan, or several when it repeats. Dispatch only; each kind of deed has a file of its own.

import type { Step } from '../language/index.ts';
import { branchesOf, type Visited } from '../walk.ts';
import { compileChurn, compileBurst } from './compile-churn.ts';
import { compileClaim, isSettling } from './compile-claim.ts';
import { compileHeal, compileLink, compilePartition } from './compile-faults.ts';
import { compileJoin, compileLoss, compileReturn, compileStart, type Compiled } from './compile-members.ts';
import { compileLookup, compileRequest, compileStore } from './compile-values.ts';
import type { PlannedDeed, PlannedStep } from './plan.ts';
import type { Rehearsal } from './rehearsal.ts';
import { limitMs } from './spans.ts';

/** `prefix`: the id of what they stand in. */
export function compileSteps(
  rehearsal: Rehearsal,
  steps: readonly Visited<Step>[],
  prefix: string,
): readonly PlannedStep[] {
  return steps.flatMap((step, place) => compileStep(rehearsal, step, `${prefix}.${place + 1}`));
}

function compileStep(rehearsal: Rehearsal, step: Visited<Step>, id: string): readonly PlannedStep[] {
  const { item, path } = step;
  if (item.kind === 'repeat') return unrolled(rehearsal, item.times, step, id);
  rehearsal.played += 1;
  const compiled = compileDeed(rehearsal, step, id);
  if (compiled === undefined) return [];
  const { deed, binding } = compiled;
  if (item.as !== undefined && binding !== undefined) rehearsal.bound.set(item.as, binding);
  const until = item.until === undefined ? null : compileClaim(rehearsal, item.until, [...path, 'until']);
  if (item.until !== undefined && isSettling(item.until.condition)) rehearsal.ring.settle();
  const limit = limitMs(item, rehearsal.scenario.ring.pingMs, ownMs(deed));
  return [{ id, ...deed, as: item.as ?? null, limitMs: limit, until }];
}

/** What is drawn is drawn anew in each turn. */
function unrolled(
  rehearsal: Rehearsal,
  times: number,
  step: Visited<Step>,
  id: string,
): readonly PlannedStep[] {
  const inside = branchesOf(step).flat();
  return Array.from({ length: times }, (_, turn) =>
    compileSteps(rehearsal, inside, `${id}x${turn + 1}`),
  ).flat();
}

function compileDeed(rehearsal: Rehearsal, step: Visited<Step>, id: string): Compiled | undefined {
  const { item, path } = step;
  switch (item.kind) {
    case 'start':
      return compileStart(rehearsal, item, path);
    case 'join':
      return compileJoin(rehearsal, item, path);
    case 'leave':
    case 'kill':
    case 'pause':
      return compileLoss(rehearsal, item, path);
    case 'resume':
    case 'restart':
      return compileReturn(rehearsal, item, path);
    case 'partition':
      return compilePartition(rehearsal, item, path);
    case 'heal':
      return compileHeal(rehearsal, item);
    case 'link':
      return compileLink(rehearsal, item, path);
    case 'store':
      return compileStore(rehearsal, item, path);
    case 'request':
      return compileRequest(rehearsal, item, path);
    case 'lookup':
      return compileLookup(rehearsal, item, path);
    case 'churn':
      return compileChurn(rehearsal, item, path);
    case 'burst':
      return compileBurst(rehearsal, item, path);
    case 'wait':
    case 'expect': {
      const claim = compileClaim(rehearsal, item.claim, [...path, item.kind]);
      if (isSettling(item.claim.condition)) rehearsal.ring.settle();
      return { deed: { act: item.kind, claim } };
    }
    case 'mark':
      return { deed: { act: 'mark', text: item.text } };
    case 'parallel': {
      const branches = branchesOf(step).map((branch, place) =>
        compileSteps(rehearsal, branch, `${id}${letter(place)}`),
      );
      return { deed: { act: 'parallel', branches } };
    }
    case 'repeat':
      return undefined;
  }
}

/** Branches are told apart by letters: `split.3a.1`. */
function letter(place: number): string {
  return String.fromCodePoint('a'.charCodeAt(0) + place);
}

/** How long a deed lasts by itself, in ms. */
function ownMs(deed: PlannedDeed): number {
  if (deed.act === 'parallel') return Math.max(0, ...deed.branches.map(totalMs));
  return 'forMs' in deed ? (deed.forMs ?? 0) : 0;
}

function totalMs(steps: readonly PlannedStep[]): number {
  return steps.reduce((sum, { limitMs: each }) => sum + each, 0);
}
