// In which state a peer must be for what is done to it, and what to say when it is in another.

import type { PlannedRing } from './planned-ring.ts';

/**
 * `up`: runs and answers. `running`: runs or stands still. `paused`: stands still. `known`: was started at some time. `listed`: whatever
 * its state.
 */
export type Need = 'up' | 'running' | 'paused' | 'known' | 'listed';

/**
 * Undefined when all is well. A peer that chance may have taken is in the wrong state whatever this seed drew, so that a scenario is right
 * for every seed or for none. `own`: the step that chose just this peer.
 */
export function stateTrouble(
  ring: PlannedRing,
  id: number,
  said: string,
  need: Need,
  own?: string,
): string | undefined {
  if (need === 'listed') return undefined;
  const state = ring.stateOf(id);
  if (state === undefined) return `peer ${said} was not started by then; start it, or let it join before`;
  if (need === 'known') return undefined;
  const risk = ring.riskOf(id, own);
  if (risk !== undefined && need !== 'paused') {
    return `peer ${said} may be gone by then, for ${risk} does not name whom it takes; keep it out of that with not: [${id}]`;
  }
  if (need === 'paused')
    return state === 'paused' ? undefined : `peer ${said} does not stand still by then; pause it before`;
  if (state === 'gone') return `peer ${said} is gone by then; restart it before, or take this out`;
  return state === 'paused' && need === 'up'
    ? `peer ${said} stands still by then; resume it before`
    : undefined;
}
