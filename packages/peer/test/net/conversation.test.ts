import { createServer, type Socket } from 'node:net';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { dial } from '../../src/net/calls.ts';
import { Conversation } from '../../src/net/conversation.ts';
import { framed } from '../../src/wire/index.ts';
import { bytesOf, listen, textOf, until } from './lines.ts';

/** The other side as a bare socket, which says and does what the test wants. */
async function other(serve: (socket: Socket) => void): Promise<{ readonly address: string } & Disposable> {
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    serve(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const bound = server.address();
  const port = typeof bound === 'object' ? bound?.port : 0;
  return { address: `127.0.0.1:${port}`, [Symbol.dispose]: () => void server.close() };
}

function talkTo(address: string): Conversation {
  return Conversation.opened((events) => dial(address, events));
}

test('what is said is answered, in order, though everything came at once', async () => {
  using side = await other((socket) => socket.end(framed(['one', 'two', 'three'].map(bytesOf))));
  using conversation = talkTo(side.address);

  const heard = [
    await conversation.hear(1_000),
    await conversation.hear(1_000),
    await conversation.hear(1_000),
  ];

  expect(heard.map(textOf)).toEqual(['one', 'two', 'three']);
  await expect(conversation.hear(1_000)).rejects.toMatchObject({ code: 'closed' });
  await expect(conversation.say(bytesOf('more'))).rejects.toMatchObject({ code: 'closed' });
});

test('who says nothing for the limit is silent, and may be heard again later', async () => {
  const sockets: Socket[] = [];
  using side = await other((socket) => void sockets.push(socket));
  using conversation = talkTo(side.address);

  await expect(conversation.hear(30)).rejects.toMatchObject({
    code: 'silent',
    message: 'the other side said nothing for 0.03 s',
  });
  await until(() => sockets.length === 1);
  sockets[0]?.end(framed([bytesOf('at last')]));

  expect(textOf(await conversation.hear(1_000))).toBe('at last');
});

test('where nobody listens a conversation is refused', async () => {
  const heard = await listen();
  await heard.listener[Symbol.asyncDispose]();
  using conversation = talkTo(heard.address);

  await expect(conversation.hear(1_000)).rejects.toMatchObject({
    code: 'refused',
    message: 'nobody listens there',
  });
});

test('a frame over the limit, and an end in the middle of one, break it off', async () => {
  for (const bytes of [Uint8Array.of(255, 255, 255, 255), Uint8Array.of(0, 0, 0, 9, 1)]) {
    using side = await other((socket) => socket.end(bytes));
    using conversation = talkTo(side.address);

    await expect(conversation.hear(1_000)).rejects.toMatchObject({ code: 'closed' });
  }
});

test('who is not listened to waits: at most a few megabytes are taken before they are heard', async () => {
  const body = new Uint8Array(60_000);
  const count = 400;
  let sent = 0;
  using side = await other((socket) => {
    const more = (): void => {
      while (sent < count) {
        sent += 1;
        if (!socket.write(framed([body]))) return void socket.once('drain', more);
      }
    };
    more();
  });
  using conversation = talkTo(side.address);
  await conversation.hear(1_000);
  const before = sent;
  expect(before).toBeLessThan(count);

  for (let heard = 1; heard < count; heard += 1) expect(await conversation.hear(1_000)).toHaveLength(60_000);
});
