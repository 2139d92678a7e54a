// What `runner run` refuses before anything is started: one line each, with the mend.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { runProgram } from '../fixtures/run-program.ts';
import { folderWith, tiny } from './folders.ts';

const fake = fileURLToPath(new URL('../fixtures/fake-peer.mjs', import.meta.url));
const foreign = `${tiny.replace('count: 4', 'count: 3, peer: elsewhere')}
      - partition: { sides: [{ arc: 50% }, rest] }
        for: 1s
`;

test.each([
  [['run'], 64, 'runner: run needs a scenario, such as: runner run classic; or a plan: --plan file.\n'],
  [['run', 'nowhere.yaml'], 66, 'runner: the file nowhere.yaml cannot be read; is the path right?\n'],
  [
    ['run', 'clasic'],
    66,
    'runner: there is no scenario "clasic"; did you mean classic? A file is named with its path.\n',
  ],
  [
    ['run', 'tiny.yaml', '--seeds', '5'],
    64,
    'runner: --seeds is for the simulator; add --simulate, or leave it out.\n',
  ],
  [
    ['run', 'tiny.yaml', '-q', '-v'],
    64,
    'runner: --quiet and --verbose contradict each other; give one of them.\n',
  ],
  [
    ['run', 'tiny.yaml', '--plan', 'x.json'],
    64,
    'runner: --plan says what to play by itself; leave the scenarios out.\n',
  ],
  [['run', '--plan', 'x.json', '--seed', '5'], 64, 'runner: --plan is played as it is; leave --seed out.\n'],
  [['run', '--plan', 'x.json'], 66, 'runner: the plan x.json cannot be read; is the path right?\n'],
  [
    ['run', 'foreign.yaml'],
    64,
    'runner: some peers are "elsewhere", and nobody says what that is; add --peer-command elsewhere=path.\n',
  ],
  [
    ['run', 'foreign.yaml', '--peer-command', 'elsewhere'],
    64,
    'runner: --peer-command is "elsewhere"; write it like elsewhere=./my-peer.\n',
  ],
  [
    ['run', 'foreign.yaml', '--peer-command', 'elsewhere=./none'],
    66,
    'runner: there is no program ./none; is the path of --peer-command right?\n',
  ],
  [
    ['run', 'tiny.yaml', '--peer-command', `odd=${fake}`],
    64,
    'runner: --peer-command binds odd, which no peer of these scenarios is; leave it out.\n',
  ],
])('runner %j', async (args, exitCode, stderr) => {
  const folder = folderWith(tiny);
  writeFileSync(join(folder, 'foreign.yaml'), foreign);

  const ended = await runProgram(args, { program: 'runner', folder });

  expect(ended).toEqual({ exitCode, stdout: '', stderr });
});

test('what a peer cannot do is said before anything is started, with the step that needs it', async () => {
  const folder = folderWith(foreign, 'foreign.yaml');

  const { exitCode, stdout } = await runProgram(
    ['run', 'foreign.yaml', '--peer-command', `elsewhere=${fake}`, '-q'],
    { program: 'runner', folder },
  );

  expect(exitCode).toBe(3);
  expect(stdout).toContain(
    'the peer "elsewhere" cannot do "links", which start.3 needs; it says that it can do init, create, join, leave',
  );
});

test('a wrong scenario starts nothing either, and says where it is wrong', async () => {
  const folder = folderWith(`${tiny}      - kil: 4\n`);

  const ended = await runProgram(['run', 'tiny.yaml'], { program: 'runner', folder });

  expect(ended).toEqual({
    exitCode: 78,
    stdout: '',
    stderr: 'tiny.yaml:12:9 there is no step "kil"; did you mean kill?\n',
  });
});
