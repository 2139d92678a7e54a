// A plan without what cannot be done: what is left when steps were taken out of it. And the other way round: what in a plan cannot be done.

import type { Fault, Path } from '../mistake.ts';
import { Foresight } from './foresight.ts';
import type { Plan, PlannedEvent, PlannedStep } from './plan.ts';

/** Drops every step and event that makes no sense after those before it, and what such steps leave empty. */
export function pruned(plan: Plan): Plan {
  const foresight = new Foresight(plan);
  return {
    ...plan,
    phases: plan.phases.map((phase) => ({
      ...phase,
      steps: phase.steps.flatMap((step) => prune(step, foresight)),
    })),
  };
}

function prune(step: PlannedStep, foresight: Foresight): readonly PlannedStep[] {
  if (foresight.trouble(step) !== undefined) return [];
  if (step.act === 'parallel') {
    const branches = step.branches
      .map((branch) => branch.flatMap((each) => prune(each, foresight)))
      .filter(({ length }) => length > 0);
    return branches.length > 0 ? [{ ...step, branches }] : [];
  }
  if (step.act === 'churn' || step.act === 'burst') {
    const events = step.events.filter((event) => isPossible(event, foresight));
    return events.length > 0 ? [{ ...step, events }] : [];
  }
  foresight.note(step);
  return [step];
}

function isPossible(event: PlannedEvent, foresight: Foresight): boolean {
  if (foresight.eventTrouble(event) !== undefined) return false;
  foresight.noteEvent(event);
  return true;
}

/** Everything in a plan that could not be done when its time comes. */
export function planFaults(plan: Plan): readonly Fault[] {
  const foresight = new Foresight(plan);
  const loads = plan.loads.map(({ name }) => name);
  const inPhases = plan.phases.flatMap((phase, place) => {
    const path = ['phases', place];
    const unknown = phase.during.flatMap(({ load }, index): Fault[] =>
      loads.includes(load)
        ? []
        : [
            {
              path: [...path, 'during', index, 'load'],
              end: 'value',
              message: `there is no load "${load}" in this plan`,
            },
          ],
    );
    return [
      ...unknown,
      ...phase.steps.flatMap((step, index) => stepFaults(step, [...path, 'steps', index], foresight)),
    ];
  });
  const checks = (['always', 'finally'] as const).flatMap((kind) =>
    plan[kind].flatMap((check, place): Fault[] => faultIf(foresight.claimTrouble(check), [kind, place])),
  );
  return [...inPhases, ...checks];
}

function stepFaults(step: PlannedStep, path: Path, foresight: Foresight): readonly Fault[] {
  const own = faultIf(foresight.trouble(step), [...path, 'act']);
  if (step.act === 'parallel') {
    const inside = step.branches.flatMap((branch, place) =>
      branch.flatMap((each, index) => stepFaults(each, [...path, 'branches', place, index], foresight)),
    );
    return [...own, ...inside];
  }
  if (step.act === 'churn' || step.act === 'burst') {
    const inside = step.events.flatMap((event, place) => {
      const faults = faultIf(foresight.eventTrouble(event), [...path, 'events', place]);
      foresight.noteEvent(event);
      return faults;
    });
    return [...own, ...inside];
  }
  foresight.note(step);
  return own;
}

function faultIf(message: string | undefined, path: Path): Fault[] {
  return message === undefined
    ? []
    : [{ path, end: 'value', message: `${message}; take it out, or make the plan anew` }];
}
