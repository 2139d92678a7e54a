import { expect, test } from 'vitest';
import { convergence, Explorer, searchOf } from '../../src/model/index.ts';

/** Seconds of work, and far longer on a busy machine. */
const slowMs = 60_000;

/** Everything that can be met; nothing is left out. */
function exhaust(wanted: Parameters<typeof searchOf>[0]): Explorer {
  const explorer = new Explorer(searchOf(wanted));
  while (!explorer.isDone) explorer.advance(1_000);
  return explorer;
}

test(
  'whole operations break no rule in a ring of 4, and every fair schedule makes it ideal again',
  { timeout: slowMs },
  () => {
    const explorer = exhaust({ places: 4, members: 4, grain: 'operation' });

    expect(explorer.counterexample).toBeUndefined();
    expect(convergence(explorer)).toMatchObject({ circle: [], dead: undefined });
  },
);

test(
  'questions that interleave with up to three losses and joins break no rule in a ring of 4',
  { timeout: slowMs },
  () => {
    const explorer = exhaust({ places: 4, members: 4, faultsMax: 3 });

    expect(explorer.counterexample).toBeUndefined();
    expect(explorer.recovered).toBe(explorer.scenes.size);
  },
);

test(
  'messages that arrive in any order break no rule in a ring of 4 that loses or wins a peer',
  { timeout: slowMs },
  () => {
    const explorer = exhaust({ places: 4, members: 4, grain: 'message', faultsMax: 1 });

    expect(explorer.counterexample).toBeUndefined();
  },
);

test(
  'rings of 1, 2 and 3 take in joiners without breaking a rule, in whatever order messages arrive',
  { timeout: slowMs },
  () => {
    for (const [members, places] of [
      [1, 2],
      [2, 3],
      [3, 4],
    ] as const) {
      const explorer = exhaust({ places, members, grain: 'message', failures: 'none' });
      expect(explorer.counterexample, `from ${members}`).toBeUndefined();
    }
  },
);

test('a ring of 3 with lists of 2 heals while every list keeps somebody', { timeout: slowMs }, () => {
  const explorer = exhaust({ places: 3, members: 2, failures: 'kept-list' });

  expect(explorer.counterexample).toBeUndefined();
});
