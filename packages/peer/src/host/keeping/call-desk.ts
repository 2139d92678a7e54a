// What clients of this peer want of the ring: hands it to the keeper's core and turns what comes back into an answer, or into an error in words.

import { Buffer } from 'node:buffer';
import { createHash, randomUUID } from 'node:crypto';
import {
  inlineMaxBytes,
  type Call,
  type CallOutcome,
  type Entry,
  type KeeperEffect,
  type KeeperInput,
} from '../../keys/index.ts';
import type { Contact, Identifier } from '../../ring/index.ts';
import { PeerError, type PeerErrorCode } from '../peer-error.ts';
import type { ValueSource } from '../value-source.ts';
import { endingOf } from './endings.ts';
import type { WaitingBytes } from './waiting-bytes.ts';

/** A name, and the position whose first peer at or after it keeps the value. */
export interface Named {
  readonly name: string;
  readonly place: Identifier;
}

/** What takes a value in. It may be called again, from the beginning, when the value did not arrive whole. */
export type Receiver = (
  entry: Entry,
  from: { readonly bytes: Uint8Array } | { readonly peer: Contact },
) => Promise<void>;

export type Stored = Extract<CallOutcome, { readonly kind: 'stored' }>;
export type Delivered = Extract<CallOutcome, { readonly kind: 'delivered' }>;

export interface CallDoor {
  readonly waiting: WaitingBytes;
  readonly give: (input: KeeperInput) => void;
  /** How long an operation may look for an owner that takes it, in ms. */
  readonly limitMs: number;
}

interface Waiter {
  readonly receive: Receiver | undefined;
  readonly end: PromiseWithResolvers<CallOutcome>;
  /** Why the value could not be taken in here. */
  refusal: unknown;
}

/** Tags of lookups are below. */
export const firstCallTag: number = 2 ** 40;

export class CallDesk {
  readonly #door: CallDoor;
  readonly #waiters = new Map<number, Waiter>();
  #tag = firstCallTag;

  constructor(door: CallDoor) {
    this.#door = door;
  }

  /** Resolves once every holder has it on its disk. Rejects with PeerError; `isDefinite` false: it may be stored all the same. */
  async store(named: Named, source: ValueSource): Promise<Stored> {
    const request = randomUUID();
    if (source.size > inlineMaxBytes) {
      const sha256 = await hashOf(source);
      this.#door.waiting.lend(request, source, sha256);
      try {
        return await this.storeWaiting(named, request, source.size, sha256);
      } finally {
        await this.#door.waiting.forget(request);
      }
    }
    return await this.storeBytes(named, request, await bytesOf(source));
  }

  /** Stores a small value. The same request may be said again: it is obeyed once. */
  async storeBytes(named: Named, request: string, bytes: Uint8Array): Promise<Stored> {
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    return await this.#store(named, { request, bytes: bytes.length, sha256, content: { bytes } });
  }

  /** Stores bytes that wait here under the number of the request. */
  async storeWaiting(named: Named, request: string, bytes: number, sha256: string): Promise<Stored> {
    return await this.#store(named, { request, bytes, sha256, content: { parked: request } });
  }

  async #store(named: Named, wish: Omit<Extract<Call['wish'], { kind: 'store' }>, 'kind'>): Promise<Stored> {
    const outcome = await this.#call(named, { kind: 'store', ...wish }, undefined);
    if (outcome.kind !== 'stored') throw new Error('a store ended as a request');
    return outcome;
  }

  /** Rejects with PeerError: `not-found` is an answer, `unavailable` is none. */
  async request(named: Named, receive: Receiver): Promise<Delivered> {
    const outcome = await this.#call(named, { kind: 'request' }, receive);
    if (outcome.kind !== 'delivered') throw new Error('a request ended as a store');
    return outcome;
  }

  async #call(
    { name, place }: Named,
    wish: Call['wish'],
    receive: Receiver | undefined,
  ): Promise<Exclude<CallOutcome, { kind: 'failed' }>> {
    const { give, limitMs } = this.#door;
    const tag = this.#tag++;
    const waiter: Waiter = { receive, end: Promise.withResolvers<CallOutcome>(), refusal: undefined };
    this.#waiters.set(tag, waiter);
    give({ kind: 'call', tag, name, key: place, wish, limitMs });
    const outcome = await waiter.end.promise;
    if (outcome.kind !== 'failed') return outcome;
    if (waiter.refusal instanceof PeerError) throw waiter.refusal;
    const { code, message, isDefinite, route } = outcome;
    throw new PeerError(errorCodes[code], message, { isDefinite, route });
  }

  async deliver({ tag, entry, from }: Extract<KeeperEffect, { kind: 'deliver' }>): Promise<void> {
    const waiter = this.#waiters.get(tag);
    if (waiter?.receive === undefined) return;
    const taking = waiter.receive(entry, from);
    taking.catch((error: unknown) => {
      if (error instanceof PeerError && error.code === 'cannot-write') waiter.refusal = error;
    });
    const ending = await endingOf(taking);
    const isOurs = waiter.refusal !== undefined && ending.kind === 'failed';
    // Trying again would not help.
    this.#door.give({ kind: 'delivered', tag, ending: isOurs ? { ...ending, code: 'disk-failed' } : ending });
  }

  end(tag: number, outcome: CallOutcome): void {
    this.#waiters.get(tag)?.end.resolve(outcome);
    this.#waiters.delete(tag);
  }

  /** The peer has stopped: nobody waits for ever. */
  endAll(message: string): void {
    for (const tag of this.#waiters.keys())
      this.end(tag, { kind: 'failed', code: 'timeout', isDefinite: false, message, route: [] });
  }
}

async function bytesOf(source: ValueSource): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of source.chunks()) chunks.push(chunk);
  return Buffer.concat(chunks);
}

async function hashOf(source: ValueSource): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of source.chunks()) hash.update(chunk);
  return hash.digest('hex');
}

const errorCodes: Readonly<Record<Extract<CallOutcome, { kind: 'failed' }>['code'], PeerErrorCode>> = {
  'not-owner': 'unavailable',
  unready: 'unavailable',
  unavailable: 'unavailable',
  'not-found': 'not-found',
  'disk-full': 'refused',
  'disk-failed': 'refused',
  timeout: 'timeout',
};
