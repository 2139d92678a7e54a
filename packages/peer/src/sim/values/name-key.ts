// Names of simulated values on the circle: spread evenly, without the price of SHA-256.

import { toIdentifier, type Identifier } from '../../ring/index.ts';
import type { Simulation } from '../simulation.ts';

/** Where a name lies on the circle. */
export function keyOf(simulation: Simulation, name: string): Identifier {
  let mixed = 0x811c9dc5;
  for (const unit of name) mixed = Math.imul(mixed ^ (unit.codePointAt(0) ?? 0), 0x01000193);
  return toIdentifier(simulation.options.space, (mixed >>> 0) % simulation.options.space.size);
}
