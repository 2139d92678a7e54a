// UDP: one socket, small messages, each of which may be lost. Knows sockets and bytes, nothing about the ring.

import { createSocket, type Socket } from 'node:dgram';
import { isIPv6 } from 'node:net';
import { once } from 'node:events';
import type { Address } from '../ring/index.ts';
import { addressOf, endpointOf, type Endpoint } from './address.ts';

/** Larger datagrams are garbage: nothing of ours is. */
export const datagramMaxBytes = 1_200;

export interface DatagramEvents {
  onDatagram(bytes: Uint8Array, from: Address): void;
}

export interface Datagrams extends AsyncDisposable {
  send(to: Address, bytes: Uint8Array): void;
}

/** Binds; rejects with the system's error (EADDRINUSE ...) when it cannot. Later errors of one datagram are its loss. */
export async function openDatagrams(endpoint: Endpoint, events: DatagramEvents): Promise<Datagrams> {
  const socket: Socket = createSocket(isIPv6(endpoint.host) ? 'udp6' : 'udp4');
  socket.on('message', (bytes, from) => {
    if (bytes.length <= datagramMaxBytes) events.onDatagram(bytes, addressOf(from.address, from.port));
  });
  socket.bind({ address: endpoint.host, port: endpoint.port, exclusive: true });
  await once(socket, 'listening');
  socket.on('error', () => undefined);
  let isOpen = true;
  return {
    send(to, bytes) {
      const { host, port } = endpointOf(to);
      if (isOpen && bytes.length <= datagramMaxBytes) socket.send(bytes, port, host, () => undefined);
    },
    async [Symbol.asyncDispose]() {
      if (!isOpen) return;
      isOpen = false;
      await new Promise<void>((resolve) => {
        socket.close(() => resolve());
      });
    },
  };
}
