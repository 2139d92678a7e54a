// The TCP side that others connect to, with its limits: nobody can hold this peer's descriptors by saying nothing.

import { once } from 'node:events';
import { createServer } from 'node:net';
import { Connection, type ConnectionEvents } from './connection.ts';
import type { Endpoint } from './address.ts';

const firstFrameMs = 5_000;
const idleMs = 70_000;
const sweepMs = 1_000;
const unnamedMax = 64;
const perPeerMax = 4;
const guestsPerHostMax = 256;
const guestsMax = 1_024;

export interface ListenerEvents {
  /** A frame on a connection that others opened. Returns who speaks, once that is known. */
  onFrame(connection: Connection, body: Uint8Array): void;
  /** A connection whose speaker was known ended without our doing. */
  onLost(name: string): void;
}

export interface Listener extends AsyncDisposable {
  readonly port: number;
  /** Who speaks on this connection: a peer's address once that is proven, else where a guest comes from. */
  name(connection: Connection, name: string, isPeer: boolean): void;
  /** How many connections are open. */
  count(): number;
}

interface Guest {
  readonly since: number;
  name: string | undefined;
}

/** Listens; rejects with the system's error when it cannot. `isKept` names those who may stay silent. */
export async function openListener(
  endpoint: Endpoint,
  events: ListenerEvents,
  isKept: (name: string) => boolean,
): Promise<Listener> {
  const guests = new Map<Connection, Guest>();
  const connectionEvents: ConnectionEvents = {
    onFrame: (connection, body) => events.onFrame(connection, body),
    onClosed(connection) {
      const name = guests.get(connection)?.name;
      guests.delete(connection);
      if (name !== undefined && connection.endedBy !== 'us') events.onLost(name);
    },
  };
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    const unnamed = [...guests].filter(([, guest]) => guest.name === undefined);
    if (unnamed.length >= unnamedMax) unnamed[0]?.[0].destroy();
    if (guests.size >= guestsMax) return void socket.destroy();
    const connection = new Connection(socket, connectionEvents);
    guests.set(connection, { since: performance.now(), name: undefined });
  });
  server.listen({ host: endpoint.host, port: endpoint.port, exclusive: true, backlog: 511 });
  await once(server, 'listening');
  server.on('error', () => undefined);
  const bound = server.address();
  if (bound === null || typeof bound === 'string') throw new Error('the listener has no TCP address');
  const { port } = bound;

  const sweep = setInterval(() => {
    const now = performance.now();
    for (const [connection, guest] of guests) {
      const isLate =
        guest.name === undefined
          ? now - guest.since > firstFrameMs
          : now - connection.usedAt > idleMs && !isKept(guest.name);
      if (isLate) connection.destroy();
    }
  }, sweepMs);
  sweep.unref();

  return {
    port,
    count: () => guests.size,
    name(connection, name, isPeer) {
      const guest = guests.get(connection);
      if (guest === undefined || guest.name === name) return;
      guest.name = name;
      const same = [...guests].filter(([, each]) => each.name === name);
      if (same.length > (isPeer ? perPeerMax : guestsPerHostMax)) same[0]?.[0].close();
    },
    async [Symbol.asyncDispose]() {
      clearInterval(sweep);
      for (const connection of guests.keys()) connection.destroy();
      server.close();
      if (server.listening) await once(server, 'close');
    },
  };
}
