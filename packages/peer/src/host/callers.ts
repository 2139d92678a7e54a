// Who speaks on a connection that others opened. A peer is believed to be at the address it names once it has repeated, on this very
// connection, a number that was sent to that address; so nobody speaks in the name of a peer elsewhere. Until then what it says waits.

import { randomInt } from 'node:crypto';
import type { Connection } from '../net/connection.ts';
import type { Address } from '../ring/index.ts';

const waitingMax = 64;
const askAgainMs = 200;
const numbersMax = 2 ** 47;

interface Caller {
  readonly address: Address;
  readonly n: number;
  askedAt: number;
  isProven: boolean;
  waiting: (() => void)[];
}

export interface CallerEvents {
  /** Sends the number to that address. */
  ask(address: Address, n: number): void;
  onProven(connection: Connection, address: Address): void;
}

export class Callers {
  readonly #events: CallerEvents;
  readonly #callers = new WeakMap<Connection, Caller>();

  constructor(events: CallerEvents) {
    this.#events = events;
  }

  /** Delivers what was said, now or once the caller is proven. False when it named another address before, or says too much unproven. */
  hear(connection: Connection, address: Address, deliver: () => void): boolean {
    const now = performance.now();
    const known = this.#callers.get(connection);
    if (known !== undefined && known.address !== address) return false;
    if (known?.isProven === true) {
      deliver();
      return true;
    }
    const caller = known ?? {
      address,
      n: randomInt(numbersMax),
      askedAt: Number.NEGATIVE_INFINITY,
      isProven: false,
      waiting: [],
    };
    this.#callers.set(connection, caller);
    if (caller.waiting.length >= waitingMax) return false;
    caller.waiting.push(deliver);
    if (now - caller.askedAt >= askAgainMs) {
      // Asked again with what it says later: the first question may have gone to a former life of the peer there.
      caller.askedAt = now;
      this.#events.ask(address, caller.n);
    }
    return true;
  }

  /** Has somebody named an address on this connection? */
  isKnown(connection: Connection): boolean {
    return this.#callers.has(connection);
  }

  /** A number came back on this connection. */
  prove(connection: Connection, n: number): void {
    const caller = this.#callers.get(connection);
    if (caller === undefined || caller.isProven || caller.n !== n) return;
    caller.isProven = true;
    this.#events.onProven(connection, caller.address);
    const { waiting } = caller;
    caller.waiting = [];
    for (const deliver of waiting) deliver();
  }
}
