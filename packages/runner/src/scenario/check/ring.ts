// Can the rules of the ring hold together?

import type { Scenario } from '../language/index.ts';
import type { Fault } from '../mistake.ts';

/** Copies lie at the owner and the peers after it, whom it must know. */
export function checkRing({ ring: { replicas, successors } }: Scenario): readonly Fault[] {
  if (replicas <= successors + 1) return [];
  const message = `${replicas} copies need ${replicas - 1} successors at least, and ${successors === 1 ? '1 is known' : `${successors} are known`}; lower replicas to ${successors + 1}, or raise successors to ${replicas - 1}`;
  return [{ path: ['ring', 'replicas'], end: 'value', message }];
}
