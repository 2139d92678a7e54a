// Is the scenario small enough to be played? Repeats multiply; their product is bounded before anything is unrolled.

import type { Fault } from '../mistake.ts';
import type { Scenario, Step } from '../language/index.ts';
import { branchesOf, phasesOf, stepsOf, type Visited } from '../walk.ts';

/** Of one run, each step of a churn and each turn of a repeat counted. */
export const playedMax = 10_000;
/** Steps in steps in steps. */
const nestingMax = 6;

export function checkLengths(scenario: Scenario): readonly Fault[] {
  const steps = phasesOf(scenario).flatMap(stepsOf);
  const deep = steps.flatMap((step) => tooDeep(step, 1));
  if (deep.length > 0) return deep;
  let played = 0;
  for (const step of steps) {
    played += playedIn(step);
    if (played > playedMax) {
      const message = `up to here ${played} steps would be played, and a run has at most ${playedMax}; repeat less often`;
      return [{ path: [...step.path, step.item.kind], end: 'key', message }];
    }
  }
  return [];
}

function playedIn(step: Visited<Step>): number {
  const inside = branchesOf(step)
    .flat()
    .reduce((sum, each) => sum + playedIn(each), 0);
  return step.item.kind === 'repeat' ? step.item.times * inside : 1 + inside;
}

function tooDeep(step: Visited<Step>, level: number): readonly Fault[] {
  if (level > nestingMax) {
    return [
      {
        path: [...step.path, step.item.kind],
        end: 'key',
        message: `steps stand in steps more than ${nestingMax} levels deep; take some out`,
      },
    ];
  }
  return branchesOf(step)
    .flat()
    .flatMap((each) => tooDeep(each, level + 1));
}
