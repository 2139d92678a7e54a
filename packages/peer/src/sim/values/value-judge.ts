// Is what clients of a simulated ring were told true? Pure: looks at what is over.

import { checkFinal, checkRegister, type Violation, type ViolationKind } from '../../history/index.ts';
import type { ValueOutcome } from './value-play.ts';

export type ValueRule =
  /** What was acknowledged can be read in the end: the newest content of every name. */
  | 'final'
  /** Each name is one register: nothing old is read, and nothing that was acknowledged is said not to be stored. */
  | 'register'
  /** Every owner has seen all its copies soon after the last fault. */
  | 'settled'
  /** What is acknowledged is at as many peers as there are to hold it. */
  | 'copies'
  /** Whoever leaves politely takes nothing with it. */
  | 'leave'
  /** The checker of histories could decide. */
  | 'decided';

export interface ValueViolation {
  readonly rule: ValueRule;
  readonly words: string;
}

/** In parts of a ring both sides go on, and an answer may be old; yet nobody ever reads what nobody stored. */
const inPartsToo: ReadonlySet<ViolationKind> = new Set(['nobody-stored', 'refused', 'too-early']);

export function judgeValues(outcome: ValueOutcome): readonly ValueViolation[] {
  // Nobody who lives knew the others: there was no ring to judge.
  if (outcome.isLost) return [];
  const { operations, readings, wasParted, settledMs, badLeaves, short } = outcome;
  const final = checkFinal(operations, readings);
  const register = checkRegister(operations);
  const ofOrder = register.violations.filter(({ kind }) => !wasParted || inPartsToo.has(kind));
  const undecided = [...final.undecided, ...register.undecided].map(({ name, why }): ValueViolation => {
    return { rule: 'decided', words: `${name}: ${why}` };
  });
  return [
    ...told('final', final.violations),
    ...told('register', ofOrder),
    ...undecided,
    ...(settledMs === Infinity ? [{ rule: 'settled', words: 'some copies were never proved' } as const] : []),
    ...(short > 0
      ? [{ rule: 'copies', words: `${short} stores were acknowledged with too few copies` } as const]
      : []),
    ...(badLeaves > 0
      ? [{ rule: 'leave', words: `${badLeaves} left with the only copy of something` } as const]
      : []),
  ];
}

function told(rule: ValueRule, violations: readonly Violation[]): readonly ValueViolation[] {
  return violations.map(({ line }) => ({ rule, words: line }));
}
