// Is there anything that each threshold could measure? A threshold without samples would leave every run inconclusive.

import {
  metrics,
  type LoadVerb,
  type Metric,
  type Scenario,
  type Step,
  type Threshold,
} from '../language/index.ts';
import { noSuchWord } from '../shape/words.ts';
import type { Fault } from '../mistake.ts';
import { allSteps, phasesOf, stepsOf } from '../walk.ts';

export function checkThresholds(scenario: Scenario): readonly Fault[] {
  return scenario.thresholds.flatMap((threshold) => {
    const message = filterTrouble(threshold, scenario) ?? sampleTrouble(threshold, scenario);
    return message === undefined
      ? []
      : [{ path: ['thresholds', threshold.key], end: 'key', message } as const];
  });
}

/** Would this scenario give it samples? */
export function isMeasured({ metric, where }: Threshold, scenario: Scenario): boolean {
  return phasesOf(scenario).some((phase) => {
    if (where.phase !== undefined && phase.item.name !== where.phase) return false;
    const isLoaded = phase.item.during.some(
      (name) => (where.load ?? name) === name && isGivenByLoad(metric, name, scenario),
    );
    if (isLoaded || where.load !== undefined) return isLoaded;
    return [...allSteps(stepsOf(phase))].some(({ item }) => isGivenByStep(metric, item));
  });
}

function filterTrouble({ where, metric }: Threshold, { phases, loads }: Scenario): string | undefined {
  const phaseNames = phases.map(({ name }) => name);
  const loadNames = loads.map(({ name }) => name);
  if (where.phase !== undefined && !phaseNames.includes(where.phase))
    return noSuchWord('phase', where.phase, phaseNames);
  if (where.load === undefined) return undefined;
  if (verbsOf(metric).length === 0)
    return `${metric} is not measured by loads; filter it by phase, or not at all`;
  return loadNames.includes(where.load) ? undefined : noSuchWord('load', where.load, loadNames);
}

function sampleTrouble(threshold: Threshold, scenario: Scenario): string | undefined {
  if (isMeasured(threshold, scenario)) return undefined;
  const { phase, load } = threshold.where;
  const place = phase === undefined ? 'in this scenario' : `in phase ${phase}`;
  const source = load === undefined ? 'nothing' : `nothing in load ${load}`;
  return `${source} ${place} measures ${threshold.metric} (${metrics[threshold.metric].says}); take the threshold out, or add what it needs`;
}

function isGivenByLoad(metric: Metric, name: string, { loads }: Scenario): boolean {
  const streams = loads.find((load) => load.name === name)?.streams ?? [];
  return streams.some(({ verb }) => verbsOf(metric).includes(verb));
}

function isGivenByStep(metric: Metric, step: Step): boolean {
  const verbs = verbsOf(metric);
  if (verbs.length > 0) return verbs.some((verb) => verb === step.kind);
  if (metric === 'detect') return isDeath(step);
  return metric === 'join' ? isJoin(step) : isJoin(step) || isDeath(step) || isChange(step);
}

/** The operations whose samples a metric is made of. */
function verbsOf(metric: Metric): readonly LoadVerb[] {
  switch (metric) {
    case 'store':
    case 'store-ok':
      return ['store'];
    case 'request':
    case 'request-ok':
      return ['request'];
    case 'lookup':
    case 'lookup-ok':
      return ['lookup'];
    case 'hops':
      return ['store', 'request', 'lookup'];
    default:
      return [];
  }
}

function isDeath(step: Step): boolean {
  if (step.kind === 'churn') return step.churn.kinds.kill + step.churn.kinds.pause > 0;
  if (step.kind === 'burst') return step.burst.kill + step.burst.pause > 0;
  return step.kind === 'kill' || step.kind === 'pause' || step.kind === 'restart';
}

function isJoin(step: Step): boolean {
  if (step.kind === 'burst') return step.burst.join > 0;
  if (step.kind === 'start') return step.how !== 'given';
  return step.kind === 'join' || step.kind === 'restart' || step.kind === 'churn';
}

function isChange(step: Step): boolean {
  return ['leave', 'resume', 'partition', 'heal', 'burst', 'churn'].includes(step.kind);
}
