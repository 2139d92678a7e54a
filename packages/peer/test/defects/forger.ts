// Whoever speaks to a peer without being one: raw bytes, and messages in the names of peers that do not exist.

import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { vi } from 'vitest';
import type { Contact, Identifier } from '@ringside/peer';
import { asId } from './real-ring.ts';
import { decode, encode, FrameReader, type WireMessage } from '../../src/wire/index.ts';

const ring = 'ringside';

/** A contact with nobody behind it: no test listens on these ports. */
export function stranger(id: number, epoch = 1): Contact {
  return { id: asId(id), epoch, address: `127.0.0.1:${10_000 + (id % 1_000)}` };
}

/** Four bytes of length, then the body: written out here, so that no change of ours goes unseen. */
export function frame(body: Uint8Array): Uint8Array {
  const header = Buffer.alloc(4);
  header.writeUInt32BE(body.length);
  return Buffer.concat([header, body]);
}

export function envelope(from: Contact | undefined, message: WireMessage, name: string = ring): Uint8Array {
  return encode({ ring: name, from, message });
}

interface Find {
  readonly asker: Contact;
  readonly key: Identifier;
}

export interface Forger extends Disposable {
  readonly socket: Socket;
  /** Messages that came back. */
  readonly heard: WireMessage[];
  isClosed(): boolean;
  write(bytes: Uint8Array | string): void;
  /** One whole frame with this message in it. */
  say(message: WireMessage, from?: Contact): void;
  find(walk: Find): void;
  /** Resolves when the peer has read all that was written: it answers a question asked last. */
  heardOut(): Promise<void>;
}

/** Opens a connection to a peer. */
export async function forged(address: string): Promise<Forger> {
  const [host = '', port] = address.split(':');
  const socket = connect({ host, port: Number(port) });
  const heard: WireMessage[] = [];
  const reader = new FrameReader();
  let isClosed = false;
  let asked = 1_000;
  socket.on('error', () => undefined);
  socket.on('close', () => {
    isClosed = true;
  });
  socket.on('data', (chunk: Buffer) => {
    for (const body of reader.read(chunk) ?? []) {
      const decoded = decode(body);
      if (decoded.kind === 'envelope') heard.push(decoded.envelope.message);
    }
  });
  await once(socket, 'connect');
  const write = (bytes: Uint8Array | string): void => void socket.write(bytes);
  const say = (message: WireMessage, from?: Contact): void => write(frame(envelope(from, message)));
  return {
    socket,
    heard,
    isClosed: () => isClosed,
    write,
    say,
    find: ({ asker, key }) =>
      say(
        {
          kind: 'find',
          walk: {
            n: 1,
            attempt: 1,
            asker,
            seek: 'place',
            key,
            purpose: 'join',
            name: null,
            route: [],
            hopsLeft: 30,
            isFinal: false,
            isTraced: false,
            avoid: [],
          },
        },
        asker,
      ),
    async heardOut() {
      const n = (asked += 1);
      say({ kind: 'ask-status', n });
      const isAnswered = (): boolean => heard.some((message) => message.kind === 'status' && message.n === n);
      await vi.waitUntil(isAnswered, { timeout: 5_000, interval: 2 });
    },
    [Symbol.dispose]: () => void socket.destroy(),
  };
}

/** Sends datagrams from a socket of its own; resolves when the system took them. */
export async function datagrams(address: string, bodies: readonly (Uint8Array | string)[]): Promise<void> {
  const [host, port] = address.split(':');
  const socket = createSocket('udp4');
  for (const body of bodies) {
    const sent = Promise.withResolvers<void>();
    socket.send(body, Number(port), host, () => sent.resolve());
    await sent.promise;
  }
  socket.close();
}
