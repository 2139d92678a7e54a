import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { freshFolder } from '../fixtures/fake-ring.ts';
import { runProgram, type Ended } from '../fixtures/run-program.ts';

async function runner(line: string, folder?: string): Promise<Ended> {
  return await runProgram(line.split(' '), { program: 'runner', ...(folder !== undefined && { folder }) });
}

test('`runner check` shows the plan of a shipped scenario, and how to see it again', async () => {
  const { exitCode, stdout, stderr } = await runner('check classic');

  expect(stderr).toBe('');
  expect(exitCode).toBe(0);
  expect(stdout).toMatch(/^plan of classic, seed 1, [0-9a-f]{12}\n/);
  expect(stdout).toContain('join.1  join 15 via 4');
  expect(stdout).toMatch(/\nthis plan again: runner check classic --seed 1\n\n$/);
});

test('`runner check --json` gives the whole plan to programs', async () => {
  const { exitCode, stdout } = await runner(
    'check adjacent-crashes --json --seed 4 --set ring.ping=1s --set ring.successors=4',
  );
  const record: unknown = JSON.parse(stdout);

  expect(exitCode).toBe(0);
  expect(record).toMatchObject({
    v: 1,
    type: 'scenario',
    source: 'adjacent-crashes.yaml',
    isRight: true,
    runs: [{ seed: 4, plan: { plan: 1, ring: { pingMs: 1_000, successors: 4 } } }],
  });
});

test('a scenario whose seed is random is drawn anew each time, and the seed is shown', async () => {
  const folder = freshFolder();
  writeFileSync(
    join(folder, 'random.yaml'),
    'ringside: 1\nname: random\nseed: random\npeers: { core: { count: 9 } }\nphases: [{ name: start, do: [{ start: core }] }]\n',
  );
  const [one, other] = [
    await runner('check ./random.yaml -q', folder),
    await runner('check random.yaml -q', folder),
  ];

  expect(one.stdout).toMatch(
    /^\.\/random\.yaml is right: random seed=\d+, 1 step in 1 phase, plan [0-9a-f]{12}\n$/,
  );
  expect(/seed=\d+/.exec(other.stdout)?.[0]).not.toBe(/seed=\d+/.exec(one.stdout)?.[0]);
});

test('what is wrong in files is shown for all of them, and the right ones are shown too', async () => {
  const folder = freshFolder();
  writeFileSync(
    join(folder, 'churn.yaml'),
    'ringside: 1\nname: churn\npeers: { core: { count: 3 } }\nphases:\n  - name: start\n    do:\n      - start: core\n      - kil: 3\n',
  );
  const { exitCode, stdout, stderr } = await runner('check churn.yaml classic -q', folder);

  expect(exitCode).toBe(78);
  expect(stderr).toBe('churn.yaml:8:9 there is no step "kil"; did you mean kill?\n');
  expect(stdout).toMatch(/^classic\.yaml is right: /);

  const json = await runner('check churn.yaml --json', folder);
  expect(json.exitCode).toBe(78);
  expect(JSON.parse(json.stdout)).toEqual({
    v: 1,
    type: 'scenario',
    source: 'churn.yaml',
    isRight: false,
    mistakes: [
      { source: 'churn.yaml', line: 8, column: 9, message: 'there is no step "kil"; did you mean kill?' },
    ],
  });
});

test.each([
  [
    'check clasic',
    66,
    'runner: there is no scenario "clasic"; did you mean classic? A file is named with its path.',
  ],
  ['check nowhere.yaml', 66, 'runner: the file nowhere.yaml cannot be read; is the path right?'],
  ['check /', 66, 'runner: the file / cannot be read; is the path right?'],
  ['check', 64, 'runner: 1 arguments are needed and 0 were given; see runner --help.'],
  [
    'check classic --set ring.pin=1s',
    64,
    '--set ring.pin=1s: there is no setting "ring.pin"; did you mean ring.ping?',
  ],
  [
    'check classic --seed soon',
    64,
    '--seed soon: seed: "soon" is no whole number from 0 to 4294967295; write one, or random',
  ],
  ['check classic --only kil', 64, '--only kil: there is no phase "kil"; did you mean kill?'],
  ['check classic --seed 1 --seed 2', 64, 'runner: --seed is given twice; keep one of them.'],
  ['check classic --loud', 64, 'runner: --loud is no flag of runner; see runner --help.'],
])('`runner %s` ends with %i and one line', async (line, code, words) => {
  const { exitCode, stdout, stderr } = await runner(line);

  expect(stderr).toBe(`${words}\n`);
  expect(exitCode).toBe(code);
  expect(stdout).toBe('');
});

test('`runner schema` prints a JSON Schema of the newest draft', async () => {
  const { exitCode, stdout } = await runner('schema');

  expect(exitCode).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Ringside scenario',
  });
});
