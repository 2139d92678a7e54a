import { expect, test } from 'vitest';
import { runSoak } from '../../src/soak/program.ts';

test.each([
  ['--peers 3', '--peers is "3"; it must be a whole number from 4 to 200.'],
  ['--peers', '--peers needs a value; see soak --help.'],
  ['--measure kills --peers 7', '--peers is "7"; it must be a whole number from 8 to 100.'],
  ['--minutes 0', '--minutes is "0"; it must be a number from 0.05 to 1440.'],
  ['--minutes 1e9', '--minutes is "1e9"; it must be a number from 0.05 to 1440.'],
  ['--measure kills --minutes 2', '--minutes is for a soak and for files; say how many kills with --count.'],
  ['--count 4', '--count is for --measure; say how long to soak with --minutes.'],
  ['--measure pauses --count 0', '--count is "0"; it must be a whole number from 1 to 100000.'],
  ['--measure moon', '--measure is "moon"; choose one of kills, pauses, files, outages.'],
  ['--ping 0', '--ping is "0", which is no time above zero; write it like 3 (seconds), 500ms or 2m.'],
  ['--ping 100ms', '--ping is "100ms"; take 200ms to 60s.'],
  ['--seed -1', '--seed is "-1"; it must be a whole number from 0 to 4294967295.'],
  ['--bits 3', '--bits is no flag of soak; see soak --help.'],
])('a flag that cannot be obeyed gets one line and exit code 64: %s', async (flags, line) => {
  const out: string[] = [];
  const err: string[] = [];

  const exitCode = await runSoak({
    argv: flags.split(' '),
    out: (said) => void out.push(said),
    err: (said) => void err.push(said),
    signal: new AbortController().signal,
    seed: 1,
  });

  expect({ exitCode, out, err }).toEqual({ exitCode: 64, out: [], err: [`soak: ${line}`] });
});
