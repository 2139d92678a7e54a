// The fewest steps of a plan that still fail: delta debugging (Zeller and Hildebrandt 2002, "Simplifying and isolating failure-inducing
// input", algorithm ddmin). Whoever calls it plays the candidates and says whether they fail in the same way.

import { sealed } from './hash.ts';
import type { Plan, PlannedStep } from './plan.ts';
import { pruned } from './sound.ts';
import type { Sha256 } from '@ringside/peer/keys';

export interface Shrunk {
  readonly plan: Plan;
  /** How many candidates were played. */
  readonly plays: number;
}

export interface ShrinkOptions {
  /** Plays a candidate: does it fail as the whole plan did? */
  readonly fails: (candidate: Plan) => boolean | Promise<boolean>;
  readonly sha256: Sha256;
  /** No more candidates than this. */
  readonly playsMax?: number;
}

const defaultPlaysMax = 300;

/**
 * Every step can be taken out, events of churns one by one, except the starts; with a step go those that make no sense without it. Times
 * of events stay, so that the others happen when they did.
 */
export async function shrinkPlan(
  plan: Plan,
  { fails, sha256, playsMax = defaultPlaysMax }: ShrinkOptions,
): Promise<Shrunk> {
  let plays = 0;
  let best = plan;
  let kept = removable(plan);
  let parts = 2;
  const tried = new Set([plan.hash]);
  while (kept.length > 0 && plays < playsMax) {
    const size = Math.ceil(kept.length / parts);
    let smaller: Plan | undefined;
    for (let from = 0; from < kept.length && plays < playsMax; from += size) {
      const candidate = sealed(pruned(without(best, new Set(kept.slice(from, from + size)))), sha256);
      if (tried.has(candidate.hash)) continue;
      tried.add(candidate.hash);
      plays += 1;
      // One after another: each candidate depends on how the one before went.
      // oxlint-disable-next-line no-await-in-loop
      if (await fails(candidate)) {
        smaller = candidate;
        break;
      }
    }
    if (smaller !== undefined) {
      best = smaller;
      kept = removable(best);
      parts = Math.max(parts - 1, 2);
    } else if (size === 1) break;
    else parts = Math.min(2 * parts, kept.length);
  }
  return { plan: best, plays };
}

/** The ids of steps, and of events as `churn.1+3`. */
function removable({ phases }: Plan): readonly string[] {
  return phases.flatMap(({ steps }) => steps.flatMap(atomsOf));
}

function atomsOf(step: PlannedStep): readonly string[] {
  if (step.act === 'start') return [];
  if (step.act === 'parallel') return step.branches.flatMap((branch) => branch.flatMap(atomsOf));
  if (step.act === 'churn' || step.act === 'burst')
    return step.events.map((event) => eventId(step.id, event));
  return [step.id];
}

function eventId(
  stepId: string,
  { atMs, act, id }: { readonly atMs: number; readonly act: string; readonly id: number },
): string {
  return `${stepId}+${atMs} ${act} ${id}`;
}

function without(plan: Plan, atoms: ReadonlySet<string>): Plan {
  return {
    ...plan,
    phases: plan.phases.map((phase) => ({
      ...phase,
      steps: phase.steps.flatMap((step) => stepWithout(step, atoms)),
    })),
  };
}

function stepWithout(step: PlannedStep, atoms: ReadonlySet<string>): readonly PlannedStep[] {
  if (atoms.has(step.id)) return [];
  if (step.act === 'parallel') {
    return [
      {
        ...step,
        branches: step.branches.map((branch) => branch.flatMap((each) => stepWithout(each, atoms))),
      },
    ];
  }
  if (step.act !== 'churn' && step.act !== 'burst') return [step];
  return [{ ...step, events: step.events.filter((event) => !atoms.has(eventId(step.id, event))) }];
}
