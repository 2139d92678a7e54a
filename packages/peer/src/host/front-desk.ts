// Answers those who are no members: observers that ask for status, clients that look names up, store and request, and whoever brings or fetches bytes.

import { Buffer } from 'node:buffer';
import { stampOf } from '../keys/index.ts';
import type { Connection } from '../net/connection.ts';
import type { Contact } from '../ring/index.ts';
import type { PeerStatus } from '../survey/status.ts';
import { keysAtOnce, type HostMessage } from '../wire/index.ts';
import type { GarbageCount } from './garbage.ts';
import type { Carrier } from './keeping/carrier.ts';
import type { LookupDone } from './outcomes.ts';
import { PeerError } from './peer-error.ts';
import type { Sockets } from './sockets.ts';
import type { ValueDesk } from './value-desk.ts';

export interface FrontDeskDoor {
  readonly sockets: Pick<Sockets, 'reply'>;
  readonly carrier: Carrier;
  readonly values: ValueDesk;
  readonly garbage: GarbageCount;
  readonly status: () => PeerStatus;
  readonly lookup: (name: string) => Promise<LookupDone>;
}

export class FrontDesk {
  readonly #door: FrontDeskDoor;

  constructor(door: FrontDeskDoor) {
    this.#door = door;
  }

  /** `from` is absent for who is no member. */
  answer(from: Contact | undefined, message: HostMessage, connection: Connection): void {
    const { sockets, carrier, values, garbage, status } = this.#door;
    switch (message.kind) {
      case 'ask-status':
        return sockets.reply(connection, { kind: 'status', n: message.n, status: status() });
      case 'ask-keys': {
        const { n, after } = message;
        return sockets.reply(connection, { kind: 'keys', n, ...values.keys(after, keysAtOnce) });
      }
      case 'ask-lookup':
        return this.#reply(connection, message.n, this.#lookUp(message.n, message.name));
      case 'ask-store':
        return this.#reply(connection, message.n, this.#store(message));
      case 'ask-request':
        return this.#reply(connection, message.n, this.#request(message.n, message.name));
      case 'put':
      case 'get':
        return void carrier.serve(from, message, connection);
      default:
        garbage.add(connection.remoteHost, `${message.kind} that nobody waits for`);
    }
  }

  #reply(connection: Connection, n: number, answering: Promise<HostMessage>): void {
    void this.#answerWith(connection, n, answering);
  }

  async #answerWith(connection: Connection, n: number, answering: Promise<HostMessage>): Promise<void> {
    const { sockets } = this.#door;
    try {
      sockets.reply(connection, await answering);
    } catch (error) {
      if (!(error instanceof PeerError)) throw error;
      const { code, isDefinite, message, route } = error;
      sockets.reply(connection, { kind: 'failed', n, code, isDefinite, message, route });
    }
  }

  async #lookUp(n: number, name: string): Promise<HostMessage> {
    const { key, owner, route } = await this.#door.lookup(name);
    return { kind: 'lookup-done', n, key, owner, route };
  }

  async #store(asked: Extract<HostMessage, { kind: 'ask-store' }>): Promise<HostMessage> {
    const { n, name, ...value } = asked;
    const { key, owner, route, stamp, holders, wanted } = await this.#door.values.storeFor(name, value);
    return { kind: 'store-done', n, key, owner, route, stamp, holders, wanted };
  }

  async #request(n: number, name: string): Promise<HostMessage> {
    const { key, route, entry, isSure, content, at, owner } = await this.#door.values.requestFor(name);
    const { bytes: size, sha256 } = entry;
    return {
      kind: 'request-done',
      n,
      key,
      owner,
      at,
      route,
      stamp: stampOf(entry),
      size,
      sha256: Buffer.from(sha256, 'hex'),
      isSure,
      content,
    };
  }
}
