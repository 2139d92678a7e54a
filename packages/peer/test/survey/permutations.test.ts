import { expect, test } from 'vitest';
import { judge, type Observation, type RingState } from '../../src/survey/index.ts';
import { contacts, observed, status } from './ring-of.ts';

const seven = [2, 4, 5, 8, 9, 14, 19];

test('of the 5,040 ways to arrange the successors of seven peers exactly one is OK, though neighbours agree in all', () => {
  const seen = new Map<RingState, number>();

  for (const arrangement of permutations(seven)) {
    const { state } = judge(surveyOf(arrangement));
    seen.set(state, (seen.get(state) ?? 0) + 1);
  }

  expect(Object.fromEntries(seen)).toEqual({ OK: 1, LOOPY: 719, SPLIT: 4_320 });
});

/** `arrangement[i]` succeeds `seven[i]`; every longer list follows from that map, and so do the predecessors. */
function surveyOf(arrangement: readonly number[]): Observation[] {
  const next = new Map(seven.map((self, place) => [self, arrangement[place] ?? self]));
  const back = new Map([...next].map(([self, after]) => [after, self]));
  return seven.map((self) =>
    observed(
      status(self, {
        succ: contacts(...follow(next, self, 8)),
        pred: contacts(...follow(back, self, 2)),
      }),
    ),
  );
}

function follow(map: ReadonlyMap<number, number>, self: number, most: number): number[] {
  const found: number[] = [];
  for (let at = map.get(self); at !== undefined && at !== self && found.length < most; at = map.get(at)) {
    found.push(at);
  }
  return found;
}

function* permutations(
  rest: readonly number[],
  chosen: readonly number[] = [],
): Generator<readonly number[]> {
  if (rest.length === 0) yield chosen;
  for (const each of rest)
    yield* permutations(
      rest.filter((other) => other !== each),
      [...chosen, each],
    );
}
