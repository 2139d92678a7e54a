import { expect, test } from 'vitest';
import { checks } from '../../src/model/index.ts';
import { modelUsage, readModelArguments } from '../../src/programs/model-arguments.ts';

test.each([
  [['--bogus'], /--bogus/],
  [['--grain', 'atom'], /--grain is "atom"; choose one of operation, query, message/],
  [['--ids', '9'], /--ids is "9"/],
  [['--only', 'nothing'], /--only nothing is no check; choose one of operations-4/],
  [['--only', 'pairs', '--ids', '3'], /--only and --ids do not go together/],
  [['stray'], /stray/],
])('a command line that cannot be obeyed is refused in one line: %j', (args, words) => {
  expect(() => readModelArguments(args)).toThrow(words);
  expect(() => readModelArguments(args)).toThrow(/^[^\n]*$/);
});

test('without flags every check is made but the long ones', () => {
  const asked = readModelArguments([]);
  expect(asked).toMatchObject({ chosen: checks.filter(({ isLong }) => !isLong) });
});

test('flags of the model make one check of their own', () => {
  const asked = readModelArguments([
    '--ids',
    '5',
    '--members',
    '3',
    '--grain',
    'message',
    '--faults',
    '2',
    '--forgetful',
  ]);
  expect(asked).toMatchObject({
    chosen: [
      { search: { members: [0, 1, 2], faultsMax: 2, model: { places: 5, grain: 'message', forgets: true } } },
    ],
  });
});

test('help names every check', () => {
  for (const { name } of checks) expect(modelUsage()).toContain(name);
});
