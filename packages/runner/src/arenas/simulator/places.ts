// Where names lie on a simulated circle, who is next on it, and how what cannot be done is said. Pure.

import { keyOfName, routingKey, type Sha256 } from '@ringside/peer/keys';
import { addressOfId, type Simulation } from '@ringside/peer/sim';
import type { Contact } from '@ringside/peer/survey';
import type { Refusal, RingRules } from '../../scenario/index.ts';

/** The position at or after which the first peer owns the name. */
export function placeOf(
  name: string,
  ring: RingRules,
  space: Parameters<typeof routingKey>[2],
  sha256: Sha256,
): number {
  const named = keyOfName(name, ring, sha256);
  return named.kind === 'refused' ? 0 : routingKey(named.key, ring.owner, space);
}

/** Whom a first member is told: the next two of them, of whose lives nothing is known yet. */
export function nextTwo(
  simulation: Simulation,
  sorted: readonly number[],
  place: number,
): readonly Contact[] {
  const steps = [1, 2].slice(0, sorted.length - 1);
  return steps.map((step) => {
    const id = sorted[(place + step) % sorted.length] ?? 0;
    return { id: simulation.id(id), epoch: 0, address: addressOfId(id) };
  });
}

export function refused(message: string): Refusal {
  return { ok: false, code: 'gone', isDefinite: true, message };
}
