// A history as clients of a ring without fault record it: each operation takes effect at one moment between its start and its end.

import type { Operation } from '@ringside/peer/history';
import { Chance } from '@ringside/peer/sim';

export interface RightHistoryOptions {
  readonly seed: number;
  readonly names: number;
  readonly operationsPerName: number;
  /** The share of stores whose content some other store under the name has too. */
  readonly twins: number;
}

const clients = 16;
const storeShare = 0.4;
const unknownShare = 0.02;
const twinContents = 10;
const pauseMs = 10;
/** The longest way to the moment of effect, and back. */
const latencyMs = 20;

/** About two operations are under way under each name at any time. */
export function rightHistory({ seed, names, ...options }: RightHistoryOptions): readonly Operation[] {
  const chance = new Chance(seed);
  return Array.from({ length: names }, (_, place) => underName(chance, `name-${place}`, options)).flat();
}

function underName(
  chance: Chance,
  name: string,
  { operationsPerName, twins }: Omit<RightHistoryOptions, 'seed' | 'names'>,
): readonly Operation[] {
  let present: string | undefined;
  let nowMs = 0;
  return Array.from({ length: operationsPerName }, (_, turn): Operation => {
    nowMs += chance.pause(pauseMs);
    const startMs = nowMs - latencyMs * chance.next();
    const asked = { client: turn % clients, name, startMs, endMs: nowMs + latencyMs * chance.next() };
    if (!chance.happens(storeShare)) {
      if (present === undefined) return { ...asked, kind: 'request', outcome: 'not-found' };
      return { ...asked, kind: 'request', outcome: 'found', content: present };
    }
    const content = chance.happens(twins) ? `twin-${chance.below(twinContents)}` : `${name}.${turn}`;
    const isHeard = !chance.happens(unknownShare);
    if (isHeard || chance.happens(0.5)) present = content;
    return { ...asked, kind: 'store', content, outcome: isHeard ? 'stored' : 'unknown' };
  });
}
