// Everything that a run claimed, each claim with what came of it: steps, what must be true always and in the end, thresholds, and whether any
// answer was wrong. Pure.

import { checkRegister, type ViolationKind } from '@ringside/peer/history';
import {
  compare,
  aggregated,
  valuesOf,
  type CheckResult,
  type Plan,
  type PlannedThreshold,
  type PlayResult,
  type StepResult,
} from '../scenario/index.ts';
import { measured } from './amounts.ts';

export type CheckGroup = 'step' | 'always' | 'finally' | 'threshold' | 'history';

/** `no-samples`: nothing was measured that it could be judged by. `not-judged`: the run did not come so far. */
export type CheckOutcome = 'held' | 'not-held' | 'no-samples' | 'undecided' | 'not-judged';

export interface Check {
  readonly group: CheckGroup;
  readonly name: string;
  readonly outcome: CheckOutcome;
  /** The sentence of the judge; null when there is nothing to say. */
  readonly says: string | null;
  readonly tookMs: number;
}

export function checksOf(plan: Plan, result: PlayResult): readonly Check[] {
  const isThrough = result.steps.every(({ failure }) => failure === null) && result.arenaFailure === null;
  return [
    ...result.steps.filter(({ isClaim, failure }) => isClaim || failure !== null).map(stepCheck),
    ...result.always.map((check) => resultCheck('always', check)),
    ...result.finally.map((check) => resultCheck('finally', check)),
    ...plan.thresholds.flatMap((threshold) => thresholdChecks(plan, threshold, result, isThrough)),
    ...historyChecks(result),
  ];
}

function stepCheck({ id, words, failure, says, tookMs }: StepResult): Check {
  return {
    group: 'step',
    name: `${id} ${words}`,
    outcome: failure === null ? 'held' : 'not-held',
    says,
    tookMs,
  };
}

function resultCheck(group: 'always' | 'finally', { name, outcome, says }: CheckResult): Check {
  return { group, name, outcome, says, tookMs: 0 };
}

function thresholdChecks(
  plan: Plan,
  { key, metric, phase, load, claims }: PlannedThreshold,
  { samples }: PlayResult,
  isThrough: boolean,
): readonly Check[] {
  const values = valuesOf(samples, metric, phase, load);
  return claims.map((claim): Check => {
    const name = `${key}: ${claim.text}`;
    const about = { group: 'threshold', name, tookMs: 0 } as const;
    if (!isThrough) return { ...about, outcome: 'not-judged', says: 'the run did not come so far' };
    const value = aggregated(values, claim.aggregate);
    if (value === undefined)
      return {
        ...about,
        outcome: 'no-samples',
        says: `nothing was measured for ${key}, so nothing can be said`,
      };
    const said = `${measured(metric, claim.aggregate, value, plan.ring.pingMs)}, of ${values.length}`;
    const isHeld = compare(value, claim);
    return {
      ...about,
      outcome: isHeld ? 'held' : 'not-held',
      says: isHeld ? said : `${said}, and should be ${claim.text}`,
    };
  });
}

/** In parts of a ring both sides go on, and an answer may be old; yet nobody ever reads what nobody stored. */
const inPartsToo: ReadonlySet<ViolationKind> = new Set(['nobody-stored', 'refused', 'too-early']);

function historyChecks({ operations, wasParted }: PlayResult): readonly Check[] {
  if (operations.length === 0) return [];
  const { violations, undecided, names } = checkRegister(operations);
  const counted = violations.filter(({ kind }) => !wasParted || inPartsToo.has(kind));
  const [violation] = counted;
  const [doubt] = undecided;
  const more = counted.length > 1 ? ` (and ${counted.length - 1} more)` : '';
  const about = { group: 'history', name: 'no answer was wrong', tookMs: 0 } as const;
  if (violation !== undefined) return [{ ...about, outcome: 'not-held', says: `${violation.line}${more}` }];
  if (doubt !== undefined) return [{ ...about, outcome: 'undecided', says: `"${doubt.name}": ${doubt.why}` }];
  return [{ ...about, outcome: 'held', says: `${operations.length} operations on ${names} names` }];
}
