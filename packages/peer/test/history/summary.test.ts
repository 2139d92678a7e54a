import { expect, test } from 'vitest';
import { checkFinal, checkRegister, summarize } from '../../src/history/index.ts';
import { found, heard, refused, stored, tried } from './operations.ts';

const history = [
  stored(1, 'a1', [0, 10]),
  tried(2, 'b2', 0),
  refused(2, 'c3', [5, 10]),
  found(3, 'a1', [20, 30]),
  heard(3, 'not-found', [20, 30], 'bob'),
  heard(3, 'unavailable', [40, 50], 'bob'),
  heard(4, 'unknown', [60, Infinity], 'bob'),
];

test('operations are counted by kind and outcome, and answers of both sorts are ok', () => {
  expect(summarize(history)).toMatchObject({
    operations: 7,
    okRate: 3 / 7,
    store: { operations: 3, outcomes: { stored: 1, 'not-stored': 1, unknown: 1 }, okRate: 1 / 3 },
    request: {
      operations: 4,
      outcomes: { found: 1, 'not-found': 1, unavailable: 1, unknown: 1 },
      okRate: 2 / 4,
    },
  });
});

test('what the checks found is added up, and a name that two of them doubt counts once', () => {
  const broken = [...history, stored(1, 'x', [10, 0], { name: 'cat' })];
  const findings = [
    checkRegister(broken),
    checkFinal(
      broken,
      new Map([
        ['ada', { outcome: 'absent' }],
        ['cat', { outcome: 'absent' }],
      ]),
    ),
  ];

  expect(summarize(broken, findings)).toMatchObject({
    namesChecked: 2,
    namesUndecided: ['cat'],
    violations: 1,
    line: '8 operations: 2 names judged, 1 violation, 1 name undecided; 50 % of operations ok',
  });
});

test('a share just below all is not called all', () => {
  const many = Array.from({ length: 100_000 }, (_, place) => stored(1, `${place}`, [0, 1]));
  expect(summarize([...many, tried(1, 'x', 0)], [checkRegister(many)]).line).toBe(
    '100001 operations: 1 name judged, 0 violations; 99.99 % of operations ok',
  );
});

test('nothing has no rate', () => {
  expect(summarize([])).toMatchObject({ okRate: null, violations: 0, namesChecked: 0 });
});
