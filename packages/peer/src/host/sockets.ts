// The peer's sockets under one roof: the same port on TCP and UDP, messages in and out. Bytes become messages here and nowhere else.

import { randomInt } from 'node:crypto';
import { isKeeperMessage, type KeeperMessage } from '../keys/index.ts';
import type { Address, Channel, Contact, IdentifierSpace, Message } from '../ring/index.ts';
import { openCalls } from '../net/calls.ts';
import type { Connection } from '../net/connection.ts';
import { Links, type LinkRule } from '../net/links.ts';
import { decode, encode, valueKinds, type HostMessage, type WireMessage } from '../wire/index.ts';
import { Callers } from './callers.ts';
import { openPair, resolved } from './socket-pair.ts';

export interface SocketEvents {
  onMessage(from: Contact, message: Message, channel: Channel): void;
  onKeeperMessage(from: Contact, message: KeeperMessage): void;
  /** A message that only a host answers, and the connection to answer on. `from` is absent for who is no member. */
  onHostMessage(from: Contact | undefined, message: HostMessage, connection: Connection): void;
  onUndelivered(to: Address, message: Message, isRefused: boolean): void;
  onKeeperUndelivered(to: Address, message: KeeperMessage): void;
  onLinkLost(address: Address): void;
  onGarbage(source: string, reason: string): void;
  /** A peer whose connections stay open though idle. */
  isWatched(address: Address): boolean;
}

export interface Sockets extends AsyncDisposable {
  readonly address: Address;
  /** From now on we speak and hear as this peer; what came before is dropped. */
  begin(self: Contact, events: SocketEvents): void;
  send(to: Address, message: Message | KeeperMessage, channel: Channel): void;
  /** Ends our connection with this address at once. */
  hangUp(to: Address): void;
  reply(connection: Connection, message: HostMessage): void;
  /** From now on our messages suffer this on their way, and nothing else. */
  readonly setLinks: (rules: readonly LinkRule[], seed: number) => void;
  /** What is sent on connections of their own suffers it too: see `Links.passage`. */
  readonly passage: Links['passage'];
  /** Connections open now, both ways. */
  count(): number;
}

export interface SocketOptions {
  readonly listen: Address;
  readonly ring: string;
  readonly space: IdentifierSpace;
}

const numbersMax = 2 ** 47;

interface Begun {
  readonly self: Contact;
  readonly events: SocketEvents;
}

