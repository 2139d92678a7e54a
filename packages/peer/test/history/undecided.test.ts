import { expect, test } from 'vitest';
import { checkRegister } from '../../src/history/index.ts';
import { registerHistory } from '../../src/history/register-history.ts';
import { searchOrder } from '../../src/history/register/search.ts';
import { found, stored } from './operations.ts';

test('a search does not go twice into one situation', () => {
  const rounds = Array.from({ length: 30 }, (_, place) => 100 * place).flatMap((startMs) => [
    stored(1, 'a1', [startMs, startMs + 50]),
    stored(2, 'b2', [startMs, startMs + 50]),
    stored(3, 'c3', [startMs + 60, startMs + 70]),
  ]);
  const wrong = [
    found(4, 'a1', [3_000, 3_010]),
    found(4, 'b2', [3_020, 3_030]),
    found(4, 'c3', [3_040, 3_050]),
  ];
  const { writes, reads } = registerHistory([...rounds, ...wrong]);

  const { verdict, steps } = searchOrder([...writes, ...reads], 100_000);

  expect(verdict).toBe('violated');
  expect(steps).toBeLessThan(1_000);
});

test('a name with a record whose times make no sense is undecided, and the others are judged', () => {
  const { names, violations, undecided } = checkRegister([
    stored(1, 'a1', [10, 0]),
    found(2, 'a1', [20, 30]),
    stored(1, 'b2', [Number.NaN, 10], { name: 'bob' }),
    found(2, 'zz', [20, 30], 'cat'),
  ]);

  expect(names).toBe(3);
  expect(violations.map(({ name }) => name)).toEqual(['cat']);
  expect(undecided).toEqual([
    {
      check: 'register',
      name: 'ada',
      why: 'a store of client 1 ends at 0 ms, though it starts at 10 ms',
    },
    { check: 'register', name: 'bob', why: 'a store of client 1 starts at NaN ms, which is no time' },
  ]);
});

test('a search that comes to its bound leaves the name undecided, and says so', () => {
  const operations = Array.from({ length: 40 }, (_, place) => [
    stored(place, `twin-${place % 7}`, [0, 1_000]),
    found(place, `twin-${(place * 3) % 7}`, [place * 20, place * 20 + 30]),
  ]).flat();

  const { violations, undecided, searchSteps } = checkRegister(operations, { searchStepsMax: 200 });

  expect(violations).toEqual([]);
  expect(undecided).toEqual([
    {
      check: 'register',
      name: 'ada',
      why: `equal contents were stored more than once, and ${searchSteps} steps of search did not settle in which order`,
    },
  ]);
  expect(searchSteps).toBeLessThan(1_000);
});
