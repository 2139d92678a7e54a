// The peer's sockets under one roof: the same port on TCP and UDP, messages in and out. Bytes become messages here and nowhere else.

import type { Address, Channel, Contact, IdentifierSpace, Message } from '../ring/index.ts';
import { openCalls } from '../net/calls.ts';
import type { Connection } from '../net/connection.ts';
import { decode, encode, type HostMessage } from '../wire/index.ts';
import { openPair, resolved } from './socket-pair.ts';

export interface SocketEvents {
  onMessage(from: Contact, message: Message, channel: Channel): void;
  /** A message that only a host answers, and the connection to answer on. `from` is absent for who is no member. */
  onHostMessage(from: Contact | undefined, message: HostMessage, connection: Connection): void;
  onUndelivered(to: Address, message: Message, isRefused: boolean): void;
  onLinkLost(address: Address): void;
  onGarbage(source: string, reason: string): void;
  /** A peer whose connections stay open though idle. */
  isWatched(address: Address): boolean;
}

export interface Sockets extends AsyncDisposable {
  readonly address: Address;
  /** From now on we speak and hear as this peer; what came before is dropped. */
  begin(self: Contact, events: SocketEvents): void;
  send(to: Address, message: Message, channel: Channel): void;
  reply(connection: Connection, message: HostMessage): void;
  /** Connections open now, both ways. */
  count(): number;
}

export interface SocketOptions {
  readonly listen: Address;
  readonly ring: string;
  readonly space: IdentifierSpace;
}

interface Begun {
  readonly self: Contact;
  readonly events: SocketEvents;
}

/** Binds both sockets; rejects with PeerError `port-taken` or `bad-option`. */
export async function openSockets({ listen, ring, space }: SocketOptions): Promise<Sockets> {
  let begun: Begun | undefined;

  function received(body: Uint8Array, source: string, channel: Channel, connection: Connection | undefined): void {
    if (begun === undefined) return;
    const { events } = begun;
    const decoded = decode(body, space);
    if (decoded.kind === 'garbage') return events.onGarbage(source, decoded.reason);
    const { from, message } = decoded.envelope;
    if (decoded.envelope.ring !== ring) {
      return events.onGarbage(source, `a message of the ring ${JSON.stringify(decoded.envelope.ring)}`);
    }
    if (connection !== undefined) pair.listener.name(connection, from?.address ?? `guest ${source}`);
    if (isHostMessage(message)) {
      if (connection === undefined) return events.onGarbage(source, `${message.kind} does not belong in a datagram`);
      return events.onHostMessage(from, message, connection);
    }
    if (from === undefined) return events.onGarbage(source, `${message.kind} from somebody who is no member`);
    if (connection === undefined && from.address !== source) return events.onGarbage(source, `claims to be at ${from.address}`);
    events.onMessage(from, message, channel);
  }

  function undelivered(to: Address, bodies: readonly Uint8Array[], isRefused: boolean): void {
    for (const body of bodies) {
      const decoded = decode(body, space);
      if (decoded.kind === 'garbage' || isHostMessage(decoded.envelope.message)) continue;
      begun?.events.onUndelivered(to, decoded.envelope.message, isRefused);
    }
  }

  const isKept = (address: Address): boolean => begun?.events.isWatched(address) ?? false;
  const onFrame = (connection: Connection, body: Uint8Array): void => received(body, connection.remoteHost, 'stream', connection);
  const onLost = (address: Address): void => begun?.events.onLinkLost(address);
  const onDatagram = (bytes: Uint8Array, from: Address): void => received(bytes, from, 'datagram', undefined);
  const pair = await openPair(await resolved(listen), { onDatagram, onFrame, onLost, isKept });
  const calls = openCalls({ onFrame, onUndelivered: undelivered, onLost }, isKept);

  return {
    address: pair.address,
    count: () => calls.count() + pair.listener.count(),
    begin(self, events) {
      begun = { self, events };
    },
    send(to, message, channel) {
      if (begun === undefined) return;
      const body = encode({ ring, from: begun.self, message });
      if (channel === 'datagram') pair.datagrams.send(to, body);
      else calls.send(to, body);
    },
    reply(connection, message) {
      connection.send(encode({ ring, from: begun?.self, message }));
    },
    async [Symbol.asyncDispose]() {
      calls[Symbol.dispose]();
      await Promise.all([pair.listener[Symbol.asyncDispose](), pair.datagrams[Symbol.asyncDispose]()]);
    },
  };
}

const hostKinds: ReadonlySet<string> = new Set<HostMessage['kind']>([
  'ask-status',
  'status',
  'ask-lookup',
  'lookup-done',
  'failed',
  'put',
  'put-go',
  'put-end',
  'put-done',
  'get',
  'value',
]);

function isHostMessage(message: Message | HostMessage): message is HostMessage {
  return hostKinds.has(message.kind);
}
