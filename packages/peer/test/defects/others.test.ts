// Who may reach a peer, and what the last peer of a ring does.

import process from 'node:process';
import { readFile, readdir, readlink } from 'node:fs/promises';
import { expect, test, vi } from 'vitest';
import { ControlledPeer, freeBasePort, runPeer } from './real-process.ts';
import { quickPingMs } from './real-ring.ts';
import { classicIds, startRing } from './start-ring.ts';

vi.setConfig({ testTimeout: 20_000 });

const loopback = '0100007F';
const listening = '0A';

interface Opened {
  readonly address: string;
  readonly port: number;
}

/** The process's sockets in one of the system's tables: those that listen, or all of UDP. */
async function opened(pid: number, table: 'tcp' | 'tcp6' | 'udp' | 'udp6'): Promise<Opened[]> {
  const links = await Promise.all(
    (await readdir(`/proc/${pid}/fd`)).map((fd) => readlink(`/proc/${pid}/fd/${fd}`).catch(() => '')),
  );
  const inodes = new Set(links.map((link) => /^socket:\[(?<inode>\d+)\]$/.exec(link)?.groups?.['inode']));
  const rows = (await readFile(`/proc/net/${table}`, 'utf8')).trim().split('\n').slice(1);
  return rows.flatMap((row) => {
    const [, local = '', , state, , , , , , inode] = row.trim().split(/\s+/);
    const [address = '', port = ''] = local.split(':');
    const isWanted = inodes.has(inode) && (table.startsWith('udp') || state === listening);
    return isWanted ? [{ address, port: Number.parseInt(port, 16) }] : [];
  });
}

test.runIf(process.platform === 'linux')(
  'O1: a peer listens on 127.0.0.1 only, on one port, TCP and UDP',
  async () => {
    const basePort = freeBasePort();
    const { running } = await ControlledPeer.start(7, basePort);
    const only = [{ address: loopback, port: basePort + 7 }];
    expect(await opened(running.pid, 'tcp')).toEqual(only);
    expect(await opened(running.pid, 'udp')).toEqual(only);
    expect([await opened(running.pid, 'tcp6'), await opened(running.pid, 'udp6')]).toEqual([[], []]);
  },
);

test('O2: the last peer of a ring that all others left is alone, pings nobody and takes in the next', async () => {
  const ring = await startRing();
  for (const id of classicIds.slice(1)) {
    await ring.leave(id);
    await ring.untilIdeal();
  }
  expect(ring.draw()).toEqual([' < 2 > ']);
  expect(ring.peer(2).status().phase).toBe('member');

  const from = ring.notices(2).length;
  await ring.join(9, 2);
  await ring.untilIdeal();
  const pinged = ring
    .notices(2)
    .slice(from)
    .flatMap((notice) => (notice.event === 'ping-sent' ? notice.to : []));
  expect(pinged).not.toContain(2);
});

test('O2: six peers that quit one right after the other leave a last one that pings nobody and takes in the next', async () => {
  const ring = await startRing();
  for (const id of classicIds.slice(1)) await ring.leave(id);
  await ring.untilIdeal();
  expect(ring.draw()).toEqual([' < 2 > ']);
  await ring.join(9, 2);
  await ring.untilIdeal();
  expect(ring.draw()).toEqual(['9 < 2 > 9', '2 < 9 > 2']);
});

test('O2: a peer whose only neighbour was killed says so, and is found again by it', async () => {
  const ring = await startRing([2, 9], { pingMs: quickPingMs });
  const { address } = ring.peer(9);
  await ring.kill(9);
  await vi.waitFor(
    () => expect(ring.peer(2).status()).toMatchObject({ phase: 'isolated', succ: [], pred: [] }),
    { timeout: 5_000 },
  );
  await ring.join(9, 2, { listen: address });
  await ring.untilIdeal();
  expect(ring.draw()).toEqual(['9 < 2 > 9', '2 < 9 > 2']);
});

test('a line of a peer is never torn and never glued to another, however much it says', async () => {
  const running = runPeer(['create', '7', '--base-port', `${freeBasePort()}`]);
  await running.untilLine('Launched peer: <Peer[7]->None->None>');
  for (let name = 1_000; name < 1_060; name += 1) running.type(`Lookup ${name}`);
  running.type('Quit');
  expect(await running.exited).toEqual({ code: 0, signal: null });
  const odd = running.lines.filter(
    (line) => !/^(?:Launched peer: .*|> Peer 7 owns \d{4}|Route: 7|> I have left the network)$/.test(line),
  );
  expect(odd).toEqual([]);
  expect(running.lines.filter((line) => line.startsWith('> Peer 7 owns'))).toHaveLength(60);
});
