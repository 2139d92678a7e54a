import { expect, test } from 'vitest';
import { folderWith, report } from './surroundings.ts';

/** What is typed, what is said (after `reporter: `), and the exit code. */
const refusals: readonly (readonly [string, string, number])[] = [
  ['--peers 2,4,4', '--peers lists 4 twice; each peer needs its own id.', 64],
  ['--peers 2,x', '--peers has "x", which is no id; ids are whole numbers from 0 to 255 (--bits 8).', 64],
  ['--peers 2,-4', '--peers has "-4", which is no id; ids are whole numbers from 0 to 255 (--bits 8).', 64],
  [
    '--peers 16 --bits 4',
    '--peers has "16", which is no id; ids are whole numbers from 0 to 15 (--bits 4).',
    64,
  ],
  ['--peers 2,,4', '--peers has nothing between two commas in "2,,4"; write ids such as 2,4,5,8.', 64],
  ['--peers', '--peers needs a value; see reporter --help.', 64],
  ['--peers localhost:x', '--peers has "localhost:x", which is no address; write it as host:port.', 64],
  ['--peers h:1,h:1', '--peers lists h:1 twice; each peer needs its own id.', 64],
  ['--peers 9 --bits 0', '--bits is "0"; it must be a whole number from 1 to 52.', 64],
  [
    '--peers 60000 --bits 20',
    '--peers has 60000, but 12000 + 60000 is no port; give that peer as host:port.',
    64,
  ],
  ['--peers 2 --base-port 99999', '--base-port is "99999"; it must be a whole number from 1 to 65535.', 64],
  [
    '--peers 2 --interval 0',
    '--interval is "0", which is no time above zero; write it like 3 (seconds), 500ms or 2m.',
    64,
  ],
  ['--peers 2 -q -v', '-q and -v contradict each other; give one of them.', 64],
  ['--pears 2', '--pears is no flag of reporter; see reporter --help.', 64],
  ['twice', '"twice" is no command of reporter; see reporter --help.', 64],
  ['wait --until bored', '--until is "bored"; choose one of ideal.', 64],
  [
    'wait --timeout soon',
    '--timeout is "soon", which is no time above zero; write it like 3 (seconds), 500ms or 2m.',
    64,
  ],
  [
    'once',
    'there is no .ringside/ring.json here; start a ring with the runner, or name peers with --peers.',
    66,
  ],
  [
    'once --peers 2 --record /no/such/folder/x',
    '--record cannot write "/no/such/folder/x" (ENOENT); name a file that can be written.',
    73,
  ],
];

test.for(refusals)('`reporter %s` is refused in one line', async ([line, words, code]) => {
  const { exitCode, stdout, stderr } = await report(line);

  expect(stderr).toBe(`reporter: ${words}\n`);
  expect(exitCode).toBe(code);
  expect(stdout).toBe('');
});

test('a wrong value in the environment is named by its variable, and a flag beats it', async () => {
  const environment = { RINGSIDE_PEERS: '2,2', RINGSIDE_INTERVAL: '', RINGSIDE_UNRELATED: 'x' };

  const refused = await report('once', { environment });
  const asked = await report('once --peers 7', { environment });

  expect(refused.stderr).toBe('reporter: RINGSIDE_PEERS lists 2 twice; each peer needs its own id.\n');
  expect(asked.observer.asked).toContain('127.0.0.1:12007');
});

test.for([
  ['{', 'Expected property name'],
  ['{"v":1,"ring":"r","bits":8}', '"peers" is no list'],
  ['{"v":1,"ring":"r","bits":8,"peers":[{"id":900,"address":"h:1"}]}', '"peers" has "900"'],
] as const)('a ring file that holds %s is refused in one line', async ([content, why]) => {
  await using folder = await folderWith(content);

  const { exitCode, stderr } = await report('once', { folder: folder.path });

  expect(exitCode).toBe(78);
  expect(stderr).toContain(why);
  expect(stderr.match(/\n/g)).toHaveLength(1);
});
