// A TCP listener and a UDP socket on one port, and the address that others reach them at.

import { lookup } from 'node:dns/promises';
import { addressOf, endpointOf, type Endpoint } from '../net/address.ts';
import type { Connection } from '../net/connection.ts';
import { openDatagrams, type Datagrams } from '../net/datagrams.ts';
import { openListener, type Listener } from '../net/listener.ts';
import type { Address } from '../ring/index.ts';
import { PeerError } from './peer-error.ts';

const pairTriesMax = 50;
const wildcards = new Set(['0.0.0.0', '::', '']);

export interface PairEvents {
  onDatagram(bytes: Uint8Array, from: Address): void;
  onFrame(connection: Connection, body: Uint8Array): void;
  onLost(name: string): void;
  readonly isKept: (address: Address) => boolean;
}

export interface Pair {
  readonly address: Address;
  readonly listener: Listener;
  readonly datagrams: Datagrams;
}

/** TCP and UDP on one port. A free TCP port may be taken on UDP: with port 0 the pair is tried again. */
export async function openPair(endpoint: Endpoint, events: PairEvents, tries = 1): Promise<Pair> {
  const listener = await bound(endpoint, openListener(endpoint, events, events.isKept));
  const { port } = listener;
  try {
    const datagrams = await bound({ ...endpoint, port }, openDatagrams({ ...endpoint, port }, events));
    return { address: addressOf(endpoint.host, port), listener, datagrams };
  } catch (error) {
    await listener[Symbol.asyncDispose]();
    if (endpoint.port !== 0 || tries >= pairTriesMax) throw error;
    return await openPair(endpoint, events, tries + 1);
  }
}

async function bound<Socket>(endpoint: Endpoint, opening: Promise<Socket>): Promise<Socket> {
  try {
    return await opening;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    const at = addressOf(endpoint.host, endpoint.port);
    if (code === 'EADDRINUSE') {
      const message = `${at} is taken; is this peer running already? Stop it, or choose another address with --listen`;
      throw new PeerError('port-taken', message, { cause: error });
    }
    const why =
      code === 'EADDRNOTAVAIL' ? 'no interface of this machine has that address' : String(code ?? error);
    throw new PeerError('bad-option', `cannot listen at ${at}: ${why}`, { cause: error });
  }
}

/** Contacts carry the address, so it must be one that others can reach: a name becomes an IP address, a wildcard is refused. */
export async function resolved(listen: Address): Promise<Endpoint> {
  const { host, port } = endpointOf(listen);
  if (wildcards.has(host)) {
    throw new PeerError(
      'bad-option',
      `--listen ${listen} names no single address; others must be able to reach it, such as 127.0.0.1:${port}`,
    );
  }
  try {
    return { host: (await lookup(host)).address, port };
  } catch (error) {
    throw new PeerError('bad-option', `--listen ${listen}: there is no host ${host}`, { cause: error });
  }
}
