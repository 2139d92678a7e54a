import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { isAlive } from '../fixtures/fake-ring.ts';
import { startProgram, type Running } from '../fixtures/run-program.ts';

describe('soaking real processes', { concurrent: true, timeout: 60_000 }, () => {
  test('a few seconds of faults end ideal, with nobody lost and nothing left', async () => {
    const running = startProgram(['--peers', '6', '--minutes', '0.1', '--ping', '0.5', '--seed', '3'], {
      program: 'soak',
      input: '',
    });

    const { exitCode, stdout, stderr } = await running.ended;

    expect(stderr).toBe('');
    const reasons = stdout.split('\n').filter((line) => line.startsWith('NOT HELD'));
    // At so short an interval a busy machine may make a peer look dead for a moment; that is said, and it has to come back.
    expect(reasons.filter((line) => !line.includes('had died; it lived'))).toEqual([]);
    expect(exitCode).toBe(reasons.length === 0 ? 0 : 1);
    const record = recordOf(running);
    expect(record).toMatchObject({ v: 1, kind: 'soak', notIdeal: null, lost: [], processesLeft: 0 });
    expect(record.endLine).toMatch(/^OK {2}\d peers agree$/);
    expect(record.seconds.length).toBeGreaterThanOrEqual(6);
    expect(record.deeds.filter(({ outcome }) => outcome === 'done').length).toBeGreaterThan(5);
    expect(pidsOf(running).filter(isAlive)).toEqual([]);
  });

  test('Ctrl-C ends it in the middle of its faults, and no process is left', async () => {
    const running = startProgram(['--peers', '6', '--minutes', '5', '--ping', '0.5', '--seed', '4'], {
      program: 'soak',
    });
    while (!/ {2}(?:kill|pause|join|quit) \d/.test(running.said.stdout))
      await once(running.child.stdout, 'data');

    running.child.kill('SIGINT');
    const { exitCode, stdout } = await running.ended;

    expect(stdout).toContain('ended by              SIGINT');
    expect(exitCode).toBe(130);
    const pids = pidsOf(running);
    expect(pids.length).toBeGreaterThanOrEqual(6);
    expect(pids.filter(isAlive)).toEqual([]);
  });
});

interface SoakRecord {
  readonly endLine: string;
  readonly seconds: readonly object[];
  readonly deeds: readonly { readonly outcome: string }[];
  readonly censuses: readonly { readonly peers: readonly { readonly pid: number }[] }[];
}

function recordOf({ folder }: Running): SoakRecord {
  return JSON.parse(readFileSync(join(folder, '.ringside/soak.json'), 'utf8'));
}

function pidsOf(running: Running): number[] {
  return [...new Set(recordOf(running).censuses.flatMap(({ peers }) => peers.map(({ pid }) => pid)))];
}
