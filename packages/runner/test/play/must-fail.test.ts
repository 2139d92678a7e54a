// Scenarios that must fail: a runner that never says no would say nothing.

import { ringCore, type Core } from '@ringside/peer/sim';
import { expect, test } from 'vitest';
import { planOf } from '../scenario/reading.ts';
import { shippedText, simulatePlan, simulateText, simulateWithCore } from './simulating.ts';

test('with lists of one, neighbours that die together cut the ring, and the judge says who is cut off', async () => {
  const { verdict } = await simulateText(shippedText('adjacent-crashes'), 3, 'ring.successors=1');

  expect(verdict.kind).toBe('not-held');
  expect(verdict.exitCode).toBe(1);
  expect(verdict.cause).toMatch(
    /^three\.2 wait until .*: not within 20s \(40p\): nobody has noticed that \d+ is gone: all who watched it went with it$/,
  );
});

test('without the merge, two halves that were parted stay two rings, and the judge names them', async () => {
  const withoutMerge: Core = {
    ...ringCore,
    step: (state, input, now) => {
      const { state: next, effects } = ringCore.step(state, input, now);
      return { state: { ...next, merge: { ...next.merge, at: Number.POSITIVE_INFINITY } }, effects };
    },
  };

  const { verdict } = await simulateWithCore(shippedText('partition-and-heal'), 6, withoutMerge);

  expect(verdict.kind).toBe('not-held');
  expect(verdict.cause).toMatch(
    /^split\.4 wait until the ring is ideal.*: not within 20s \(40p\): 2 rings: /,
  );
});

test('with one copy, a value goes with the peer that is killed, and the judge names the value', async () => {
  const text = shippedText('leave-and-keep-keys').replace('- leave: { any: 1 }', '- kill: { any: 1 }');

  const { verdict } = await simulateText(text, 4, 'ring.replicas=1');

  expect(verdict.kind).toBe('not-held');
  expect(verdict.cause).toMatch(/of 40 keys can be read, and all should be: "\w+" /);
});

test('a threshold that nothing was measured for makes a run inconclusive, and the verdict says which', async () => {
  const text = `ringside: 1
name: no-samples
ring: { preset: chord, bits: 16, ping: 1s }
peers: { core: { count: 4 } }
load: { rare: { lookup: { rate: 0.001/s } } }
phases:
  - name: start
    during: rare
    do:
      - start: core
      - wait: { ring: ideal }
        within: 40p
thresholds: { lookup-ok: 'rate >= 99%' }
`;

  const { verdict } = await simulateText(text, 1);

  expect(verdict.kind).toBe('inconclusive');
  expect(verdict.exitCode).toBe(2);
  expect(verdict.cause).toBe(
    'lookup-ok: rate >= 99%: nothing was measured for lookup-ok, so nothing can be said',
  );
});

test('more peers than may run are not started, whatever a plan that was changed by hand says', async () => {
  const plan = { ...planOf(shippedText('classic')), peersMax: 7 };

  const { verdict, result } = await simulatePlan(plan);

  expect(verdict.kind).toBe('not-held');
  expect(verdict.cause).toMatch(
    /^join\.1 join 15 via 4: 15 would be too many: 7 peers may run at the same time/,
  );
  expect(result.endings.map(({ id }) => id)).toEqual([2, 4, 5, 8, 9, 14, 19]);
});

test('an expectation that is not so fails at once, and says what is so instead', async () => {
  const text = shippedText('classic').replace('14: { succ: [15, 19] }', '14: { succ: [19, 15] }');

  const { verdict, result } = await simulateText(text, 1);

  expect(verdict.cause).toMatch(/^join\.3 .*: the successors of 14 are 15, 19(, \d+)* and should be 19, 15$/);
  expect(result.steps.at(-1)?.id).toBe('join.3');
  expect(result.finally.every(({ outcome }) => outcome === 'not-judged')).toBe(true);
});
