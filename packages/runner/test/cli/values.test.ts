import { expect, test } from 'vitest';
import { runProgram } from '../fixtures/run-program.ts';

test(
  'values are stored at as many peers as was asked for, and keys and load show where they are',
  { timeout: 60_000 },
  async () => {
    const names = Array.from({ length: 12 }, (_, place) => `${1_000 + place * 21}`);
    const { exitCode, stdout, stderr } = await runProgram(
      ['--peers', '2,64,128,192', '--ping', '1', '--base-port', '21700', '--replicas', '2', '--json'],
      {
        program: 'runner',
        input: ['wait ideal', ...names.map((name) => `store ${name} via 2`), 'keys 64', 'load', '']
          .flat()
          .join('\n'),
      },
    );

    expect(stderr).toBe('');
    expect(exitCode).toBe(0);
    const records = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    const done = records.filter(({ type }) => type === 'do');
    for (const { message } of done.slice(1, 1 + names.length))
      expect(message).toMatch(/: 0 bytes, .*, copies 2\/2, held by \d+, \d+; route 2/);
    const load = records.find(({ type }) => type === 'load');
    expect(load).toMatchObject({ replicas: 2, total: { owned: 12, held: 24 }, losses: { lost: 2 } });
    expect(load.peers.map(({ peer }: { peer: number }) => peer)).toEqual([2, 64, 128, 192]);
    // Peer 64 owns the keys from 3 to 64, and holds the copies of those of Peer 2.
    const held = names.flatMap((name) => {
      const key = Number(name) % 256;
      if (key >= 3 && key <= 64) return [[name, 'owner']];
      return key > 192 || key <= 2 ? [[name, 'copy']] : [];
    });
    const rows = String(done.at(-2).message).matchAll(/│ (?<name>\d{4}) │.*│ (?<as>owner|copy) +│/g);
    expect([...rows].map(({ groups }) => [groups?.['name'], groups?.['as']])).toEqual(held);
    expect(done.at(-2).message).toMatch(/^Peer 64 holds \d+ values, 0 bytes; \d+ of them its own\n/);
    expect(done.at(-1).message).toContain('\nDo the keys fall as the arcs say? ');
  },
);
