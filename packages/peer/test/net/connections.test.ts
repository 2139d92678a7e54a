import { createServer, type Socket } from 'node:net';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { framed } from '../../src/wire/index.ts';
import { bytesOf, call, listen, plug, until } from './lines.ts';

test('a connection is kept: all that is said to one address goes by one, in order', async () => {
  await using heard = await listen();
  using called = call();

  for (let word = 0; word < 5; word += 1) called.calls.send(heard.address, bytesOf(`a echo ${word}`));
  await until(() => called.answers.length === 5);
  called.calls.send(heard.address, bytesOf('a echo 5'));
  await until(() => called.answers.length === 6);

  expect(called.answers).toEqual([0, 1, 2, 3, 4, 5].map((word) => `a echo ${word}`));
  expect([called.calls.count(), heard.listener.count(), heard.connections.size]).toEqual([1, 1, 1]);
});

test('frames of one turn of the event loop leave in one write', async () => {
  const chunks: number[] = [];
  const server = createServer((socket) => socket.on('data', (chunk) => void chunks.push(chunk.length)));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const bound = server.address();
  const address = `127.0.0.1:${typeof bound === 'object' ? bound?.port : ''}`;
  using called = call();

  called.calls.send(address, bytesOf('open'));
  await until(() => chunks.length === 1);
  for (let word = 0; word < 100; word += 1) called.calls.send(address, bytesOf('0123456789'));
  await until(() => chunks.length === 2);

  expect(chunks).toEqual([8, 1_400]);
  server.close();
});

test('what is said where nobody listens comes back whole, as refused', async () => {
  await using heard = await listen();
  await heard.listener[Symbol.asyncDispose]();
  using called = call();

  for (const word of ['one', 'two']) called.calls.send(heard.address, bytesOf(word));
  await until(() => called.undelivered.length > 0);

  expect(called.undelivered).toEqual([{ to: heard.address, bodies: ['one', 'two'], isRefused: true }]);
  expect(called.lost).toEqual([]);
  expect(called.calls.count()).toBe(0);
});

test('a connection that breaks is lost at both ends, and the next word opens another', async () => {
  await using heard = await listen();
  using called = call();
  called.calls.send(heard.address, bytesOf('a echo'));
  await until(() => called.answers.length === 1);

  for (const connection of heard.connections) connection.destroy();
  await until(() => called.lost.length === 1);
  called.calls.send(heard.address, bytesOf('a echo'));
  await until(() => called.answers.length === 2);

  expect(called.lost).toEqual([heard.address]);
  expect(called.undelivered).toEqual([]);
});

test('a caller that ends is lost to the listener by its name; one that never said its name is not', async () => {
  await using heard = await listen();
  const socket = await plug(heard.listener.port);
  const mute = await plug(heard.listener.port);
  socket.write(framed([bytesOf('bob hello')]));
  await until(() => heard.frames.length === 1);

  for (const each of [mute, socket]) each.destroy();
  await until(() => heard.listener.count() === 0);

  expect(heard.lost).toEqual(['bob']);
});

test('an idle connection is closed without being called lost, unless somebody is watched over it', async () => {
  await using heard = await listen();
  const limits = { idleMs: 40, sweepMs: 10 };
  using idle = call(limits);
  using watched = call(limits, () => true);
  for (const each of [idle, watched]) each.calls.send(heard.address, bytesOf('a echo'));
  await until(() => idle.answers.length === 1 && watched.answers.length === 1);

  await until(() => idle.calls.count() === 0);

  expect(idle.lost).toEqual([]);
  expect(watched.calls.count()).toBe(1);
});

test('a listener closes who says no first frame in time and who is idle, and keeps whom it watches', async () => {
  await using heard = await listen(
    { firstFrameMs: 60, idleMs: 60, sweepMs: 10 },
    (name) => name === 'watched',
  );
  const [mute, half, idle, watched] = await Promise.all(
    [0, 1, 2, 3].map(async () => await plug(heard.listener.port)),
  );
  half?.write(Uint8Array.of(0, 0, 0, 9, 1));
  idle?.write(framed([bytesOf('idle hello')]));
  watched?.write(framed([bytesOf('watched hello')]));

  await until(() => heard.listener.count() === 1);

  await until(() => [mute, half, idle].every((socket) => socket?.destroyed ?? false));
  expect(watched?.destroyed).toBe(false);
  expect(heard.frames.toSorted()).toEqual(['idle hello', 'watched hello']);
  watched?.destroy();
});

test('of more than 64 that have not said who they are the oldest are closed, and newcomers are served', async () => {
  await using heard = await listen();
  const mute: Socket[] = await Promise.all(
    Array.from({ length: 100 }, async () => await plug(heard.listener.port)),
  );
  await until(() => heard.listener.count() <= 64);

  using called = call();
  called.calls.send(heard.address, bytesOf('a echo'));
  await until(() => called.answers.length === 1);

  await until(() => mute.filter((socket) => socket.destroyed).length >= 36);
  expect(heard.listener.count()).toBeLessThanOrEqual(65);
  for (const socket of mute) socket.destroy();
});

test('one peer keeps four connections: a fifth closes its oldest, and nobody else\u2019s', async () => {
  await using heard = await listen();
  const other = await plug(heard.listener.port);
  other.write(framed([bytesOf('ada hello')]));
  const sockets: Socket[] = [];
  for (let word = 0; word < 6; word += 1) {
    const socket = await plug(heard.listener.port);
    sockets.push(socket);
    socket.resume().write(framed([bytesOf(`bob ${word}`)]));
    await until(() => heard.frames.includes(`bob ${word}`));
  }

  await until(() => heard.listener.count() === 5);

  await until(() => sockets.slice(0, 2).every((socket) => socket.destroyed));
  expect([other, ...sockets.slice(2)].map((socket) => socket.destroyed)).toEqual([
    false,
    false,
    false,
    false,
    false,
  ]);
  for (const socket of [other, ...sockets]) socket.destroy();
});

test('a frame length over the limit closes that connection only', async () => {
  await using heard = await listen();
  using called = call();
  called.calls.send(heard.address, bytesOf('a echo'));
  await until(() => called.answers.length === 1);
  const garbage = await plug(heard.listener.port);

  garbage.write('GET / HTTP/1.1\r\n\r\n');
  await until(() => garbage.destroyed);

  called.calls.send(heard.address, bytesOf('a echo'));
  await until(() => called.answers.length === 2);
  expect(called.lost).toEqual([]);
});

test('a peer that does not read cannot fill our memory: what is over the bound is dropped, also while it is being called', async () => {
  const server = createServer((socket) => socket.pause());
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const bound = server.address();
  const address = `127.0.0.1:${typeof bound === 'object' ? bound?.port : ''}`;
  using called = call({ pendingMaxBytes: 100_000 });
  const body = new Uint8Array(50_000);
  const before = process.memoryUsage().arrayBuffers;

  for (let word = 0; word < 2_000; word += 1) called.calls.send(address, body);
  await once(server, 'connection');

  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(20_000_000);
  server.close();
});

test('what is said just before a connection is closed arrives, though it was not open yet', async () => {
  await using heard = await listen();
  {
    using called = call();
    called.calls.send(heard.address, bytesOf('last words'));
  }

  await until(() => heard.frames.length > 0);
  expect(heard.frames).toEqual(['last words']);
});
