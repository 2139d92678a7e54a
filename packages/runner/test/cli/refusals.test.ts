import { createServer } from 'node:net';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { runProgram } from '../fixtures/run-program.ts';

const refusals: [string, number, string][] = [
  ['--peers 2,4,4', 64, '--peers lists 4 twice; each peer needs its own id.'],
  ['--peers 2,,4', 64, '--peers has nothing between two commas in "2,,4"; write ids such as 2,4,5,8.'],
  ['--peers 2,256', 64, '--peers has "256", which is no id; ids are whole numbers from 0 to 255 (--bits 8).'],
  ['--peers 2,-1', 64, '--peers has "-1", which is no id; ids are whole numbers from 0 to 255 (--bits 8).'],
  ['--peers 2.5', 64, '--peers has "2.5", which is no id; ids are whole numbers from 0 to 255 (--bits 8).'],
  [
    '--peers ada,bob',
    64,
    '--peers has "ada", which is no id; ids are whole numbers here, and names need --hash sha256 or --preset chord.',
  ],
  [
    '--peers 9 --bits 3',
    64,
    '--peers has "9", which is no id; ids are whole numbers from 0 to 7 (--bits 3).',
  ],
  [
    '--bits 4',
    64,
    'a ring of 4 bits has no room for the peers 2,4,5,8,9,14,19; say which with --peers or --count.',
  ],
  [
    '--peers 2,4 --count 3',
    64,
    '--peers and --count contradict each other; list the peers or say how many, not both.',
  ],
  ['--count 0', 64, '--count is "0"; it must be a whole number from 1 to 256.'],
  ['--count 300', 64, '--count is "300"; it must be a whole number from 1 to 256.'],
  ['--ping 0', 64, '--ping is "0", which is no time above zero; write it like 3 (seconds), 500ms or 2m.'],
  ['--ping -3', 64, '--ping is "-3", which is no time above zero; write it like 3 (seconds), 500ms or 2m.'],
  ['--ping 199ms', 64, '--ping is "199ms"; peers ping at most every 200 ms, so take 200ms or more.'],
  [
    '--peers 2,4 --unmonitored 5',
    64,
    '--unmonitored has 5, which is not among the peers; take it out, or add it to --peers.',
  ],
  ['--quiet --verbose', 64, '--quiet and --verbose contradict each other; give one of them.'],
  ['--preset moon', 64, '--preset is "moon"; choose one of classic, chord.'],
  [
    '--base-port 65500 --peers 2,100',
    64,
    '--base-port 65500 leaves no port for peer 100; take at most 65435.',
  ],
  [
    '--preset chord --base-port 20000',
    64,
    '--base-port needs ids of at most 8 bits, not 32; leave it out, and every peer takes a free port.',
  ],
  [
    '--ring two/words',
    64,
    '--ring is "two/words", which is no ring name; use up to 64 letters, digits, dots, dashes and underscores.',
  ],
  ['--show loud', 64, '--show is "loud"; choose one of ping-requests, ping-responses, debug.'],
  ['--peers', 64, '--peers needs a value; see runner --help.'],
  ['--peeers 2,4', 64, '--peeers is no flag of runner; see runner --help.'],
  ['walk', 64, '"walk" is no command of runner; see runner --help.'],
];

test.each(refusals)(
  '`runner %s` is refused with code %i and one line that says how to mend it',
  async (line, code, words) => {
    const { exitCode, stdout, stderr } = await runProgram(line.split(' '));

    expect(stderr).toBe(`runner: ${words}\n`);
    expect(exitCode).toBe(code);
    expect(stdout).toBe('');
  },
);

test('a wrong value from the environment is named by its variable, and a flag beats it', async () => {
  const environment = { RINGSIDE_PING: '1ms', RINGSIDE_UNRELATED: 'x' };

  const refused = await runProgram(['--peers', '2,4'], { environment });
  const accepted = await runProgram(['--peers', '2,4', '--ping', '3', '--base-port', '20800'], {
    environment,
  });

  expect(refused).toMatchObject({
    exitCode: 64,
    stderr: 'runner: RINGSIDE_PING is "1ms"; peers ping at most every 200 ms, so take 200ms or more.\n',
  });
  expect(accepted).toMatchObject({ exitCode: 0, stderr: '' });
});

test('a peer that does not come up ends the program with its last words, in one line', async () => {
  const environment = { FAKE_PEER: '4 exit' };

  const { exitCode, stderr } = await runProgram(['--peers', '2,4', '--base-port', '20820'], { environment });

  expect(stderr).toBe(
    'runner: peer 4 ended with exit code 1 before it was ready; its last words: fake: I do not want to\n',
  );
  expect(exitCode).toBe(3);
});

test('a folder that cannot be made is named, with code 73', async () => {
  const { exitCode, stderr } = await runProgram(['--peers', '2', '--data', '/dev/null/x']);

  expect(stderr).toBe('runner: cannot make the folder /dev/null/x/2; name another with --data.\n');
  expect(exitCode).toBe(73);
});

test('help and version are no errors', async () => {
  const help = await runProgram(['--help']);
  const version = await runProgram(['-V']);

  expect(help).toMatchObject({ exitCode: 0, stderr: '' });
  expect(help.stdout).toContain('--peers');
  expect(version).toMatchObject({
    exitCode: 0,
    stderr: '',
    stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/),
  });
});

test('a port that is taken is named, with code 69', async () => {
  await using server = createServer();
  server.listen(20_902, '127.0.0.1');
  await once(server, 'listening');

  const { exitCode, stderr } = await runProgram(['--peers', '1,2', '--base-port', '20900'], {
    program: 'runner',
  });

  expect(stderr.split('\n')).toHaveLength(2);
  expect(stderr).toContain('20902');
  expect(exitCode).toBe(69);
});
