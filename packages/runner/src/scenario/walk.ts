// Every step, condition and target of a scenario, with the path at which it was written.

import type { Claim, Condition, Phase, Scenario, Side, Step, Target } from './language/index.ts';
import type { Path } from './mistake.ts';

export interface Visited<Item> {
  readonly item: Item;
  readonly path: Path;
}

export function phasesOf({ phases }: Pick<Scenario, 'phases'>): readonly Visited<Phase>[] {
  return listed(phases, ['phases']);
}

export function stepsOf({ item, path }: Visited<Phase>): readonly Visited<Step>[] {
  return listed(item.steps, [...path, 'do']);
}

export function listed<Item>(items: readonly Item[], path: Path): readonly Visited<Item>[] {
  return items.map((item, place) => ({ item, path: [...path, place] }));
}

/** The steps inside a step, a list for each branch. A repeat has one branch, most steps none. */
export function branchesOf({ item, path }: Visited<Step>): readonly (readonly Visited<Step>[])[] {
  if (item.kind === 'repeat') return [listed(item.do, [...path, 'repeat', 'do'])];
  if (item.kind !== 'parallel') return [];
  return listed(item.branches, [...path, 'parallel']).map(({ item: branch, path: at }) =>
    isSteps(branch) ? listed(branch, at) : [{ item: branch, path: at }],
  );
}

/** The steps, and those inside them. */
export function* allSteps(steps: readonly Visited<Step>[]): Iterable<Visited<Step>> {
  for (const step of steps) {
    yield step;
    for (const branch of branchesOf(step)) yield* allSteps(branch);
  }
}

/** The claims of one step: what it waits for or expects, and its until. */
export function claimsOf({ item, path }: Visited<Step>): readonly Visited<Claim>[] {
  const until = item.until === undefined ? [] : [{ item: item.until, path: [...path, 'until'] }];
  const own =
    item.kind === 'wait' || item.kind === 'expect' ? [{ item: item.claim, path: [...path, item.kind] }] : [];
  return [...own, ...until];
}

/** The condition, and those inside it, each with the path of its own word. */
export function* conditionsOf(condition: Condition, path: Path): Iterable<Visited<Condition>> {
  const at = [...path, condition.kind === 'alive-of' ? 'alive' : condition.kind];
  yield { item: condition, path: at };
  if (condition.kind === 'not') yield* conditionsOf(condition.of, at);
  if (condition.kind !== 'all' && condition.kind !== 'any') return;
  for (const { item, path: inner } of listed(condition.of, at)) yield* conditionsOf(item, inner);
}

/** Whom a deed is about: targets and sides, not the peers that it starts. */
export function targetsOf({ item, path }: Visited<Step>): readonly Visited<Side>[] {
  switch (item.kind) {
    case 'leave':
    case 'kill':
    case 'pause':
    case 'resume':
    case 'restart':
      return [{ item: item.target, path: [...path, item.kind] }];
    case 'partition':
      return listed(item.sides, [...path, 'partition', 'sides']);
    case 'link': {
      const [from, to] = item.isBothWays
        ? [
            ['between', 0],
            ['between', 1],
          ]
        : [['from'], ['to']];
      return [
        { item: item.from, path: [...path, 'link', ...(from ?? [])] },
        { item: item.to, path: [...path, 'link', ...(to ?? [])] },
      ];
    }
    default:
      return [];
  }
}

/** Whom a deed goes through: one peer. */
export function viaOf({ item, path }: Visited<Step>): Visited<Target> | undefined {
  const via = 'via' in item ? item.via : undefined;
  return via === undefined ? undefined : { item: via, path: [...path, 'via'] };
}

/** Whom a condition is about. */
export function targetOfCondition({ item, path }: Visited<Condition>): Visited<Target> | undefined {
  if (item.kind === 'alive-of' || item.kind === 'detected') return { item: item.of, path: [...path, 'of'] };
  const isAt = item.kind === 'event' || item.kind === 'log';
  return isAt && item.at !== undefined ? { item: item.at, path: [...path, 'at'] } : undefined;
}

function isSteps(branch: Step | readonly Step[]): branch is readonly Step[] {
  return Array.isArray(branch);
}
