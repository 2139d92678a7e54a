import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import {
  planRing,
  saidInCode,
  saidOnCommandLine,
  type OptionName,
  type RingPlan,
} from '../../src/plan/index.ts';

test('with nothing said, it is the ring of the assignment', () => {
  const plan = planOf({});

  expect(idsOf(plan)).toEqual([2, 4, 5, 8, 9, 14, 19]);
  expect(plan).toMatchObject({
    host: '127.0.0.1',
    basePort: 12_000,
    settings: { preset: 'classic', bits: 8, pingMs: 3_000 },
  });
});

test('a single option overrides its preset', () => {
  const { settings } = planOf({ preset: 'chord', bits: '16', ping: '500ms', count: '3' });

  expect(settings).toMatchObject({
    preset: 'chord',
    bits: 16,
    hash: 'sha256',
    routing: 'fingers',
    pingMs: 500,
  });
});

describe('a number of peers', () => {
  test('is drawn from the seed: the same again, others for another seed', () => {
    const once = idsOf(planOf({ preset: 'chord', count: '50', seed: '7' }));

    expect(idsOf(planOf({ preset: 'chord', count: '50', seed: '7' }))).toEqual(once);
    expect(idsOf(planOf({ preset: 'chord', count: '50', seed: '8' }))).not.toEqual(once);
    expect(new Set(once).size).toBe(50);
    expect(once).toEqual(once.toSorted((a, b) => a - b));
  });

  test('may fill the whole circle', () => {
    expect(idsOf(planOf({ bits: '3', count: '8' }))).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  });
});

describe('names', () => {
  test('are hashed to ids, which the commands then understand', () => {
    const plan = planOf({ peers: 'ada,bob,7', preset: 'chord', bits: '16' });

    const ada = createHash('sha256').update('ada').digest().readUInt16BE(0);
    expect(plan.peers.find(({ name }) => name === 'ada')?.id).toBe(ada);
    expect(plan.idOf('ada', 'kill')).toBe(ada);
    expect(plan.peers.map(({ name }) => name)).toContain(undefined);
  });

  test('that fall on one id are refused together', () => {
    const names = Array.from({ length: 60 }, (_, place) => `n${place}`).join(',');

    expect(() => planOf({ peers: names, preset: 'chord', bits: '8' })).toThrow(
      /^--peers: n\d+ and n\d+ both get id \d+; each peer needs its own id, so take another name or more --bits\.$/,
    );
  });
});

test('a flag beats the variable of the option it contradicts, two variables do not', () => {
  const environment = { RINGSIDE_PEERS: '2,4', RINGSIDE_COUNT: '3' };

  expect(idsOf(planRing(saidOnCommandLine({ peers: '5' }, environment), sha256))).toEqual([5]);
  expect(planRing(saidOnCommandLine({ count: '2' }, environment), sha256).peers).toHaveLength(2);
  expect(() => planRing(saidOnCommandLine({}, environment), sha256)).toThrow(
    'RINGSIDE_PEERS and RINGSIDE_COUNT contradict',
  );
});

test('a large ring takes free ports', () => {
  expect(planOf({ bits: '16', peers: '60000' }).basePort).toBeUndefined();
});

function planOf(flags: Partial<Record<OptionName, string>>): RingPlan {
  return planRing(saidOnCommandLine(flags, {}), sha256);
}

function idsOf(plan: RingPlan): number[] {
  return plan.peers.map(({ id }) => id);
}

function sha256(bytes: Uint8Array): Uint8Array {
  return createHash('sha256').update(bytes).digest();
}

test('said in code, an option is named by its own name', () => {
  expect(() => planRing(saidInCode([['bits', 60]]), sha256)).toThrow(
    'bits is "60"; it must be a whole number from 1 to 52.',
  );
});

test('copies are as many as was said, by flag, variable or in code, and never more than a peer can place', () => {
  expect(planOf({}).settings.replicas).toBe(3);
  expect(planOf({ replicas: '5' }).settings.replicas).toBe(5);
  const environment = { RINGSIDE_REPLICAS: '2' };
  expect(planRing(saidOnCommandLine({}, environment), sha256).settings.replicas).toBe(2);
  expect(planRing(saidInCode([['replicas', 4]]), sha256).settings.replicas).toBe(4);
  expect(() => planOf({ replicas: '9', successors: '4' })).toThrow(
    '--replicas is 9, but a peer that knows 4 successors finds only 5 holders; lower it, or raise --successors to 8.',
  );
});
