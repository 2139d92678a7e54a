// What a client may meet in place of a good peer: programs that answer by a script, and lines that break at a chosen moment. Gone with the test.

import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';
import { decode, encode, framed, FrameReader, type WireMessage } from '../../src/wire/index.ts';

export interface StandIn {
  readonly address: string;
  /** How many connections were opened to it. */
  readonly calls: () => number;
}

export interface Said {
  readonly message: WireMessage | undefined;
  readonly say: (message: WireMessage) => void;
  readonly sayBytes: (bytes: Uint8Array) => void;
  /** Sends bytes that are in no frame. */
  readonly pour: (bytes: Uint8Array) => void;
  /** So many bytes come now that are in no frame: they are not looked at. */
  readonly skip: (count: number) => void;
  readonly hangUp: () => void;
}

/** A program that does with each message what the test says. */
export async function standIn(onMessage: (said: Said) => void): Promise<StandIn> {
  let calls = 0;
  const server = createServer((socket) => {
    calls += 1;
    const reader = new FrameReader();
    const sayBytes = (bytes: Uint8Array): void => void socket.write(framed([bytes]));
    const say = (message: WireMessage): void =>
      sayBytes(encode({ ring: 'ringside', from: undefined, message }));
    const pour = (bytes: Uint8Array): void => void socket.write(bytes);
    let skipped = 0;
    const skip = (count: number): void => {
      skipped = count;
    };
    const hangUp = (): void => void socket.destroy();
    socket.on('error', () => undefined);
    socket.on('data', (chunk: Buffer) => {
      reader.add(chunk);
      for (;;) {
        skipped -= reader.drainInto(new Uint8Array(skipped));
        const body = skipped > 0 ? undefined : reader.frame();
        if (body === undefined) break;
        onMessage({ message: messageIn(body), say, sayBytes, pour, skip, hangUp });
      }
    });
  });
  return { address: await listening(server), calls: () => calls };
}

export interface FrailLine extends StandIn {
  /** How many bytes the client has sent. */
  readonly passed: () => number;
}

export interface Cut {
  /** What the client gets in place of what the peer says. */
  readonly change?: (message: WireMessage) => WireMessage;
  /** Looks at every message that the peer sends back; true: the line breaks before it is passed on. */
  readonly before?: (message: WireMessage) => boolean;
  /** The line breaks once the client has sent so many bytes. */
  readonly afterBytes?: number;
}

/** Stands before a peer and passes everything on, until it breaks: then it is gone for good. */
export async function frailLine(
  to: string,
  { change, before, afterBytes = Infinity }: Cut,
): Promise<FrailLine> {
  const [host = '', port] = to.split(':');
  const sockets = new Set<Socket>();
  let calls = 0;
  let passed = 0;
  const server = createServer((socket) => {
    calls += 1;
    const peer = connect({ host, port: Number(port) });
    for (const each of [socket, peer]) {
      sockets.add(each);
      each.on('error', () => undefined);
      each.once('close', () => {
        socket.destroy();
        peer.destroy();
      });
    }
    const reader = new FrameReader();
    socket.on('data', (chunk: Buffer) => {
      passed += chunk.length;
      if (passed > afterBytes) breakDown();
      else peer.write(chunk);
    });
    peer.on('data', (chunk: Buffer) => {
      for (const body of reader.read(chunk) ?? []) {
        const message = messageIn(body);
        if (message !== undefined && before?.(message) === true) return breakDown();
        const changed = message === undefined ? undefined : change?.(message);
        const isOther = changed !== undefined && changed !== message;
        socket.write(
          framed([isOther ? encode({ ring: 'ringside', from: undefined, message: changed }) : body]),
        );
      }
    });
  });
  function breakDown(): void {
    server.close();
    for (const socket of sockets) socket.destroy();
  }
  return { address: await listening(server), calls: () => calls, passed: () => passed };
}

/** An address at which nobody listens. */
export async function nobody(): Promise<string> {
  const server = createServer();
  const address = await listening(server);
  server.close();
  await once(server, 'close');
  return address;
}

async function listening(server: Server): Promise<string> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => sockets.add(socket));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const bound = server.address();
  if (bound === null || typeof bound === 'string') throw new Error('no TCP address');
  return `127.0.0.1:${bound.port}`;
}

function messageIn(body: Uint8Array): WireMessage | undefined {
  const decoded = decode(body);
  return decoded.kind === 'envelope' ? decoded.envelope.message : undefined;
}
