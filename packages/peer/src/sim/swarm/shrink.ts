// The fewest steps of a plan that still break the same rule: delta debugging (Zeller and Hildebrandt 2002, "Simplifying and isolating
// failure-inducing input", algorithm ddmin). What is left out leaves its time behind, so that the others happen when they did.

import type { Rule } from '../safety/violation.ts';
import type { Plan, Step } from './plan.ts';
import { play, type PlayOptions } from './play.ts';

export interface Shrunk {
  readonly plan: Plan;
  /** How many plans were played. */
  readonly plays: number;
}

const playsMax = 300;

export function shrink(plan: Plan, rule: Rule, options: PlayOptions = {}): Shrunk {
  let best = plan;
  let plays = 0;
  const breaks = (candidate: Plan): boolean => {
    plays += 1;
    return play(candidate, options).found?.rule === rule;
  };
  let parts = 2;
  while (best.steps.length > 1 && plays < playsMax) {
    const size = Math.ceil(best.steps.length / parts);
    const smaller = firstThat(cuts(best, size), (candidate) => plays < playsMax && breaks(candidate));
    if (smaller !== undefined) {
      best = smaller;
      parts = Math.max(parts - 1, 2);
    } else if (size === 1) break;
    else parts = Math.min(2 * parts, best.steps.length);
  }
  return { plan: best, plays };
}

/** The plan without each stretch of so many steps, one after the other. */
function* cuts(plan: Plan, size: number): Iterable<Plan> {
  for (let from = 0; from < plan.steps.length; from += size)
    yield { ...plan, steps: without(plan.steps, from, from + size) };
}

function without(steps: readonly Step[], from: number, to: number): readonly Step[] {
  const lostMs = steps.slice(from, to).reduce((sum, { afterMs }) => sum + afterMs, 0);
  const [next, ...rest] = steps.slice(to);
  const after = next === undefined ? [] : [{ ...next, afterMs: next.afterMs + lostMs }, ...rest];
  return [...steps.slice(0, from), ...after];
}

function firstThat<Item>(items: Iterable<Item>, holds: (item: Item) => boolean): Item | undefined {
  for (const item of items) if (holds(item)) return item;
  return undefined;
}
