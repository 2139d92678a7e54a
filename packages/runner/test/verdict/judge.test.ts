import { expect, test } from 'vitest';
import { judgeRun } from '../../src/verdict/index.ts';
import { planOf } from '../scenario/reading.ts';
import { goodResult, goodStep, noLag } from './results.ts';

const plan = planOf(`ringside: 1
name: one-crash
ring: { preset: classic, ping: 1s }
peers: { seven: { ids: [2, 4, 5, 8, 9, 14, 19] } }
phases:
  - name: start
    do: [{ start: seven }, { wait: { ring: ideal }, within: 20p }]
  - name: crash
    do: [{ kill: 9 }]
thresholds: { detect: 'p95 <= 2p' }
`);

test('a run in which every claim held has held, and says nothing more', () => {
  expect(judgeRun(plan, goodResult, noLag)).toMatchObject({ kind: 'held', exitCode: 0, cause: null });
});

test('the first claim that does not hold is the cause, with the sentence of its judge', () => {
  const broken = { ...goodStep, failure: 'late', says: 'not within 20s (20p): 9 is still named' } as const;

  const verdict = judgeRun(plan, { ...goodResult, steps: [broken] }, noLag);

  expect(verdict).toMatchObject({
    kind: 'not-held',
    exitCode: 1,
    cause: 'start.2 wait until the ring is ideal: not within 20s (20p): 9 is still named',
  });
});

test('a threshold is judged by the nearest rank, and told by the clock and in ping periods', () => {
  const slow = { metric: 'detect', value: 2_500, phase: 'crash', load: null } as const;

  const verdict = judgeRun(plan, { ...goodResult, samples: [...goodResult.samples, slow] }, noLag);

  expect(verdict.cause).toBe('detect: p95 <= 2p: p95 is 2.50 s (2.5p), of 3, and should be p95 <= 2p');
});

test('what never came about breaks every limit', () => {
  const never = { metric: 'detect', value: Infinity, phase: 'crash', load: null } as const;

  const verdict = judgeRun(plan, { ...goodResult, samples: [never] }, noLag);

  expect(verdict.kind).toBe('not-held');
  expect(verdict.cause).toContain('p95 is endless, since it never came about, of 1');
});

test('without a sample a threshold is neither held nor broken', () => {
  const verdict = judgeRun(plan, { ...goodResult, samples: [] }, noLag);

  expect(verdict).toMatchObject({ kind: 'inconclusive', exitCode: 2 });
});

test('a runner that stood still says nothing about the ring, whatever it found', () => {
  const broken = { ...goodStep, failure: 'late', says: 'not within 20s (20p): 9 is still named' } as const;
  const lag = { maxMs: 5_012, share: 0.1 };

  for (const result of [goodResult, { ...goodResult, steps: [broken] }]) {
    const verdict = judgeRun(plan, result, lag);

    expect(verdict).toMatchObject({ kind: 'inconclusive', exitCode: 2 });
    expect(verdict.cause).toMatch(/^the machine starved the runner, which stood still for 5\.01 s/);
  }
});

test('a machine that was late takes the blame for what did not hold, and takes nothing from what held', () => {
  const broken = { ...goodStep, failure: 'late', says: 'not within 20s (20p): 9 is still named' } as const;
  const lag = { maxMs: 400, share: 0.31 };

  expect(judgeRun(plan, goodResult, lag).kind).toBe('held');
  expect(judgeRun(plan, { ...goodResult, steps: [broken] }, lag)).toMatchObject({
    kind: 'inconclusive',
    cause:
      'the machine starved the runner, which was late for 31% of the time; so this says nothing: start.2 wait until the ring is ideal: not within 20s (20p): 9 is still named',
  });
});

test('a wrong answer is wrong, however late the machine was', () => {
  const read = {
    kind: 'request',
    client: 'a',
    name: 'x',
    startMs: 1,
    endMs: 2,
    outcome: 'found',
    content: 'never stored',
  } as const;

  const verdict = judgeRun(plan, { ...goodResult, operations: [read] }, { maxMs: 9_000, share: 0.9 });

  expect(verdict.kind).toBe('not-held');
  expect(verdict.cause).toMatch(/^no answer was wrong: "x" gave a content that nobody stored under it/);
});

test('of a ring that was parted nobody asks that old answers are new', () => {
  const read = { ...store('old', 30), kind: 'request', outcome: 'found' };
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- Built from parts that are operations.
  const operations = [store('old', 10), store('new', 20), read] as never;

  expect(judgeRun(plan, { ...goodResult, operations }, noLag).kind).toBe('not-held');
  expect(judgeRun(plan, { ...goodResult, operations, wasParted: true }, noLag).kind).toBe('held');
});

test('an arena that failed gives no verdict on the ring', () => {
  const verdict = judgeRun(plan, { ...goodResult, arenaFailure: 'peer 9 said no ready line' }, noLag);

  expect(verdict).toMatchObject({ kind: 'arena-failed', exitCode: 3, cause: 'peer 9 said no ready line' });
});

function store(content: string, startMs: number): object {
  return {
    kind: 'store',
    client: 'a',
    name: 'x',
    startMs,
    endMs: startMs + 1,
    content,
    outcome: 'stored',
  };
}
