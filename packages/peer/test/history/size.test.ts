import { expect, test } from 'vitest';
import { checkRegister, type Operation } from '../../src/history/index.ts';
import { busyHistory } from './busy-clients.ts';
import { found } from './operations.ts';

/** Ten thousand operations on one name, by ten clients at a time. */
function longHistory(twins: number, twinContents = 3): readonly Operation[] {
  return busyHistory({ seed: 1, clients: 10, names: 1, operations: 1_000, twins, twinContents }).operations;
}

test('ten thousand operations on one name with contents of their own need no search', () => {
  const operations = longHistory(0);

  expect(operations.length).toBeGreaterThan(10_000);
  expect(checkRegister(operations)).toMatchObject({ violations: [], undecided: [], searchSteps: 0 });
});

test.each([0.1, 1])(
  'ten thousand operations, a share of %d of the stores with shared contents, need ten steps of search for each',
  (twins) => {
    const operations = longHistory(twins);
    const { violations, undecided, searchSteps } = checkRegister(operations);

    expect([...violations, ...undecided]).toEqual([]);
    expect(searchSteps).toBeLessThan(10 * operations.length);
  },
);

test.each([0, 0.1, 1])(
  'one wrong answer among ten thousand operations is told with a handful of them, shared contents in %d of the stores',
  (twins) => {
    const operations = longHistory(twins, 1_000);
    const lastMs = operations.reduce((last, { startMs }) => Math.max(last, startMs), 0);
    const middle = operations.findIndex(
      ({ outcome, startMs }) => outcome === 'found' && startMs > lastMs / 2,
    );
    const { startMs = 0, endMs = 0 } = operations[middle] ?? {};
    const wrong = found(0, replacedContent(operations, startMs), [startMs, endMs], 'name-0');

    const { violations, undecided } = checkRegister(operations.with(middle, wrong));

    expect(undecided).toEqual([]);
    expect(violations).toHaveLength(1);
    expect(violations[0]?.operations).toContain(wrong);
    expect(violations[0]?.operations.length).toBeLessThanOrEqual(6);
  },
);

/** A content that was stored before that time, and that no store can have brought back in the second before it or after. */
function replacedContent(operations: readonly Operation[], timeMs: number): string {
  const stores = operations.filter((each) => each.kind === 'store');
  const recent = stores.filter(
    ({ outcome, startMs, endMs }) =>
      outcome === 'unknown' || (endMs > timeMs - 1_000 && startMs < timeMs + 1_000),
  );
  const possible = new Set(recent.map(({ content }) => content));
  const replaced = stores.find(
    ({ outcome, content, endMs }) => outcome === 'stored' && endMs < timeMs && !possible.has(content),
  );
  if (replaced === undefined) throw new Error('no content of this history was replaced for good');
  return replaced.content;
}