/** Binds both sockets; rejects with PeerError `port-taken` or `bad-option`. */
export async function openSockets({ listen, ring, space }: SocketOptions): Promise<Sockets> {
  let begun: Begun | undefined;

  const callers = new Callers({
    ask: (address) => greet(address, { kind: 'who' }),
    onProven: (connection, address) => pair.listener.name(connection, address, true),
  });
  /** The number that each connection of ours began with. */
  const numbers = new WeakMap<Connection, number>();

  function greet(address: Address, message: HostMessage): void {
    links.datagram(address, encode({ ring, from: begun?.self, message }));
  }

  function onDialled(address: Address, connection: Connection): void {
    const n = randomInt(numbersMax);
    numbers.set(connection, n);
    connection.send(encode({ ring, from: begun?.self, message: { kind: 'caller', n } }));
    greet(address, { kind: 'hello', n });
  }

  /** `dialled`: the address we called, when the connection is ours. */
  function received(
    body: Uint8Array,
    source: string,
    channel: Channel,
    connection?: Connection,
    dialled?: Address,
  ): void {
    if (begun === undefined) return;
    const { events } = begun;
    const decoded = decode(body, space);
    if (decoded.kind === 'garbage') return events.onGarbage(source, decoded.reason);
    const { from, message } = decoded.envelope;
    if (decoded.envelope.ring !== ring) {
      return events.onGarbage(source, `a message of the ring ${JSON.stringify(decoded.envelope.ring)}`);
    }
    if (isHostMessage(message)) {
      if (connection !== undefined) return hostReceived(events, from, message, connection);
      if (from?.address === source && isGreeting(message)) return greeted(source, message);
      return events.onGarbage(source, `${message.kind} does not belong in this datagram`);
    }
    if (from === undefined) return events.onGarbage(source, `${message.kind} from somebody who is no member`);
    if (isKeeperMessage(message) && channel === 'datagram')
      return events.onGarbage(source, `${message.kind} does not belong in a datagram`);
    const deliver = (): void =>
      isKeeperMessage(message)
        ? events.onKeeperMessage(from, message)
        : events.onMessage(from, message, channel);
    if (from.address === (connection === undefined ? source : dialled)) return deliver();
    const isHeard =
      connection !== undefined && dialled === undefined && callers.hear(connection, from.address, deliver);
    if (!isHeard) events.onGarbage(source, `claims to be at ${from.address}`);
  }

  function hostReceived(
    events: SocketEvents,
    from: Contact | undefined,
    message: HostMessage,
    connection: Connection,
  ): void {
    if (message.kind === 'caller') return callers.offer(connection, message.n);
    if (!callers.isKnown(connection)) pair.listener.name(connection, `guest ${connection.remoteHost}`, false);
    events.onHostMessage(from, message, connection);
  }

  function greeted(source: Address, message: Greeting): void {
    if (message.kind === 'hello') return callers.greet(source, message.n);
    const connection = calls.get(source);
    const n = connection === undefined ? undefined : numbers.get(connection);
    // Only where we speak with that peer is there anything to prove.
    if (n !== undefined) greet(source, { kind: 'hello', n });
  }

  function undelivered(to: Address, bodies: readonly Uint8Array[], isRefused: boolean): void {
    // From where nothing of ours arrives, nothing comes back either.
    if (links.isCut(to)) return;
    for (const body of bodies) {
      const decoded = decode(body, space);
      if (decoded.kind === 'garbage') continue;
      const { message } = decoded.envelope;
      if (isKeeperMessage(message)) begun?.events.onKeeperUndelivered(to, message);
      else if (!isHostMessage(message)) begun?.events.onUndelivered(to, message, isRefused);
    }
  }

  const isKept = (address: Address): boolean => begun?.events.isWatched(address) ?? false;
  const onFrame = (connection: Connection, body: Uint8Array): void =>
    received(body, connection.remoteHost, 'stream', connection);
  const onAnswer = (connection: Connection, body: Uint8Array, address: Address): void =>
    received(body, connection.remoteHost, 'stream', connection, address);
  const onLost = (address: Address): void => {
    if (!links.isCut(address)) begun?.events.onLinkLost(address);
  };
  const onDatagram = (bytes: Uint8Array, from: Address): void => received(bytes, from, 'datagram');
  const pair = await openPair(await resolved(listen), { onDatagram, onFrame, onLost, isKept });
  const calls = openCalls({ onDialled, onFrame: onAnswer, onUndelivered: undelivered, onLost }, isKept);
  const links = new Links({
    sendDatagram: (to, bytes) => pair.datagrams.send(to, bytes),
    sendFrame: (to, body) => calls.send(to, body),
  });

  return {
    address: pair.address,
    count: () => calls.count() + pair.listener.count(),
    begin(self, events) {
      begun = { self, events };
    },
    send(to, message, channel) {
      if (begun === undefined) return;
      const body = encode({ ring, from: begun.self, message });
      // A good-bye also goes as a datagram: who says it may be gone before it could prove its address on a new connection.
      if (channel === 'datagram' || message.kind === 'leave') links.datagram(to, body);
      if (channel === 'stream') links.frame(to, body);
    },
    hangUp: (to) => calls.hangUp(to),
    reply(connection, message) {
      connection.send(encode({ ring, from: begun?.self, message }));
    },
    setLinks: (rules, seed) => links.set(rules, seed),
    passage: async (to, isBulk, limitMs) => await links.passage(to, isBulk, limitMs),
    async [Symbol.asyncDispose]() {
      links[Symbol.dispose]();
      calls[Symbol.dispose]();
      await Promise.all([pair.listener[Symbol.asyncDispose](), pair.datagrams[Symbol.asyncDispose]()]);
    },
  };
}

const hostKinds: ReadonlySet<string> = new Set<HostMessage['kind']>([
  'who',
  'hello',
  'caller',
  'ask-status',
  'status',
  'ask-lookup',
  'lookup-done',
  'failed',
  ...valueKinds,
]);

type Greeting = Extract<HostMessage, { kind: 'who' | 'hello' }>;

function isGreeting(message: HostMessage): message is Greeting {
  return message.kind === 'who' || message.kind === 'hello';
}

function isHostMessage(message: WireMessage): message is HostMessage {
  return hostKinds.has(message.kind);
}
