// The command line of `pnpm study`.

import { expect, test } from 'vitest';
import { readStudyArguments, studyUsage } from '../../../src/programs/study-arguments.ts';
import { studies } from '../../../src/sim/studies/index.ts';

function complaint(...args: string[]): string {
  try {
    return `understood ${JSON.stringify(readStudyArguments(args, studies))}`;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

test('what is not said is as usual', () => {
  expect(readStudyArguments(['half', '--lookups', '10'], studies)).toEqual({
    name: 'half',
    seed: 1,
    options: { peers: 1_000, lookups: 10, successors: 20 },
  });
  expect(readStudyArguments(['theory', '--seed=7'], studies)).toMatchObject({ name: 'theory', seed: 7 });
});

test('a command line that cannot be obeyed gets one line with the mend', () => {
  const names = Object.keys(studies).join(', ');
  expect(complaint()).toBe(`say which study; choose one of ${names}.`);
  expect(complaint('halves')).toBe(`there is no study "halves"; choose one of ${names}.`);
  expect(complaint('half', '--peers', 'many')).toBe(
    '--peers is "many"; it must be a whole number from 4 to 100000.',
  );
  expect(complaint('half', '--speed', '3')).toBe(
    '--speed is no flag of half; it has --seed, --peers, --lookups, --successors.',
  );
  expect(complaint('half', '--peers')).toBe('--peers needs a value; see --help.');
  expect(complaint('half', 'again')).toBe('"again" is one word too many; see --help.');
});

test('help names every study and every flag', () => {
  const usage = studyUsage(studies);
  expect(readStudyArguments(['half', '--help'], studies)).toBe('help');
  for (const [name, { flags }] of Object.entries(studies))
    for (const word of [name, ...Object.keys(flags).map((flag) => `--${flag} N`)])
      expect(usage).toContain(word);
});
