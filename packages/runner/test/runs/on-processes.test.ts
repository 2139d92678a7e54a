import { readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { parse } from 'junit2json';
import { expect, test, vi } from 'vitest';
import { runProgram, startProgram } from '../fixtures/run-program.ts';
import { folderWith, latest, processesOf, tiny } from './folders.ts';

/** A machine that stands still for seconds makes a run inconclusive, which is right and no answer to the questions here: they are asked again. */
const patiently = { timeout: 60_000, retry: 2 };

const crash = `${tiny}
  - name: crash
    do:
      - kill: { any: 1 }
        as: victim
      - wait: { all: [{ detected: { of: victim } }, { ring: ideal }] }
        within: 60p
finally:
  - { alive: 3 }
  - { processes: clean }
thresholds: { detect: 'count == 1' }
`;

test(
  'a run that held exits 0, says so at the end, and leaves everything in a folder',
  patiently,
  async () => {
    const folder = folderWith(crash);

    const { exitCode, stdout, stderr } = await runProgram(['run', 'tiny.yaml'], {
      program: 'runner',
      folder,
    });

    expect(stderr).toBe('');
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(
      /\ntiny seed=7: held {2}\(\d+ of \d+ checks held, [\d.]+ s\)\nresults: \.ringside\/runs\/tiny-7-[\d-]+\nagain: {3}runner run tiny\.yaml --seed 7\n$/,
    );
    expect(JSON.parse(latest(folder, 'results.json'))).toMatchObject({
      v: 1,
      verdict: 'held',
      exitCode: 0,
      arena: 'processes',
      metrics: { detect: { unit: 'ms', count: 1 } },
    });
    expect(latest(folder, 'scenario.yaml')).toContain('seed: 7');
    const report = await parse(latest(folder, 'junit.xml'));
    expect(report).toMatchObject({ failures: 0, errors: 0 });
    const types = latest(folder, 'events.ndjson')
      .trim()
      .split('\n')
      .map((line): unknown => JSON.parse(line));
    expect(types).toContainEqual(expect.objectContaining({ v: 1, type: 'deed', act: 'kill' }));
    expect(types).toContainEqual(expect.objectContaining({ v: 1, type: 'peer', event: 'died' }));
    expect(readdirSync(join(folder, '.ringside/runs/latest/logs'))).toHaveLength(4);
    const plan: unknown = JSON.parse(latest(folder, 'plan.json'));
    await runProgram(['run', 'tiny.yaml', '--simulate'], { program: 'runner', folder });
    expect(JSON.parse(latest(folder, 'plan.json')), 'the same seed, the same plan').toEqual(plan);
    expect(processesOf(folder)).toEqual([]);
  },
);

test('the plan that a run has saved is played again', patiently, async () => {
  const folder = folderWith(crash);
  const first = await runProgram(['run', 'tiny.yaml', '--simulate', '-q'], { program: 'runner', folder });
  const plan: unknown = JSON.parse(latest(folder, 'plan.json'));

  const again = await runProgram(['run', '--plan', '.ringside/runs/latest/plan.json', '--simulate', '-q'], {
    program: 'runner',
    folder,
  });

  expect([first.exitCode, again.exitCode]).toEqual([0, 0]);
  expect(JSON.parse(latest(folder, 'plan.json'))).toEqual(plan);
});

test('a claim that does not hold exits 1, and GitHub is told why', patiently, async () => {
  const folder = folderWith(`${tiny}finally: [{ alive: 5, within: 2s }]\n`);
  const environment = { GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: join(folder, 'summary.md') };

  const { exitCode, stdout } = await runProgram(['run', 'tiny.yaml', '-q'], {
    program: 'runner',
    folder,
    environment,
  });

  expect(exitCode).toBe(1);
  const cause = '5 peers live: not within 2s (4p): 4 peers live, and it should be 5';
  expect(stdout).toContain(`tiny seed=7: NOT HELD`);
  expect(stdout).toContain(
    `::error title=tiny seed=7%3A not held::${cause}%0Aagain: runner run tiny.yaml --seed 7`,
  );
  expect(readFileSync(join(folder, 'summary.md'), 'utf8')).toContain(cause);
});

test('a runner that stood still for some seconds says nothing about the ring', patiently, async () => {
  const folder = folderWith(`${tiny}
  - name: later
    do:
      - pause: { any: 1 }
        for: 4s
      - wait: { ring: ideal }
        within: 90p
`);
  const { child, said, ended } = startProgram(['run', 'tiny.yaml'], { program: 'runner', folder });
  await vi.waitUntil(() => said.stdout.includes('\nlater\n'), { timeout: 30_000 });

  child.kill('SIGSTOP');
  const stoppedAt = performance.now();
  await vi.waitUntil(() => performance.now() - stoppedAt > 2_500, { timeout: 10_000 });
  child.kill('SIGCONT');

  const { exitCode, stdout } = await ended;
  expect(exitCode).toBe(2);
  expect(stdout).toMatch(
    /tiny seed=7: INCONCLUSIVE .*\n {2}the machine starved the runner, which stood still for \d+\.\d+ s/,
  );
});

test.runIf(process.platform === 'linux')(
  'a runner that is killed in the middle of a partition leaves no peer, not even a stopped one',
  patiently,
  async () => {
    const folder = folderWith(`${tiny}
  - name: cut
    do:
      - pause: { any: 1 }
      - partition: { sides: [{ arc: 50% }, rest] }
        as: cut
        until: { alive: 0 }
        within: 120s
`);
    const { child, said, ended } = startProgram(['run', 'tiny.yaml', '-v'], { program: 'runner', folder });
    await vi.waitUntil(() => said.stdout.includes('partition '), { timeout: 30_000 });
    expect(processesOf(folder)).toHaveLength(4);

    child.kill('SIGKILL');
    await ended;

    await vi.waitUntil(() => processesOf(folder).length === 0, { timeout: 10_000 });
  },
);

test(
  'a ring of real processes is parted in silence, and one again when the cut is healed',
  patiently,
  async () => {
    const folder = folderWith(`${tiny}
  - name: cut
    do:
      - partition: { sides: [{ arc: 50% }, rest] }
        as: cut
        until: { not: { ring: connected } }
        within: 60p
      - heal: cut
      - wait: { ring: ideal, hold: 2 }
        within: 60p
`);

    const { exitCode, stdout } = await runProgram(['run', 'tiny.yaml', '-v'], { program: 'runner', folder });

    expect(exitCode, stdout).toBe(0);
    expect(latest(folder, 'events.ndjson')).toMatch(/"type":"state",[^\n]*"state":"SPLIT"/);
    expect(latest(folder, 'events.ndjson')).toMatch(/"event":"died"/);
  },
);

test('a peer that does not come up is a failure of the arena, with its last words', patiently, async () => {
  const folder = folderWith(tiny.replace('count: 4', 'ids: [2, 4, 5]'));

  const { exitCode, stdout } = await runProgram(['run', 'tiny.yaml', '-q'], {
    folder,
    environment: { FAKE_PEER: '4 exit' },
  });

  expect(exitCode).toBe(3);
  expect(stdout).toMatch(
    /ARENA FAILED .*\n {2}peer 4 ended with exit code 1 before it was ready; its last words: .*I do not want to/,
  );
});

test('a file that only seems to lie beside the scenario is not read', patiently, async () => {
  const folder = folderWith(`${tiny}
      - store: secret
        from: link.txt
`);
  symlinkSync('/etc/hostname', join(folder, 'link.txt'));

  const { exitCode, stdout } = await runProgram(['run', 'tiny.yaml', '-q'], { program: 'runner', folder });

  expect(exitCode).toBe(3);
  expect(stdout).toContain('the file link.txt is not beside the scenario; put it there');
});
