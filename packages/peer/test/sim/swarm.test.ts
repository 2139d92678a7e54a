import { expect, test } from 'vitest';
import { step } from '../../src/ring/index.ts';
import { drawPlan, play, ringCore, type Core, type Outcome } from '../../src/sim/index.ts';
import { keptSeeds } from '../../src/sim/swarm/kept-seeds.ts';
import { shrink } from '../../src/sim/swarm/shrink.ts';
import { tell } from '../../src/sim/swarm/tell.ts';

const extent = { peers: 16, faults: 60 };
const freshSeeds = 40;

/** Never lets go of a dead head: what it is told of a verdict it forgets. */
const stubborn: Core = {
  ...ringCore,
  step(state, input, now) {
    const { state: next, effects } = step(state, input, now);
    const [head] = state.succ;
    const isLost = head !== undefined && !next.succ.some(({ id }) => id === head.id);
    return isLost ? { state: { ...next, succ: state.succ }, effects } : { state: next, effects };
  },
};

/** What broke, told whole; empty when nothing did. */
function told(outcome: Outcome): string {
  return outcome.found === undefined ? '' : tell(outcome, outcome.plan);
}

test('seeds that broke a rule once break none now', { timeout: 60_000 }, () => {
  for (const [seed, found] of keptSeeds) expect(told(play(drawPlan(seed, extent))), found).toBe('');
});

test(
  `seeds 1 to ${freshSeeds}: no rule is broken, and the ring is ideal again in the end`,
  { timeout: 60_000 },
  () => {
    for (let seed = 1; seed <= freshSeeds; seed += 1) expect(told(play(drawPlan(seed, extent)))).toBe('');
  },
);

test(
  `seeds 1 to ${freshSeeds / 2} where all route by fingers: no rule is broken, suspects or not`,
  { timeout: 60_000 },
  () => {
    const routed = { ...extent, routing: 'fingers' } as const;
    for (let seed = 1; seed <= freshSeeds / 2; seed += 1) expect(told(play(drawPlan(seed, routed)))).toBe('');
  },
);

test('the same seed makes the same history, twice; looking at the rules does not change it; another seed makes another', () => {
  const plan = drawPlan(7, extent);
  const [first, second, unchecked] = [play(plan), play(plan), play(plan, { isChecked: false })];

  expect(second.hash).toBe(first.hash);
  expect(unchecked.hash).toBe(first.hash);
  expect(play(drawPlan(8, extent)).hash).not.toBe(first.hash);
});

test(
  'a core that keeps the dead is found out, and the plan is cut to few steps that still break the same rule',
  { timeout: 60_000 },
  () => {
    const outcomes = Array.from({ length: 20 }, (_, nth) =>
      play(drawPlan(nth + 1, extent), { core: stubborn }),
    );
    const broken = outcomes.find(({ found }) => found !== undefined);
    const rule = broken?.found?.rule;
    if (broken === undefined || rule === undefined) throw new Error('nothing was found');

    const { plan } = shrink(broken.plan, rule, { core: stubborn });

    expect(plan.steps.length).toBeLessThan(broken.plan.steps.length / 4);
    expect(play(plan, { core: stubborn }).found?.rule).toBe(rule);
    expect(tell(broken, plan)).toContain(
      `${plan.steps.length} of ${broken.plan.steps.length} steps are enough`,
    );
  },
);
