// Are phases and loads where others look for them?

import { meant, noSuchWord } from '../shape/words.ts';
import type { Claim, Scenario } from '../language/index.ts';
import type { Fault, Path } from '../mistake.ts';
import { allSteps, claimsOf, conditionsOf, listed, phasesOf, stepsOf, type Visited } from '../walk.ts';

export function checkPhases(scenario: Scenario): readonly Fault[] {
  return [...twice(scenario), ...during(scenario), ...except(scenario), ...loadWords(scenario)];
}

function twice(scenario: Scenario): readonly Fault[] {
  const seen = new Set<string>();
  return phasesOf(scenario).flatMap(({ item: { name }, path }): Fault[] => {
    const isTwin = seen.has(name);
    seen.add(name);
    return isTwin
      ? [
          {
            path: [...path, 'name'],
            end: 'value',
            message: `two phases are named ${name}; rename one of them`,
          },
        ]
      : [];
  });
}

function during(scenario: Scenario): readonly Fault[] {
  const loads = scenario.loads.map(({ name }) => name);
  return phasesOf(scenario).flatMap(({ item, path }) =>
    item.during.flatMap((name, place): Fault[] =>
      loads.includes(name)
        ? []
        : [{ path: [...path, 'during', place], end: 'value', message: noSuchWord('load', name, loads) }],
    ),
  );
}

function except(scenario: Scenario): readonly Fault[] {
  const phases = scenario.phases.map(({ name }) => name);
  return listed(scenario.always, ['always']).flatMap(({ item, path }) =>
    item.except.flatMap((name, place): Fault[] =>
      phases.includes(name)
        ? []
        : [{ path: [...path, 'except', place], end: 'value', message: noSuchWord('phase', name, phases) }],
    ),
  );
}

/** `load: {of: mixed}` in conditions. */
function loadWords(scenario: Scenario): readonly Fault[] {
  const loads = scenario.loads.map(({ name }) => name);
  return everyClaim(scenario).flatMap(({ item, path }) =>
    [...conditionsOf(item.condition, path)].flatMap(({ item: condition, path: at }): Fault[] => {
      if (condition.kind !== 'load') return [];
      if (loads.length === 0)
        return [
          { path: at, end: 'key', message: 'this scenario has no load to count; write one under load' },
        ];
      const { of } = condition;
      if (of === undefined || loads.includes(of)) return [];
      return [
        { path: [...at, 'of'], end: 'value', message: `there is no load "${of}"; ${meant(of, loads)}` },
      ];
    }),
  );
}

/** All that is waited for, expected, and checked. */
export function everyClaim(scenario: Scenario): readonly Visited<Claim>[] {
  const inSteps = phasesOf(scenario).flatMap((phase) => [...allSteps(stepsOf(phase))].flatMap(claimsOf));
  const checks: [readonly Claim[], Path][] = [
    [scenario.always, ['always']],
    [scenario.finally, ['finally']],
  ];
  return [...inSteps, ...checks.flatMap(([claims, path]) => listed(claims, path))];
}
