import { EventEmitter } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { contacts, idealStatuses } from '@ringside/peer/test/ring-of';
import { expect, test } from 'vitest';
import { FakeTerminal } from '../watch/fake-terminal.ts';
import { folderWith, report } from './surroundings.ts';

const seven = [2, 4, 5, 8, 9, 14, 19];
const right = idealStatuses(seven);
const wrong = right.map((peer) => (peer.id === 9 ? { ...peer, pred: contacts(8, 4) } : peer));
const peers = `--peers ${seven.join(',')}`;

test('once prints the table of a right ring after one sweep and exits with 0', async () => {
  const { exitCode, stdout, stderr, observer } = await report(`once ${peers}`, { statuses: right });

  expect([exitCode, stderr]).toEqual([0, '']);
  expect(stdout).toContain('\nPeer  9 -  5 >  8 > [ 9] > 14 > 19     ok   0.0s   1 ms\n');
  expect(stdout.endsWith('\n\nOK  7 peers agree\n')).toBe(true);
  expect(observer.asked).toHaveLength(7);
  expect(observer.isClosed).toBe(true);
});

test('once asks twice before it calls a ring wrong, and exits with 1', async () => {
  const { exitCode, stdout, observer } = await report(`once -q ${peers}`, { statuses: wrong });

  expect(exitCode).toBe(1);
  expect(stdout).toBe("UNSETTLED  9's second predecessor says 4, should be 5\n");
  expect(observer.asked).toHaveLength(14);
});

test('once exits with 0 for OK*, with a word', async () => {
  const { exitCode, stdout } = await report('once --peers 2,4,5,8,9,19', { statuses: right });

  expect(exitCode).toBe(0);
  expect(stdout).toContain('\nUnmonitored Peers (1): 14\n\nOK*  7 peers agree; 14 is not monitored\n');
});

test('once exits with 69 when nobody answers, and says where it asked', async () => {
  const { exitCode, stdout, stderr } = await report('once --peers 2,4');

  expect(exitCode).toBe(69);
  expect(stderr).toBe('reporter: nobody answers at 127.0.0.1:12002, 127.0.0.1:12004; is the ring running?\n');
  expect(stdout).toContain('BLIND  none of 2 peers answers');
});

test('once --json prints hello, the peers, the verdict and bye', async () => {
  const { exitCode, stdout } = await report(`once --json ${peers}`, { statuses: right });

  const records = stdout.trim().split('\n').map(typeOf);
  expect(exitCode).toBe(0);
  expect(records).toEqual(['hello', ...seven.map(() => 'peer'), 'state', 'bye']);
});

test('load prints who carries how much, then the verdict, and exits as once does', async () => {
  const loaded = right.map((peer) => ({ ...peer, owned: 10, ownedBytes: 70, keys: 30, bytes: 210 }));
  const { exitCode, stdout, stderr } = await report(`load ${peers}`, { statuses: loaded });
  const spoiled = await report(`load -q ${peers}`, { statuses: wrong });

  expect([exitCode, stderr]).toEqual([0, '']);
  expect(stdout).toMatch(
    /^PEER +CIRCLE +KEYS +BYTES +HELD +HELD BYTES +█ KEYS {2}┃ ARC\n +2 +93\.4 % +10 +70 +30 +210 /,
  );
  expect(stdout).toMatch(/\n +ALL +100\.0 % +70 +490 +210 +1,470\n\nAre the arcs even\? No: /);
  expect(stdout.endsWith('\n\nOK  7 peers agree\n')).toBe(true);
  expect([spoiled.exitCode, spoiled.stdout]).toEqual([
    1,
    "UNSETTLED  9's second predecessor says 4, should be 5\n",
  ]);
});

test('load counts peers that are not polled, or their arcs would be given to others', async () => {
  const { stdout } = await report('load --peers 2,4,5,8,9,19', { statuses: right });

  expect(stdout).toMatch(/\n +14 +2\.0 % /);
  expect(stdout.endsWith('\n\nOK*  7 peers agree; 14 is not monitored\n')).toBe(true);
});

test('load --json prints its record before bye, and so does the record file', async () => {
  await using folder = await folderWith(undefined);
  const path = join(folder.path, 'record.ndjson');
  const { exitCode, stdout } = await report(`load --json ${peers} --record ${path}`, { statuses: right });

  expect(exitCode).toBe(0);
  expect(stdout.trim().split('\n').map(typeOf)).toEqual([
    'hello',
    ...seven.map(() => 'peer'),
    'state',
    'load',
    'bye',
  ]);
  expect(await readFile(path, 'utf8')).toBe(stdout);
});

test('load exits with 69 when nobody answers', async () => {
  const { exitCode, stderr } = await report('load --peers 2,4');

  expect(exitCode).toBe(69);
  expect(stderr).toBe('reporter: nobody answers at 127.0.0.1:12002, 127.0.0.1:12004; is the ring running?\n');
});

test('--record writes the same records to a file', async () => {
  await using folder = await folderWith(undefined);
  const path = join(folder.path, 'record.ndjson');

  const { stdout } = await report(`once --json ${peers} --record ${path}`, { statuses: right });

  expect(await readFile(path, 'utf8')).toBe(stdout);
});

