// What the register check says of a history, for tests that look at one name.

import { expect } from 'vitest';
import { checkRegister, type Operation, type Violation } from '../../src/history/index.ts';

/** The only violation of a history. */
export function theViolation(operations: readonly Operation[]): Violation {
  const { violations, undecided } = checkRegister(operations);
  expect(undecided).toEqual([]);
  expect(violations).toHaveLength(1);
  const [violation] = violations;
  if (violation === undefined) throw new Error('there is no violation');
  return violation;
}

export function sentences(operations: readonly Operation[]): readonly string[] {
  return checkRegister(operations).violations.map(({ line }) => line);
}
