// The ring that a plan describes, as processes are started for it. Nobody of it is started yet. Pure.

import { presets } from '@ringside/peer/settings';
import type { RingPlan } from '../../plan/index.ts';
import { wantsOf, type Plan } from '../../scenario/index.ts';

const nameMax = 64;

/** Each run is a ring of its own, so that no two that meet by chance would mix. */
export function ringPlanOf(
  plan: Plan,
  places: Required<Pick<RingPlan, 'host' | 'addresses' | 'folder'>>,
): RingPlan {
  const { successors, ...rules } = plan.ring;
  const ring = `${plan.name}-${plan.seed}`.slice(0, nameMax);
  return {
    ...places,
    settings: { ...presets[rules.preset], ...rules, successorsMax: successors, ring },
    peers: [],
    unmonitored: [],
    basePort: undefined,
    seed: plan.seed,
    show: wantsOf(plan).shows,
    idOf: Number,
  };
}
