// Command lines that the seeds' program took although it could not obey them. One line on stderr, one exit code, nothing left running.

import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { expect, onTestFinished, test, vi } from 'vitest';
import { freeBasePort, runPeer } from './real-process.ts';

vi.setConfig({ testTimeout: 20_000 });

/** Runs `peer` to its end. */
async function end(
  args: readonly string[],
): Promise<{ code: number | null; errors: readonly string[]; lines: readonly string[] }> {
  const { exited, errors, lines } = runPeer([
    ...args,
    ...(args.includes('--base-port') ? [] : ['--base-port', `${freeBasePort()}`]),
  ]);
  const { code } = await exited;
  return { code, errors, lines };
}

const usage = (message: string): object => ({ code: 64, errors: [`peer: ${message}`], lines: [] });

test('A1: a peer whose TCP port is taken ends with a message', async () => {
  const basePort = freeBasePort();
  const server = createServer().listen(basePort + 2, '127.0.0.1');
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  expect(await end(['init', '2', '4', '5', '--base-port', `${basePort}`])).toEqual({
    code: 69,
    errors: [
      `peer: 127.0.0.1:${basePort + 2} is taken; is this peer running already? Stop it, or choose another address with --listen.`,
    ],
    lines: [],
  });
});

test('A1: a peer whose UDP port is taken ends with a message', async () => {
  const basePort = freeBasePort();
  const socket = createSocket('udp4');
  onTestFinished(() => void socket.close());
  socket.bind(basePort + 2, '127.0.0.1');
  await once(socket, 'listening');
  expect(await end(['init', '2', '4', '5', '--base-port', `${basePort}`])).toMatchObject({
    code: 69,
    errors: [expect.stringContaining('is taken')],
    lines: [],
  });
});

test.for([
  [['init', '-1', '4', '5', '3'], 'the id has "-1"'],
  [['join', '-3', '4'], 'the id has "-3"'],
  [['join', '3', '-4'], 'the known peer has "-4"'],
  [['init', '256', '4', '5'], 'the id has "256"'],
  [['init', '2', '4', '300'], 'the second successor has "300"'],
  [['init', '2', 'x', '5'], 'the first successor has "x"'],
  [['init', '2.5', '4', '5'], 'the id has "2.5"'],
] as const)('A2, A5: %j is refused in one line that names the argument', async ([args, words]) => {
  const { code, errors, lines } = await end(args);
  expect({ code, lines }).toEqual({ code: 64, lines: [] });
  expect(errors).toEqual([expect.stringContaining(words)]);
  expect(errors[0]).toMatch(/0 to 255/);
});

test.for(['0', '-3', '0.1', 'often'])('A3: a ping interval of %s is refused', async (interval) => {
  const { code, errors, lines } = await end(['init', '2', '4', '5', interval]);
  expect({ code, lines }).toEqual({ code: 64, lines: [] });
  expect(errors).toEqual([expect.stringContaining(`the ping interval is "${interval}"`)]);
});

test('A4: a peer is neither its own successor nor joins through itself, and needs two different successors', async () => {
  expect(await end(['init', '2', '2', '2'])).toEqual(
    usage('peer 2 cannot be its own successor; for a ring of one use: peer create 2.'),
  );
  expect(await end(['init', '2', '4', '4'])).toEqual(
    usage('4 is given as both successors; name two different peers.'),
  );
  expect(await end(['join', '15', '15'])).toEqual(
    usage('peer 15 cannot join through itself; name another peer of the ring.'),
  );
});

test('A5: too few arguments, an unknown command and no command at all are told in one line', async () => {
  for (const args of [['init', '2', '4'], ['init'], ['jion', '15', '4'], []]) {
    const { code, errors, lines } = await end(args);
    expect({ code, count: errors.length, lines }, args.join(' ')).toEqual({ code: 64, count: 1, lines: [] });
    expect(errors[0]).toMatch(/^peer: .*peer --help\.$/);
  }
});

test('A6: a peer runs on when its stdin ends, and leaves politely when told', async () => {
  const basePort = freeBasePort();
  const running = runPeer(['create', '7', '--base-port', `${basePort}`]);
  await running.untilLine('Launched peer: <Peer[7]->None->None>');
  running.endInput();
  const other = runPeer(['join', '9', '7', '200ms', '--base-port', `${basePort}`]);
  await other.untilLine('> Join request has been accepted');
  other.signal('SIGTERM');
  expect(await other.exited).toEqual({ code: 143, signal: null });
  await running.untilLine('> Peer 9 will depart from the network');
  running.signal('SIGINT');
  expect(await running.exited).toEqual({ code: 130, signal: null });
  expect([...running.errors, ...other.errors]).toEqual([]);
});
