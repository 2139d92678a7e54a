// Conditions in words: for the printed plan, and as names of checks that have none.

import type { Comparison } from '../language/index.ts';
import type { PlannedClaim, PlannedCondition } from './plan.ts';
import { comparisonWords, shareWords, whoWords } from './words.ts';

export function claimWords({ condition, hold }: PlannedClaim): string {
  return hold === 1 ? conditionWords(condition) : `${conditionWords(condition)}, ${hold} sweeps in a row`;
}

export function conditionWords(condition: PlannedCondition): string {
  switch (condition.kind) {
    case 'ring':
      return condition.is === 'connected' ? 'nobody is cut off' : `the ring is ${condition.is}`;
    case 'view':
      return condition.views.map(viewWords).join('; ');
    case 'alive':
      return `${comparisonWords(condition.count)} peers live`;
    case 'alive-of':
      return `${whoWords(condition.of)} live`;
    case 'unmonitored':
      return `${comparisonWords(condition.count)} peers live that nobody polls`;
    case 'detected':
      return `whoever watches ${whoWords(condition.of)} holds them dead`;
    case 'keys': {
      const which = condition.names === null ? 'acknowledged keys' : `keys ${condition.names.join(', ')}`;
      return condition.readable === 1
        ? `all ${which} can be read`
        : `${shareWords(condition.readable)} of ${which} can be read`;
    }
    case 'owner':
      return `"${condition.of}" is kept by ${condition.is}`;
    case 'hops':
      return `hops ${condition.claim.text}`;
    case 'load':
      return condition.counts
        .map(({ counter, is }) => `${condition.of ?? 'load'} ${counter} ${comparisonWords(is)}`)
        .join(', ');
    case 'event':
      return `${condition.at === null ? 'some peer' : whoWords(condition.at)} tells of ${condition.event} ${timesWords(condition.count)}`;
    case 'log':
      return `the log of ${condition.at === null ? 'some peer' : whoWords(condition.at)} has ${JSON.stringify(condition.has)}`;
    case 'processes':
      return 'every process ended as it should';
    case 'all':
      return condition.of.map(inner).join(' and ');
    case 'any':
      return condition.of.map(inner).join(' or ');
    case 'not':
      return `it is false that ${inner(condition.of)}`;
  }
}

function inner(condition: PlannedCondition): string {
  const words = conditionWords(condition);
  return condition.kind === 'all' || condition.kind === 'any' ? `(${words})` : words;
}

function viewWords({
  peer,
  succ,
  pred,
}: Extract<PlannedCondition, { kind: 'view' }>['views'][number]): string {
  const lists = [
    succ === null ? [] : [`succ ${succ.join(', ')}`],
    pred === null ? [] : [`pred ${pred.join(', ')}`],
  ].flat();
  return `peer ${peer} has ${lists.join(' and ')}`;
}

function timesWords({ operator, value }: Comparison): string {
  if (operator === '>=' && value === 1) return 'at least once';
  return `${comparisonWords({ operator, value })} time${value === 1 ? '' : 's'}`;
}
