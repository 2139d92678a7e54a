import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { isAlive } from '../fixtures/fake-ring.ts';
import { runProgram, startProgram, type Running } from '../fixtures/run-program.ts';

test('without commands the ring is launched in the words of the seeds, judged, and ended', async () => {
  const { exitCode, stdout, stderr } = await runProgram(['--base-port', '21000']);

  expect(linesOf(stdout).slice(0, 8)).toEqual([
    'Launching peers:',
    '■ <Peer[2]->4->5>',
    '■ <Peer[4]->5->8>',
    '■ <Peer[5]->8->9>',
    '■ <Peer[8]->9->14>',
    '■ <Peer[9]->14->19>',
    '■ <Peer[14]->19->2>',
    '■ <Peer[19]->2->4>',
  ]);
  expect(stdout).toContain('Peer  2 - 14 > 19 > [ 2] >  4 >  5     ok');
  expect(linesOf(stdout).at(-1)).toBe('OK  7 peers agree');
  expect(stderr).toBe('');
  expect(exitCode).toBe(0);
});

test('commands from a pipe are played one after another, and all of them held', async () => {
  const { exitCode, stdout, stderr } = await play('21030', [
    '# Fifteen comes, nine goes.',
    '',
    'join 15 via 4',
    'expect 14 succ 15,19   # at once',
    'QUIT 9',
    'kill 14',
    'wait ideal within 10s',
    'expect 8 succ 15,19',
    'expect 8 pred 5',
    'pause 2',
    'resume 2',
    'restart 14',
    'wait ideal within 10s',
    'expect 8 succ 14,15',
  ]);

  expect(stderr).toBe('');
  expect(
    linesOf(stdout)
      .filter((line) => /^(# |Peer \d+ (was|is|goes|left|has|joined))/.test(line))
      .map(withoutTimes),
  ).toEqual([
    '# Fifteen comes, nine goes.',
    'Peer 15 joined in T',
    'Peer 14 has succ 15,19 as expected',
    'Peer 9 left in T',
    'Peer 14 was killed',
    'Peer 8 has succ 15,19 as expected',
    'Peer 8 has pred 5 as expected',
    'Peer 2 is paused',
    'Peer 2 goes on',
    'Peer 14 is back in T',
    'Peer 8 has succ 14,15 as expected',
  ]);
  expect(linesOf(stdout).at(-1)).toBe('OK  7 peers agree');
  expect(exitCode).toBe(0);
});

test('a joiner tells its story with its number in front of each line', async () => {
  const { stdout } = await play('21060', ['join 15 via 4']);

  expect(linesOf(stdout).filter((line) => line.startsWith('[15] >'))).toEqual([
    '[15] > Join request has been accepted',
    '[15] > My first successor is Peer 19',
    '[15] > My second successor is Peer 2',
  ]);
});

test('commands that fail are told on stderr with their line, the rest is played, and the exit code is 1', async () => {
  const { exitCode, stdout, stderr } = await play('21090', [
    'expect 8 succ 1,2',
    'jion 15 via 4',
    'join 15 4',
    'kill 77',
    'kill 300',
    'join 4 via 2',
    'store 2067 via 8',
    'expect 8 succ 9,14',
  ]);

  expect(linesOf(stderr)).toEqual([
    'runner: line 1, expect 8 succ 1,2: peer 8 has succ 9,14, expected 1,2',
    'runner: line 2, jion 15 via 4: there is no command "jion"; did you mean join?',
    'runner: line 3, join 15 4: "join 15 4" is no join; write it like: join 15 via 4 [unmonitored]',
    'runner: line 4, kill 77: there is no peer 77; here are 2, 4, 5, 8, 9, 14, 19',
    'runner: line 5, kill 300: kill has "300", which is no id; ids are whole numbers from 0 to 255 (--bits 8).',
    'runner: line 6, join 4 via 2: peer 4 is in the ring already',
    'runner: line 7, store 2067 via 8: peer 8: store is not for me',
  ]);
  expect(stdout).toContain('Peer 8 has succ 9,14 as expected');
  expect(linesOf(stdout).at(-1)).toBe('OK  7 peers agree');
  expect(exitCode).toBe(1);
});

test('a joiner that is not to be polled is named as unmonitored under the table', async () => {
  const { exitCode, stdout } = await play('21120', ['join 15 via 4 unmonitored']);

  expect(stdout).toContain('\nUnmonitored Peers (1): 15\n');
  expect(stdout).toContain('Peer  2 - 15 > 19 > [ 2] >  4 >  5     ok');
  expect(exitCode).toBe(0);
});

test('quit without a number ends a pipe early', async () => {
  const { exitCode, stdout } = await play('21150', ['quit', 'expect 8 succ 1,2']);

  expect(stdout).not.toContain('expect');
  expect(exitCode).toBe(0);
});

test('status shows everybody who was ever started', async () => {
  const { stdout } = await play('21180', ['kill 4', 'status']);

  const table = linesOf(stdout).filter((line) => line.startsWith('│'));
  expect(table[0]).toMatch(/PEER.*ADDRESS.*PID.*PHASE/);
  expect(table).toHaveLength(8);
  expect(table[2]).toMatch(/│ +4 │ 127\.0\.0\.1:21184 │ +\d+ │ killed/);
});

test('as records, each line is one object, and the last says how it ended', async () => {
  const { exitCode, stdout } = await play('21210', ['kill 4', 'expect 8 succ 1'], '--json');

  const records = linesOf(stdout).map((line) => JSON.parse(line));
  expect(records.map(({ v, type }) => `${v} ${type}`)).toEqual(
    ['hello', 'do', 'do', ...Array.from({ length: 6 }, () => 'peer'), 'state', 'bye'].map(
      (type) => `1 ${type}`,
    ),
  );
  expect(records[2]).toMatchObject({ line: 'expect 8 succ 1', ok: false, code: 'not-as-expected' });
  expect(records.at(-1)).toMatchObject({ state: 'OK', exitCode: 1 });
  expect(exitCode).toBe(1);
});

test('quietly, only failures and the verdict are told', async () => {
  const { stdout, stderr } = await play('21240', ['kill 4', 'expect 8 succ 1'], '--quiet');

  expect(linesOf(stdout)).toEqual(['OK  6 peers agree']);
  expect(linesOf(stderr)).toEqual(['runner: line 2, expect 8 succ 1: peer 8 has succ 9, expected 1']);
});

test('with a report and no terminal, tables take the place of what peers say, which goes to files', async () => {
  const running = startProgram(['--base-port', '21270', '--report'], {
    input: 'kill 4\nwait ideal within 10s\n',
  });

  const { stdout, exitCode } = await running.ended;

  expect(stdout).not.toContain('[4]');
  expect(readFileSync(join(running.folder, '.ringside/log/peer-4.log'), 'utf8')).toContain(
    'a line of my own\n',
  );
  expect(linesOf(stdout).at(-1)).toBe('OK  6 peers agree');
  expect(exitCode).toBe(0);
});

test.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 143],
] as const)(
  '%s ends the ring, stopped peers too, takes the ring file away, and gives code %i',
  async (signal, code) => {
    const running = startProgram(['--base-port', '21300', '--peers', '2,4,5']);
    running.child.stdin.write('pause 4\nstatus\n');
    const pids = await pidsOf(running);

    running.child.kill(signal);
    const { exitCode, stderr } = await running.ended;

    expect(exitCode).toBe(code);
    expect(stderr).toBe('');
    expect(pids).toHaveLength(3);
    expect(pids.filter(isAlive)).toEqual([]);
    expect(existsSync(join(running.folder, '.ringside/ring.json'))).toBe(false);
  },
);

