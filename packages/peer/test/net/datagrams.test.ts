import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { datagramMaxBytes, openDatagrams } from '../../src/net/datagrams.ts';
import { openListener } from '../../src/net/listener.ts';
import { bytesOf, textOf, until } from './lines.ts';

/** A bound socket whose port the tests know. */
async function outside(): Promise<{
  readonly port: number;
  readonly heard: number[];
  readonly socket: ReturnType<typeof createSocket>;
}> {
  const socket = createSocket('udp4');
  const heard: number[] = [];
  socket.on('message', (bytes) => void heard.push(bytes.length));
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  return { port: socket.address().port, heard, socket };
}

async function freePort(): Promise<number> {
  const { port, socket } = await outside();
  socket.close();
  await once(socket, 'close');
  return port;
}

test('a datagram arrives with the address it came from', async () => {
  const [a, b] = [await freePort(), await freePort()];
  const heard: [string, string][] = [];
  await using first = await openDatagrams(
    { host: '127.0.0.1', port: a },
    { onDatagram: (bytes, from) => void heard.push([textOf(bytes), from]) },
  );
  await using second = await openDatagrams(
    { host: '127.0.0.1', port: b },
    { onDatagram: (bytes, from) => void heard.push([textOf(bytes), from]) },
  );

  first.send(`127.0.0.1:${b}`, bytesOf('hello'));
  await until(() => heard.length === 1);
  second.send(`127.0.0.1:${a}`, bytesOf('hello yourself'));
  await until(() => heard.length === 2);

  expect(heard).toEqual([
    ['hello', `127.0.0.1:${a}`],
    ['hello yourself', `127.0.0.1:${b}`],
  ]);
});

test('a datagram over 1200 bytes is neither sent nor heard', async () => {
  const port = await freePort();
  const sizes: number[] = [];
  await using ours = await openDatagrams(
    { host: '127.0.0.1', port },
    { onDatagram: (bytes) => void sizes.push(bytes.length) },
  );
  const other = await outside();

  for (const size of [datagramMaxBytes + 1, 9_000, datagramMaxBytes])
    other.socket.send(new Uint8Array(size), port, '127.0.0.1');
  for (const size of [datagramMaxBytes + 1, datagramMaxBytes])
    ours.send(`127.0.0.1:${other.port}`, new Uint8Array(size));
  await until(() => sizes.length > 0 && other.heard.length > 0);

  expect(sizes).toEqual([datagramMaxBytes]);
  expect(other.heard).toEqual([datagramMaxBytes]);
  other.socket.close();
});

test('what is sent where nobody listens is lost, and the socket lives', async () => {
  const port = await freePort();
  const heard: string[] = [];
  await using ours = await openDatagrams(
    { host: '127.0.0.1', port },
    { onDatagram: (bytes) => void heard.push(textOf(bytes)) },
  );

  ours.send(`127.0.0.1:${await freePort()}`, bytesOf('into the void'));
  ours.send(`127.0.0.1:${port}`, bytesOf('to myself'));
  await until(() => heard.length === 1);

  expect(heard).toEqual(['to myself']);
});

test('a port in use is refused with the system\u2019s own code, on UDP and on TCP', async () => {
  const { port, socket } = await outside();
  await expect(
    openDatagrams({ host: '127.0.0.1', port }, { onDatagram: () => undefined }),
  ).rejects.toMatchObject({ code: 'EADDRINUSE' });
  socket.close();

  const events = { onFrame: () => undefined, onLost: () => undefined };
  await using first = await openListener({ host: '127.0.0.1', port: 0 }, events, () => false);
  const again = openListener({ host: '127.0.0.1', port: first.port }, events, () => false);
  await expect(again).rejects.toMatchObject({ code: 'EADDRINUSE' });
});
