import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { freshFolder } from '../fixtures/fake-ring.ts';
import { runProgram } from '../fixtures/run-program.ts';
import { folderWith, tiny } from './folders.ts';

test('many seeds are counted, and nothing is kept of those that hold', { timeout: 60_000 }, async () => {
  const folder = freshFolder();

  const { exitCode, stdout } = await runProgram(['run', 'adjacent-crashes', '--simulate', '--seeds', '5'], {
    program: 'runner',
    folder,
  });

  expect(exitCode).toBe(0);
  expect(stdout).toMatch(
    /^adjacent-crashes: 5 of 5 seeds held, from 3 on \(\d+ virtual minutes in [\d.]+ s\)\n$/,
  );
  expect(readdirSync(folder)).toEqual([]);
});

test('a seed that fails is shrunk to a plan that fails in the same way', { timeout: 60_000 }, async () => {
  const folder = freshFolder();
  const flags = ['--simulate', '--set', 'ring.successors=1'];

  const first = await runProgram(['run', 'adjacent-crashes', '--seeds', '1', ...flags], {
    program: 'runner',
    folder,
  });
  expect(first.exitCode).toBe(1);
  expect(first.stdout).toMatch(/^adjacent-crashes seed=3: NOT HELD: three\.2 wait until /);
  const [, whole, left, path] =
    /(\d+) steps, (\d+) of them .*--plan (\S+) --simulate/.exec(first.stdout) ?? [];
  expect(Number(left)).toBeLessThan(Number(whole));

  const again = await runProgram(['run', '--plan', path ?? '', '--simulate', '-q'], {
    program: 'runner',
    folder,
  });
  expect(again.exitCode).toBe(1);
  expect(again.stdout).toContain('all who watched it went with it');
});

test(
  'a matrix is played run by run, and the worst of them is the exit code',
  { timeout: 60_000 },
  async () => {
    const folder = folderWith(`${tiny}
  - name: crash
    do:
      - kill: { adjacent: 2 }
      - wait: { ring: ideal }
        within: 20p
      - expect: { alive: 3 }
matrix: { peers.core.count: [4, 5] }
`);

    const { exitCode, stdout } = await runProgram(['run', 'tiny.yaml', '--simulate', '-q'], {
      program: 'runner',
      folder,
    });

    expect(exitCode).toBe(1);
    expect(stdout).toContain('tiny seed=7 peers.core.count=4: NOT HELD');
    expect(stdout).toContain('tiny seed=7 peers.core.count=5: held');
    expect(stdout).toContain('again:   runner run tiny.yaml --seed 7 --set peers.core.count=4 --simulate');
    expect(readdirSync(join(folder, '.ringside/runs'))).toHaveLength(3);
  },
);

test('with --json every line is a record, and the last one is the verdict', { timeout: 60_000 }, async () => {
  const folder = folderWith(tiny);

  const { exitCode, stdout } = await runProgram(['run', 'tiny.yaml', '--simulate', '--json'], {
    program: 'runner',
    folder,
  });
  const records = stdout
    .trim()
    .split('\n')
    .map((line): unknown => JSON.parse(line));

  expect(exitCode).toBe(0);
  expect(records[0]).toMatchObject({ v: 1, type: 'run', name: 'tiny seed=7', where: 'the simulator' });
  expect(records).toContainEqual(expect.objectContaining({ v: 1, type: 'step-over' }));
  expect(records.at(-1)).toMatchObject({ v: 1, type: 'verdict', verdict: 'held', exitCode: 0, cause: null });
});