test('without --peers the ring file is read, and its unmonitored peers are not polled', async () => {
  const ringFile = {
    v: 1,
    ring: 'ringside',
    bits: 8,
    pingMs: 3_000,
    peers: seven.map((id) => ({ id, address: `127.0.0.1:${12_000 + id}` })),
    unmonitored: [14],
    pid: 1,
  };
  await using folder = await folderWith(JSON.stringify(ringFile));

  const { exitCode, stdout } = await report('once', { statuses: right, folder: folder.path });

  expect(exitCode).toBe(0);
  expect(stdout).not.toContain('Peer 14 -');
  expect(stdout).toContain('Unmonitored Peers (1): 14');
});

test('once --discover polls everybody from one peer', async () => {
  const { stdout } = await report('once --peers 127.0.0.1:12019 --discover', { statuses: right });

  expect(stdout).toContain('OK  7 peers agree');
});

test('wait ends with 0 when the ring was ideal twice in a row with the same lists', async () => {
  const { exitCode, stdout, observer } = await report(`wait --until ideal ${peers}`, {
    statuses: wrong,
    onPause: (pauses, _end, network) => {
      if (pauses === 3) for (const peer of right) network.statuses.set(peer.address, { ...peer, version: 2 });
    },
  });

  expect([exitCode, stdout]).toEqual([0, 'OK  7 peers agree\n']);
  expect(observer.asked).toHaveLength(5 * 7);
});

test('wait ends with 75 and the verdict when the time is over, with 69 when nobody ever answered', async () => {
  const late = await report(`wait ${peers} --timeout 5s`, { statuses: wrong });
  const deaf = await report('wait --peers 2 --timeout 5s');

  expect([late.exitCode, late.stdout]).toEqual([75, '']);
  expect(late.stderr).toBe(
    "reporter: the ring was not ideal within 5s: UNSETTLED, 9's second predecessor says 4, should be 5.\n",
  );
  expect(deaf.exitCode).toBe(69);
  expect(deaf.stderr).toBe('reporter: nobody answered within 5s at 127.0.0.1:12002; is the ring running?\n');
});

test.for([
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['quit', 0],
  ['EPIPE', 0],
] as const)(
  'a live report that is ended by %s prints its last table and exits with %i',
  async ([why, code]) => {
    const { exitCode, stdout, stderr, observer } = await report(peers, {
      statuses: right,
      onPause: (pauses, end) => {
        if (pauses === 3) end.abort(why);
      },
    });

    expect([exitCode, stderr]).toEqual([code, '']);
    expect(stdout.match(/AGREE/g)).toHaveLength(2);
    expect(observer.isClosed).toBe(true);
  },
);

test('on a terminal the table is live, and Ctrl-C leaves the last one and gives the keyboard back', async () => {
  const terminal = new FakeTerminal(80, 24);
  const keyboard = new FakeKeyboard();

  const { exitCode } = await report(peers, {
    statuses: right,
    stdout: terminal,
    keyboard,
    environment: { NO_COLOR: '1' },
    onPause: (pauses) => {
      if (pauses === 3) keyboard.emit('data', Uint8Array.of(3));
    },
  });

  expect(exitCode).toBe(130);
  expect(keyboard.modes).toEqual([true, false]);
  expect(await terminal.state()).toMatchObject({ isAlternate: false });
  expect((await terminal.screen())[7]).toBe('Peer 19 -  9 > 14 > [19] >  2 >  4     ok   2.0s   1 ms');
  expect(terminal.text).not.toContain('\u001B[32m');
});

test('a bug ends the program with 70 and one line, after the screen is given back', async () => {
  const terminal = new FakeTerminal(80, 24);

  const { exitCode, stderr } = await report(peers, {
    statuses: right,
    stdout: terminal,
    keyboard: new FakeKeyboard(),
    onPause: () => {
      throw new Error('impossible');
    },
  });

  expect(exitCode).toBe(70);
  expect(stderr).toBe('reporter: this is a bug in reporter: impossible; -v shows where.\n');
  expect(await terminal.state()).toMatchObject({ isAlternate: false });
});

test('help, version and completion are printed on stdout with exit code 0', async () => {
  const help = await report('once --help');
  const version = await report('-V');
  const completion = await report('completion');

  expect(help).toMatchObject({ exitCode: 0, stderr: '', stdout: expect.stringContaining('--discover') });
  expect(version).toMatchObject({ exitCode: 0, stdout: '0.1.0\n' });
  expect(completion).toMatchObject({
    exitCode: 0,
    stdout: expect.stringContaining('--get-yargs-completions'),
  });
});

class FakeKeyboard extends EventEmitter {
  readonly isTTY = true;
  readonly modes: boolean[] = [];

  setRawMode(isRaw: boolean): void {
    this.modes.push(isRaw);
  }

  resume(): void {}

  pause(): void {}
}

function typeOf(line: string): unknown {
  const record: unknown = JSON.parse(line);
  return typeof record === 'object' && record !== null && 'type' in record ? record.type : undefined;
}
