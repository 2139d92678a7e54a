import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startProgram } from '../fixtures/run-program.ts';
import { startRing } from '@ringside/runner';
import { freshFolder } from '../fixtures/fake-ring.ts';

test(
  'the tour plays the story of the assignment on real peers, in its words, and all of it holds',
  { timeout: 90_000 },
  async () => {
    const running = startProgram(['tour', '--base-port', '21500'], { program: 'runner', input: '' });

    const { exitCode, stdout, stderr } = await running.ended;

    // On a slow machine it says how far it is.
    expect(stderr.replaceAll(/^Launching peers: .*\n/gm, '')).toBe('');
    expect(exitCode).toBe(0);
    // Whoever may hold copies of its values notices the death of 14 as well, at a moment of its own.
    const saidBy4 = said(stdout, 4).filter((line) => !line.includes('no longer alive'));
    expect(saidBy4.slice(0, 3)).toEqual([
      '> Store 4103 request forwarded to my successor',
      '> Peer 15 Join request forwarded to my successor',
      '> Request for File 4103 has been received, but the file is not stored here',
    ]);
    expect(said(stdout, 14)).toEqual(
      expect.arrayContaining([
        '> Peer 15 Join request received',
        '> My new first successor is Peer 15',
        '> My new second successor is Peer 19',
        '> Peer 9 will depart from the network',
      ]),
    );
    expect(said(stdout, 9)).toEqual(
      expect.arrayContaining([
        '> Peer 15 Join request forwarded to my successor',
        '> Successor Change request received',
        '> My new first successor is Peer 14',
        '> My new second successor is Peer 15',
      ]),
    );
    expect(said(stdout, 15).slice(0, 4)).toEqual([
      '> Join request has been accepted',
      '> My first successor is Peer 19',
      '> My second successor is Peer 2',
      'Route: 4 > 5 > 8 > 9 > 14',
    ]);
    expect(said(stdout, 8)).toEqual(
      expect.arrayContaining([
        '> Store 4103 request accepted',
        '> Peer 14 is no longer alive',
        '> Sending file 4103 to Peer 2',
      ]),
    );
    expect(said(stdout, 2)).toEqual(
      expect.arrayContaining([
        '> Peer 8 had File 4103',
        '> Receiving File 4103 from Peer 8',
        'File 4103 received',
      ]),
    );
    expect(stdout).toContain('What came back is what was stored, byte for byte: 50,000 bytes\n');
    expect(stdout.trimEnd().split('\n').at(-1)).toBe('OK  6 peers agree');
    const tour = join(running.folder, '.ringside/tour');
    expect(readFileSync(join(tour, 'received_4103.pdf')).equals(readFileSync(join(tour, '4103.pdf')))).toBe(
      true,
    );
  },
);

test(
  'a value given as bytes comes back through any other peer, from the peer that owns its key',
  { timeout: 60_000 },
  async () => {
    const folder = freshFolder();
    await using ring = await startRing({ peers: [2, 4, 5, 8], ping: '1s', basePort: 21_600, folder });
    await ring.until('ideal', { within: '20s' });
    const { owner } = await ring.store('0007', { via: 2, bytes: Uint8Array.of(1, 2, 3) });

    const { bytes, path } = await ring.request('0007', { via: 4, path: join(folder, 'back') });

    expect(owner).toBe(8);
    expect(bytes).toBe(3);
    expect([...readFileSync(path ?? '')]).toEqual([1, 2, 3]);
  },
);

/** What one peer said, without its number. */
function said(stdout: string, id: number): string[] {
  const start = `[${id}] `;
  return stdout.split('\n').flatMap((line) => (line.startsWith(start) ? [line.slice(start.length)] : []));
}
