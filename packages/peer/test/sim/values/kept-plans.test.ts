import { expect, test } from 'vitest';
import {
  calmNetwork,
  drawValuePlan,
  judgeValues,
  playValues,
  type ValuePlan,
} from '../../../src/sim/index.ts';

/** Plans that the keeper that shipped once failed, oldest first, and what it did. */
const keptPlans: readonly { readonly was: string; readonly plan: ValuePlan }[] = [
  {
    was: 'a peer left with the only copy of what it had granted to a peer that never came to own it',
    plan: drawValuePlan(170_629, { peers: 5, faults: 30, stores: 400 }),
  },
  {
    was: 'a store was obeyed twice, since the version that told of it was still on its way to the new owner',
    plan: {
      seed: 2,
      peers: 4,
      bits: 16,
      successorsMax: 8,
      replicas: 3,
      pingMs: 500,
      network: { ...calmNetwork, delayMs: [20, 80] },
      graceMs: 600_000,
      skewMs: 0,
      clients: 12,
      stores: 500,
      names: 2,
      largeShare: 0.1,
      requestShare: 0.6,
      restMs: 360,
      steps: [855, 545, 752, 531, 679, 372, 369, 346, 143, 357, 617, 559, 421, 382, 177].map((who) => ({
        act: 'kill',
        who,
        backMs: 1_500,
        afterMs: 2_500,
      })),
    },
  },
  {
    was: 'a peer left on the word of a holder that had died a moment before, unnoticed',
    plan: drawValuePlan(1_245, { peers: 7, faults: 40, stores: 400 }),
  },
];

for (const { was, plan } of keptPlans) {
  test(`no more: ${was} (seed ${plan.seed})`, () => {
    expect(judgeValues(playValues(plan))).toEqual([]);
  });
}
