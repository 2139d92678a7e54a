// Is the history of every name that of one register? Linearizability (Herlihy and Wing 1990), name by name, which is all of it (their theorem 1).

import type { Findings, Undecided, Violation } from '../findings.ts';
import { byName, type Operation } from '../operation.ts';
import { registerHistory } from '../register-history.ts';
import { firstTimeFault } from '../time-fault.ts';
import { decide } from './decide.ts';
import { impossibleReads } from './impossible-reads.ts';
import { noOrder } from './no-order.ts';
import { smallest } from './smallest.ts';

export interface RegisterCheckOptions {
  /** Bounds the search of one name, and once more the search for the fewest operations that prove its violation. Default 2,000,000. */
  readonly searchStepsMax?: number;
}

const searchStepsMaxDefault = 2_000_000;

interface NameFindings {
  readonly violations: readonly Violation[];
  readonly undecided: readonly Undecided[];
  readonly searchSteps: number;
}

/**
 * Judges what clients heard while the ring was whole; in a partition two sides may rightly differ.
 *
 * Whoever was told that a content may be old has to have read one that was stored, and no more.
 *
 * Nothing is stored at first. A store of unknown outcome takes effect at any moment from its start on, or never. Equal
 * times count as overlapping. O(n log n) as long as contents that are read were written once (Gibbons and Korach 1997);
 * other names are searched (Wing and Gong 1993, Lowe 2017) and may end undecided. Each name gets at most one violation for
 * its order, and one for each content that could not have been read in any order.
 */
export function checkRegister(
  operations: Iterable<Operation>,
  { searchStepsMax = searchStepsMaxDefault }: RegisterCheckOptions = {},
): Findings {
  const found = [...byName(operations)].map(([name, own]) => checkName(name, own, searchStepsMax));
  return {
    check: 'register',
    names: found.length,
    violations: found.flatMap(({ violations }) => violations),
    undecided: found.flatMap(({ undecided }) => undecided),
    searchSteps: found.reduce((sum, { searchSteps }) => sum + searchSteps, 0),
  };
}

function checkName(name: string, operations: readonly Operation[], stepsMax: number): NameFindings {
  const fault = firstTimeFault(operations);
  if (fault !== undefined) return { violations: [], undecided: [doubt(name, fault)], searchSteps: 0 };
  const history = registerHistory(operations);
  const { violations, possible } = impossibleReads(name, history);
  const ordered = possible.filter(({ mayBeOld }) => !mayBeOld);
  const decision = decide([...history.writes, ...ordered], stepsMax);
  if (decision.verdict === 'ordered') return { violations, undecided: [], searchSteps: decision.steps };
  const proof = smallest(decision.suspects, decision.verdict === 'violated', stepsMax);
  const searchSteps = decision.steps + proof.steps;
  if (proof.operations.length > 0)
    return { violations: [...violations, noOrder(name, proof.operations)], undecided: [], searchSteps };
  const why = `equal contents were stored more than once, and ${searchSteps} steps of search did not settle in which order`;
  return { violations, undecided: [doubt(name, why)], searchSteps };
}

function doubt(name: string, why: string): Undecided {
  return { check: 'register', name, why };
}
