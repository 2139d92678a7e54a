// Answers those who are no members: observers that ask for status, clients that look names up, and whoever brings or fetches a value.

import type { Connection } from '../net/connection.ts';
import type { Contact } from '../ring/index.ts';
import type { PeerStatus } from '../survey/status.ts';
import type { HostMessage } from '../wire/index.ts';
import type { GarbageCount } from './garbage.ts';
import type { LookupDone } from './outcomes.ts';
import { PeerError } from './peer-error.ts';
import type { Sockets } from './sockets.ts';
import type { Values } from './values.ts';

export interface FrontDeskDoor {
  readonly sockets: Pick<Sockets, 'reply'>;
  readonly values: Values;
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
    const { sockets, values, garbage, status } = this.#door;
    switch (message.kind) {
      case 'ask-status':
        return sockets.reply(connection, { kind: 'status', n: message.n, status: status() });
      case 'ask-lookup':
        return void this.#lookUp(message.n, message.name, connection);
      case 'put':
      case 'get':
        return void values.serve(from, message, connection);
      default:
        garbage.add(connection.remoteHost, `${message.kind} that nobody waits for`);
    }
  }

  async #lookUp(n: number, name: string, connection: Connection): Promise<void> {
    const { sockets, lookup } = this.#door;
    try {
      const { key, owner, route } = await lookup(name);
      sockets.reply(connection, { kind: 'lookup-done', n, key, owner, route });
    } catch (error) {
      if (!(error instanceof PeerError)) throw error;
      const { code, isDefinite, message } = error;
      sockets.reply(connection, { kind: 'failed', n, code, isDefinite, message });
    }
  }
}