test('nobody reading the output any more ends the ring quietly', async () => {
  const running = startProgram(['--base-port', '21330', '--peers', '2,4,5']);
  running.child.stdin.write('status\n');
  const pids = await pidsOf(running);

  running.child.stdout.destroy();
  running.child.stdin.write('status\nstatus\n');
  const closed = Promise.withResolvers<number | null>();
  running.child.once('exit', closed.resolve);

  expect(await closed.promise).toBe(0);
  expect(pids).toHaveLength(3);
  expect(pids.filter(isAlive)).toEqual([]);
});

async function play(
  basePort: string,
  commands: readonly string[],
  ...flags: string[]
): ReturnType<typeof runProgram> {
  return await runProgram(['--base-port', basePort, ...flags], {
    input: commands.map((line) => `${line}\n`).join(''),
  });
}

/** Once the table of `status` is out. */
async function pidsOf({ said }: Running): Promise<number[]> {
  await vi.waitUntil(() => said.stdout.includes('└'), { timeout: 20_000 });
  return [...said.stdout.matchAll(/127\.0\.0\.1:\d+ │ +(\d+) │/g)].map(([, pid]) => Number(pid));
}

function linesOf(text: string): string[] {
  return text.trimEnd().split('\n');
}

function withoutTimes(line: string): string {
  return line.replace(/\d+(\.\d+)? m?s$/, 'T');
}
