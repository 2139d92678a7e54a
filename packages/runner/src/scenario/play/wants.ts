// What a plan asks of its arena: which deeds peers must be able to do, and which of their words must be heard. Pure.

import type { Show } from '@ringside/peer/voice';
import type { PlannedCondition, PlannedStep, Plan } from '../plan/plan.ts';

/** Something that not every peer or machine can do, and the step that needs it. */
export type Ability =
  | 'init'
  | 'create'
  | 'join'
  | 'leave'
  | 'store'
  | 'request'
  | 'lookup'
  | 'links'
  | 'pause';

export interface Wants {
  readonly abilities: ReadonlyMap<Ability, string>;
  readonly shows: readonly Show[];
  /** Some condition is about what peers say for people. */
  readonly isLogWanted: boolean;
}

export function wantsOf(plan: Plan): Wants {
  const abilities = new Map<Ability, string>();
  const want = (ability: Ability, where: string): void => {
    if (!abilities.has(ability)) abilities.set(ability, where);
  };
  for (const step of allSteps(plan)) for (const ability of abilitiesOf(step)) want(ability, step.id);
  for (const { name, streams } of plan.loads) for (const { verb } of streams) want(verb, `the load ${name}`);
  const conditions = allConditions(plan);
  for (const { kind } of conditions) {
    if (kind === 'keys') want('request', 'a condition about keys');
    if (kind === 'owner') want('lookup', 'a condition about an owner');
  }
  const isLogWanted = conditions.some(({ kind }) => kind === 'log');
  return { abilities, shows: showsOf(conditions, isLogWanted), isLogWanted };
}

function abilitiesOf(step: PlannedStep): readonly Ability[] {
  switch (step.act) {
    case 'start':
      return step.how === 'given' ? ['init'] : ['create', 'join'];
    case 'join':
    case 'restart':
      return ['join'];
    case 'leave':
    case 'pause':
    case 'store':
    case 'request':
    case 'lookup':
      return [step.act];
    case 'partition':
    case 'link':
      return ['links'];
    case 'churn':
    case 'burst':
      return step.events.flatMap(({ act }): readonly Ability[] =>
        act === 'leave' || act === 'pause' ? [act] : act === 'join' || act === 'restart' ? ['join'] : [],
      );
    default:
      return [];
  }
}

function allSteps({ phases }: Plan): readonly PlannedStep[] {
  return phases.flatMap(({ steps }) => steps.flatMap(withInner));
}

function withInner(step: PlannedStep): readonly PlannedStep[] {
  return step.act === 'parallel' ? [step, ...step.branches.flat().flatMap(withInner)] : [step];
}

function allConditions(plan: Plan): readonly PlannedCondition[] {
  const claims = [
    ...allSteps(plan).flatMap((step) => [
      ...(step.until === null ? [] : [step.until]),
      ...(step.act === 'wait' || step.act === 'expect' ? [step.claim] : []),
    ]),
    ...plan.always,
    ...plan.finally,
  ];
  return claims.flatMap(({ condition }) => withParts(condition));
}

function withParts(condition: PlannedCondition): readonly PlannedCondition[] {
  if (condition.kind === 'not') return [condition, ...withParts(condition.of)];
  if (condition.kind !== 'all' && condition.kind !== 'any') return [condition];
  return [condition, ...condition.of.flatMap(withParts)];
}

/** Pings and lookups are told only when somebody asks: they would be most of what peers say. */
function showsOf(conditions: readonly PlannedCondition[], isAll: boolean): readonly Show[] {
  const events = new Set(
    conditions.flatMap((condition) => (condition.kind === 'event' ? [condition.event] : [])),
  );
  const shows: readonly (readonly [Show, readonly string[]])[] = [
    ['ping-requests', ['ping-sent', 'ping-received']],
    ['ping-responses', ['pong-received']],
    ['debug', ['forwarded', 'found', 'debug']],
  ];
  return shows.flatMap(([show, told]) => (isAll || told.some((event) => events.has(event)) ? [show] : []));
}
