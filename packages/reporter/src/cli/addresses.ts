// Addresses in a sentence.

import type { Target } from '../poll/sweep-ring.ts';

const listedMax = 3;

export function addressesOf(targets: readonly Target[]): string {
  const shown = targets.slice(0, listedMax).map((target) => target.address);
  const more = targets.length - shown.length;
  return shown.join(', ') + (more > 0 ? ` and ${more} more` : '');
}
