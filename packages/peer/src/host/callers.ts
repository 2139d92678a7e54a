// Who speaks on a connection that others opened. A caller is believed to be at the address it names once a datagram from that very
// address has named the number that this connection began with; so nobody speaks in the name of a peer elsewhere. Until then it waits.

import type { Connection } from '../net/connection.ts';
import type { Address } from '../ring/index.ts';

/** Nothing more is read from a caller with so many messages that wait; what was read already still joins them. */
const waitingMax = 64;
const readMax = 8_192;
const askAfterMs = 200;
const addressesMax = 1_024;
const numbersMax = 8;

interface Caller {
  address: Address | undefined;
  /** The number that its connection began with. */
  offered: number | undefined;
  isProven: boolean;
  isAsked: boolean;
  waiting: (() => void)[];
}

export interface CallerEvents {
  /** The greeting may be lost: asks the peer at that address for another one. */
  ask(address: Address): void;
  onProven(connection: Connection, address: Address): void;
}

export class Callers {
  readonly #events: CallerEvents;
  readonly #callers = new WeakMap<Connection, Caller>();
  /** The numbers that were named by datagrams of an address lately. */
  readonly #greetings = new Map<Address, readonly number[]>();
  readonly #unproven = new Map<Address, Set<Connection>>();

  constructor(events: CallerEvents) {
    this.#events = events;
  }

  #caller(connection: Connection): Caller {
    const known = this.#callers.get(connection);
    if (known !== undefined) return known;
    const caller: Caller = {
      address: undefined,
      offered: undefined,
      isProven: false,
      isAsked: false,
      waiting: [],
    };
    this.#callers.set(connection, caller);
    return caller;
  }

  /** Has a peer's address been named on this connection, or a number offered? */
  isKnown(connection: Connection): boolean {
    return this.#callers.has(connection);
  }

  /** The connection begins with this number. Only the first one counts. */
  offer(connection: Connection, n: number): void {
    const caller = this.#caller(connection);
    caller.offered ??= n;
    this.#prove(connection, caller);
  }

  /** A datagram from this address named a number. */
  greet(address: Address, n: number): void {
    const [oldest] = this.#greetings.keys();
    if (this.#greetings.size >= addressesMax && oldest !== undefined) this.#greetings.delete(oldest);
    const others = this.#greetings.get(address) ?? [];
    this.#greetings.delete(address);
    this.#greetings.set(address, [...others, n].slice(-numbersMax));
    for (const connection of this.#unproven.get(address) ?? [])
      this.#prove(connection, this.#caller(connection));
  }

  /** Delivers what was said, now or once the caller is proven. False when it named another address before, or says too much unproven. */
  hear(connection: Connection, address: Address, deliver: () => void): boolean {
    const caller = this.#caller(connection);
    caller.address ??= address;
    if (caller.address !== address) return false;
    if (!caller.isProven) this.#prove(connection, caller);
    if (caller.isProven) {
      deliver();
      return true;
    }
    if (caller.waiting.length >= readMax) return false;
    caller.waiting.push(deliver);
    if (caller.waiting.length >= waitingMax) connection.pause();
    this.#await(connection, caller, address);
    return true;
  }

  #await(connection: Connection, caller: Caller, address: Address): void {
    const same = [...(this.#unproven.get(address) ?? [])].filter((each) => !each.isClosed);
    this.#unproven.set(address, new Set([...same, connection]));
    if (!caller.isAsked) this.#askLater(connection, caller, address);
  }

  /** Again and again: what asks for the greeting, and the greeting, may be lost. */
  #askLater(connection: Connection, caller: Caller, address: Address): void {
    caller.isAsked = true;
    setTimeout(() => {
      if (connection.isClosed) return this.#forget(connection, address);
      if (caller.isProven) return;
      this.#events.ask(address);
      this.#askLater(connection, caller, address);
    }, askAfterMs).unref();
  }

  #forget(connection: Connection, address: Address): void {
    const same = this.#unproven.get(address);
    same?.delete(connection);
    if (same?.size === 0) this.#unproven.delete(address);
  }

  #prove(connection: Connection, caller: Caller): void {
    const { address, offered, waiting } = caller;
    if (caller.isProven || address === undefined || offered === undefined) return;
    if (this.#greetings.get(address)?.includes(offered) !== true) return;
    caller.isProven = true;
    caller.waiting = [];
    this.#forget(connection, address);
    this.#events.onProven(connection, address);
    for (const deliver of waiting) deliver();
    connection.resume();
  }
}
