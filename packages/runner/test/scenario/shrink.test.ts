import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { shrinkPlan, type Plan, type PlannedStep } from '../../src/scenario/index.ts';
import { planFaults } from '../../src/scenario/plan/sound.ts';
import { planOf, planOfSteps, sha256 } from './reading.ts';

const nightly = planOf(readFileSync(new URL('nightly.yaml', import.meta.url), 'utf8'));

function stepsOf(plan: Plan): readonly PlannedStep[] {
  return plan.phases.flatMap(({ steps }): readonly PlannedStep[] => steps);
}

/** What a plan does to peers, as `kill 9`. */
function deedsOf(plan: Plan): readonly string[] {
  return stepsOf(plan).flatMap((step) => {
    if (step.act === 'churn' || step.act === 'burst') return step.events.map(({ act, id }) => `${act} ${id}`);
    return 'who' in step && step.who.kind === 'peers'
      ? step.who.ids.map((id) => `${step.act} ${id}`)
      : [step.act];
  });
}

test('of a churn of many events only the two that matter are left, at their own times', async () => {
  const [first, second] = deedsOf(nightly).filter((deed) => deed.startsWith('kill '));
  if (first === undefined || second === undefined) throw new Error('this churn kills twice');

  const { plan, plays } = await shrinkPlan(nightly, {
    sha256,
    fails: (candidate) => deedsOf(candidate).includes(first) && deedsOf(candidate).includes(second),
  });

  expect(deedsOf(plan)).toEqual(['start', first, second]);
  const times = (of: Plan): readonly number[] =>
    stepsOf(of).flatMap((step) =>
      step.act === 'churn'
        ? step.events.filter((event) => `${event.act} ${event.id}` === first).map(({ atMs }) => atMs)
        : [],
    );
  expect(times(plan)).toEqual(times(nightly));
  expect(plays).toBeLessThan(60);
});

test('what a step needs stays with it, and what needs a step that was taken out goes with it', async () => {
  const plan = planOfSteps(`      - start: seven
      - join: 15
      - kill: 15
        as: victim
      - wait: { detected: { of: victim } }
        within: 20p
      - restart: victim
      - partition: { sides: [2, rest] }
        as: cut
      - heal: cut
      - mark: the end
`);
  const restarts = await shrinkPlan(plan, { sha256, fails: (each) => deedsOf(each).includes('restart 15') });
  const heals = await shrinkPlan(plan, { sha256, fails: (each) => deedsOf(each).includes('heal') });

  expect(deedsOf(restarts.plan)).toEqual(['start', 'join', 'restart 15']);
  expect(deedsOf(heals.plan)).toEqual(['start', 'partition', 'heal']);
});

test('every candidate can be played: nothing in it needs what was taken out', async () => {
  const faults: unknown[] = [];
  await shrinkPlan(nightly, {
    sha256,
    fails: (candidate) => {
      faults.push(...planFaults(candidate));
      return stepsOf(candidate).some(({ act }) => act === 'heal');
    },
  });

  expect(faults).toEqual([]);
});

test('a player may take its time, and is asked no more often than is allowed', async () => {
  let played = 0;
  const { plays } = await shrinkPlan(nightly, {
    sha256,
    playsMax: 5,
    fails: async () => {
      await Promise.resolve();
      played += 1;
      return false;
    },
  });

  expect([played, plays]).toEqual([5, 5]);
});

test('a plan whose failure needs nothing but the start is shrunk to the start', async () => {
  const { plan } = await shrinkPlan(nightly, { sha256, fails: () => true });

  expect(deedsOf(plan)).toEqual(['start']);
  expect(plan.hash).not.toBe(nightly.hash);
});
