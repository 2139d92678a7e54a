// The TCP side that others connect to, with its limits: nobody can hold this peer's descriptors by saying nothing.

import { once } from 'node:events';
import { createServer } from 'node:net';
import { Connection, type ConnectionEvents } from './connection.ts';
import type { Endpoint } from './address.ts';

export interface ListenerLimits {
  /** How long a connection may stay open without a first whole frame. */
  readonly firstFrameMs: number;
  readonly idleMs: number;
  readonly sweepMs: number;
  readonly unnamedMax: number;
  readonly perPeerMax: number;
  readonly guestsPerHostMax: number;
  readonly guestsMax: number;
}

const usualLimits: ListenerLimits = {
  firstFrameMs: 5_000,
  idleMs: 70_000,
  sweepMs: 1_000,
  unnamedMax: 64,
  perPeerMax: 4,
  guestsPerHostMax: 256,
  guestsMax: 1_024,
};

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
  limits: Partial<ListenerLimits> = {},
): Promise<Listener> {
  const { firstFrameMs, idleMs, sweepMs, unnamedMax, guestsMax, ...most } = { ...usualLimits, ...limits };
  const guests = new Map<Connection, Guest>();
  /** Those of that name, oldest first, without those we are closing already. */
  const called = (name: string | undefined): Connection[] =>
    [...guests].flatMap(([connection, guest]) =>
      guest.name === name && connection.endedBy === undefined ? [connection] : [],
    );
  const connectionEvents: ConnectionEvents = {
    onFrame: (connection, body) => events.onFrame(connection, body),
    onClosed(connection) {
      const name = guests.get(connection)?.name;
      guests.delete(connection);
      if (name !== undefined && connection.endedBy !== 'us') events.onLost(name);
    },
  };
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    const unnamed = called(undefined);
    if (unnamed.length >= unnamedMax) unnamed[0]?.destroy();
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
      const same = called(name);
      if (same.length > (isPeer ? most.perPeerMax : most.guestsPerHostMax)) same[0]?.close();
    },
    async [Symbol.asyncDispose]() {
      clearInterval(sweep);
      for (const connection of guests.keys()) connection.destroy();
      server.close();
      if (server.listening) await once(server, 'close');
    },
  };
}
