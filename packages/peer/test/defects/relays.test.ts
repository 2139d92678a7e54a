// Indirect probes on real sockets: who may ask whom through a peer.

import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { expect, onTestFinished, test, vi } from 'vitest';
import type { Contact } from '@ringside/peer';
import { decode, type WireMessage } from '../../src/wire/index.ts';
import { envelope, stranger } from './forger.ts';
import { asId } from './real-ring.ts';
import { startRing } from './start-ring.ts';

vi.setConfig({ testTimeout: 20_000 });

test('a peer is reached through another one, and nobody else is written to', async () => {
  const ring = await startRing([2, 8, 19]);
  const socket = createSocket('udp4');
  onTestFinished(() => void socket.close());
  const heard: WireMessage[] = [];
  socket.on('message', (bytes) => {
    const decoded = decode(bytes);
    if (decoded.kind === 'envelope') heard.push(decoded.envelope.message);
  });
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  const { port } = socket.address();
  const asker: Contact = { id: asId(100), epoch: 1, address: `127.0.0.1:${port}` };
  const { id, epoch, address } = ring.peer(19).status();
  const target: Contact = { id, epoch, address };
  const port8 = Number(ring.address(8).split(':')[1]);
  const say = (message: WireMessage): void => socket.send(envelope(asker, message), port8, '127.0.0.1');
  const answered = (): number[] =>
    heard.flatMap((message) => (message.kind === 'relay-pong' ? [message.n] : []));

  say({ kind: 'relay-ping', n: 7, asker, target });
  await vi.waitFor(() => expect(answered()).toEqual([7]));

  const pong = { kind: 'relay-pong', n: 8, phase: 'member', pred: [], succ: [] } as const;
  const elsewhere = { ...stranger(101), address: asker.address };
  say({ kind: 'relay-ping', n: 8, asker, target: elsewhere });
  say({ kind: 'relay-ping', n: 8, asker: elsewhere, target });
  say({ ...pong, asker: elsewhere, target: asker });
  say({ ...pong, asker, target });
  say({ kind: 'relay-ping', n: 9, asker, target });
  await vi.waitFor(() => expect(answered()).toEqual([7, 9]));
  expect(heard.filter(({ kind }) => kind === 'relay-ping')).toEqual([]);
});
