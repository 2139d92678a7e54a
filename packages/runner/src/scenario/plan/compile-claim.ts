// Conditions of a scenario as conditions of a plan: ids for words, ms for spans.

import type { Claim, Condition, MetricClaim, PeerWord, Target } from '../language/index.ts';
import { loadCounters } from '../language/index.ts';
import type { Path } from '../mistake.ts';
import { idOfWord } from '../roster.ts';
import { choose, decided } from './choose.ts';
import type { PlannedClaim, PlannedCondition, PlannedMetricClaim, Who } from './plan.ts';
import type { Rehearsal } from './rehearsal.ts';
import { quantityValue } from './spans.ts';

export function compileClaim(rehearsal: Rehearsal, { condition, hold }: Claim, path: Path): PlannedClaim {
  return { condition: compileCondition(rehearsal, condition, path), hold };
}

/** Does it hold only when the ring is right, so that lists are mended and newcomers known? */
export function isSettling(condition: Condition): boolean {
  if (condition.kind === 'ring') return condition.is === 'ideal';
  return condition.kind === 'all' && condition.of.some(isSettling);
}

export function compileMetricClaim(
  { aggregate, operator, value, text }: MetricClaim,
  pingMs: number,
): PlannedMetricClaim {
  return { aggregate, operator, value: quantityValue(value, pingMs), text };
}

function compileCondition(rehearsal: Rehearsal, condition: Condition, path: Path): PlannedCondition {
  const { pingMs } = rehearsal.scenario.ring;
  switch (condition.kind) {
    case 'view': {
      const views = condition.views.map(({ peer, succ, pred }) => ({
        peer: idOf(rehearsal, peer),
        succ: succ?.map((word) => idOf(rehearsal, word)) ?? null,
        pred: pred?.map((word) => idOf(rehearsal, word)) ?? null,
      }));
      return { kind: 'view', views };
    }
    case 'alive-of':
    case 'detected': {
      const key = condition.kind === 'detected' ? 'detected' : 'alive';
      return { kind: condition.kind, of: whom(rehearsal, condition.of, [...path, key, 'of']) };
    }
    case 'keys':
      return { ...condition, names: condition.names === 'acknowledged' ? null : condition.names };
    case 'owner':
      return { ...condition, is: idOf(rehearsal, condition.is) };
    case 'hops':
      return { kind: 'hops', claim: compileMetricClaim(condition.claim, pingMs) };
    case 'load': {
      const counts = loadCounters.flatMap((counter) => {
        const is = condition.counts[counter];
        return is === undefined ? [] : [{ counter, is }];
      });
      return { kind: 'load', of: condition.of ?? null, counts };
    }
    case 'event':
    case 'log': {
      const { at } = condition;
      return {
        ...condition,
        at: at === undefined ? null : whom(rehearsal, at, [...path, condition.kind, 'at']),
      };
    }
    case 'all':
    case 'any':
      return {
        kind: condition.kind,
        of: condition.of.map((each, place) =>
          compileCondition(rehearsal, each, [...path, condition.kind, place]),
        ),
      };
    case 'not':
      return { kind: 'not', of: compileCondition(rehearsal, condition.of, [...path, 'not']) };
    default:
      return condition;
  }
}

/** Conditions may speak of anybody who was ever started. */
function whom(rehearsal: Rehearsal, target: Target, path: Path): Who {
  return (choose(rehearsal, target, path, 'known') ?? decided([])).who;
}

/** Views and owners name peers by id or name; check/steps.ts has refused every other word. */
function idOf({ roster }: Rehearsal, word: PeerWord): number {
  return idOfWord(roster, word) ?? 0;
}
