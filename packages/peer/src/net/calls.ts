// The TCP connections that we open: one kept connection for each address we speak to, opened when needed, closed when idle.

import { connect } from 'node:net';
import type { Address } from '../ring/index.ts';
import { endpointOf } from './address.ts';
import { Connection } from './connection.ts';

export interface CallLimits {
  readonly idleMs: number;
  readonly sweepMs: number;
  /** What may wait for a peer that does not read. */
  readonly pendingMaxBytes: number;
}

const usualLimits: CallLimits = { idleMs: 60_000, sweepMs: 5_000, pendingMaxBytes: 4 * 1_024 * 1_024 };
const connectMs = 5_000;

export interface CallEvents {
  /** A connection is on its way: what is sent on it now goes first. */
  onDialled?(address: Address, connection: Connection): void;
  onFrame(connection: Connection, body: Uint8Array, address: Address): void;
  /** These messages never left. `isRefused`: nobody listens there. */
  onUndelivered(to: Address, bodies: readonly Uint8Array[], isRefused: boolean): void;
  /** A connection that had been open ended without our doing. */
  onLost(address: Address): void;
}

export interface Calls extends Disposable {
  send(to: Address, body: Uint8Array): void;
  /** Ends our connection with this address at once; what waits on it is lost. */
  hangUp(to: Address): void;
  /** Our connection with this address, or the one on its way. */
  get(to: Address): Connection | undefined;
  count(): number;
}

/** `isKept` names the addresses whose connections stay open though idle. */
export function openCalls(
  events: CallEvents,
  isKept: (address: Address) => boolean,
  limits: Partial<CallLimits> = {},
): Calls {
  const { idleMs, sweepMs, pendingMaxBytes } = { ...usualLimits, ...limits };
  const calls = new Map<Address, Connection>();
  let isOpen = true;

  function call(address: Address): Connection {
    const connection = dial(address, {
      onFrame: (from, body) => events.onFrame(from, body, address),
      onClosed(closed, unsent, error) {
        if (calls.get(address) === closed) calls.delete(address);
        if (!isOpen) return;
        const isRefused = error?.code === 'ECONNREFUSED';
        if (unsent.length > 0) events.onUndelivered(address, unsent, isRefused);
        else if (closed.endedBy !== 'us') events.onLost(address);
      },
    });
    calls.set(address, connection);
    events.onDialled?.(address, connection);
    return connection;
  }

  const sweep = setInterval(() => {
    for (const [address, connection] of calls) {
      if (performance.now() - connection.usedAt > idleMs && !isKept(address)) connection.close();
    }
  }, sweepMs);
  sweep.unref();

  return {
    count: () => calls.size,
    get: (to) => calls.get(to),
    hangUp(to) {
      calls.get(to)?.destroy();
      calls.delete(to);
    },
    send(to, body) {
      if (!isOpen) return;
      const kept = calls.get(to);
      const connection = kept === undefined || kept.isClosed || kept.endedBy !== undefined ? call(to) : kept;
      // A peer that does not read (stopped, or stuck) must not fill our memory: what is over the bound is lost.
      if (connection.pendingBytes < pendingMaxBytes) connection.send(body);
    },
    [Symbol.dispose]() {
      isOpen = false;
      clearInterval(sweep);
      for (const connection of calls.values()) connection.close();
    },
  };
}

/** Opens one connection of its own to an address; frames may be sent on it at once. */
export function dial(address: Address, events: ConstructorParameters<typeof Connection>[1]): Connection {
  const socket = connect({ ...endpointOf(address), allowHalfOpen: true });
  const deadline = setTimeout(() => socket.destroy(), connectMs);
  const settle = (): void => clearTimeout(deadline);
  socket.once('connect', settle);
  socket.once('close', settle);
  return new Connection(socket, events);
}
