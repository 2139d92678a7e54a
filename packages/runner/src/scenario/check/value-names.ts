// Can each name that is stored, asked for or spoken of be a name in this ring?

import type { Sha256 } from '@ringside/peer/keys';
import type { Claim, Scenario, Side, Step } from '../language/index.ts';
import type { Fault, Path } from '../mistake.ts';
import { keyOf } from '../roster.ts';
import {
  allSteps,
  conditionsOf,
  listed,
  phasesOf,
  stepsOf,
  targetOfCondition,
  targetsOf,
  viaOf,
  type Visited,
} from '../walk.ts';
import { everyClaim } from './phases.ts';

export function checkValueNames(scenario: Scenario, sha256: Sha256): readonly Fault[] {
  const inSteps = phasesOf(scenario).flatMap((phase) => [...allSteps(stepsOf(phase))].flatMap(namesInStep));
  const inClaims = everyClaim(scenario).flatMap(({ item, path }) => namesInClaim(item, path));
  return [...inSteps, ...inClaims].flatMap(({ item: name, path }): Fault[] => {
    const named = keyOf(name, scenario.ring, sha256);
    return named.kind === 'key' ? [] : [{ path, end: 'value', message: named.message }];
  });
}

function namesInStep(step: Visited<Step>): readonly Visited<string>[] {
  const { item, path } = step;
  const isOfValue = item.kind === 'store' || item.kind === 'request' || item.kind === 'lookup';
  const own =
    isOfValue && item.names.kind === 'name' ? [{ item: item.names.name, path: [...path, item.kind] }] : [];
  const via = viaOf(step);
  return [...own, ...[...targetsOf(step), ...(via === undefined ? [] : [via])].flatMap(namesInTarget)];
}

function namesInClaim(claim: Claim, path: Path): readonly Visited<string>[] {
  return [...conditionsOf(claim.condition, path)].flatMap((visited): readonly Visited<string>[] => {
    const { item, path: at } = visited;
    if (item.kind === 'owner') return [{ item: item.of, path: [...at, 'of'] }];
    if (item.kind === 'keys') return item.names === 'acknowledged' ? [] : listed(item.names, at);
    const target = targetOfCondition(visited);
    return target === undefined ? [] : namesInTarget(target);
  });
}

function namesInTarget({ item, path }: Visited<Side>): readonly Visited<string>[] {
  return item.kind === 'owner-of' ? [{ item: item.name, path: [...path, 'owner-of'] }] : [];
}
