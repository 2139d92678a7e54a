// Rings as the assignment starts them: every peer is told its next two.

import { RealRing, type RingOptions } from './real-ring.ts';

/** The ring of the assignment. */
export const classicIds: readonly number[] = [2, 4, 5, 8, 9, 14, 19];

/** A ring whose lists are all true. */
export async function startRing(
  ids: readonly number[] = classicIds,
  options: RingOptions = {},
  basePort?: number,
): Promise<RealRing> {
  const ring = new RealRing(options, basePort);
  await Promise.all(ids.map((id) => ring.add(id)));
  beginRing(ring, ids);
  await ring.untilIdeal(10_000);
  return ring;
}

/** Tells each peer its next two, as the assignment's `init` does; a lone one to be a ring of one. */
export function beginRing(ring: RealRing, ids: readonly number[]): void {
  for (const [place, id] of ids.entries()) {
    const next = [1, 2].map((far) => ids[(place + far) % ids.length] ?? id);
    if (ids.length === 1) ring.peer(id).create();
    else ring.peer(id).init(next.map((each) => ({ id: each, address: ring.address(each) })));
  }
}
