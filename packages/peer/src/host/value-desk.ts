// Store, request and the list of keys, as programs, prompts and clients of this peer ask for them.

import { Buffer } from 'node:buffer';
import { stampOf, type Entry } from '../keys/index.ts';
import type { Contact, Identifier, Notice } from '../ring/index.ts';
import type { PeerStatus } from '../survey/status.ts';
import { StoreError, type ValueStore } from '../store/index.ts';
import type { HeldKey } from '../wire/index.ts';
import type { Delivered, Named, Stored } from './keeping/call-desk.ts';
import type { Keeping } from './keeping/keeping.ts';
import type { Lookups } from './lookups.ts';
import type { RequestOutcome, StoreOutcome } from './outcomes.ts';
import { PeerError } from './peer-error.ts';
import { openFetchedFile } from './received-file.ts';
import type { ValueSource } from './value-source.ts';

export interface ValueDeskDoor {
  readonly keeping: Keeping;
  readonly lookups: Lookups;
  readonly store: ValueStore;
  readonly announce: (notice: Notice) => void;
  /** Is this peer the owner of that position, as far as it knows? */
  readonly isOwnerOf: (place: Identifier) => boolean;
}

export class ValueDesk {
  readonly #door: ValueDeskDoor;

  constructor(door: ValueDeskDoor) {
    this.#door = door;
  }

  #named(name: string): Named {
    const { lookups } = this.#door;
    return { name, place: lookups.placeOf(lookups.keyOf(name)) };
  }

  async store(name: string, source: ValueSource): Promise<StoreOutcome> {
    const { keeping, announce, store } = this.#door;
    await admitted(name, store.admit(source.size));
    const stored = await keeping.calls.store(this.#named(name), source);
    announce({ event: 'stored', name, bytes: source.size, source: source.source });
    return { ...outcomeOf(stored), bytes: source.size, source: source.source };
  }

  /** For a client that is no member. Without content, the bytes wait under the number of the request. */
  async storeFor(
    name: string,
    { request, content, size, sha256 }: ClientValue,
  ): Promise<Stored & { readonly key: Identifier }> {
    const { keeping, lookups } = this.#door;
    const key = lookups.keyOf(name);
    const named = this.#named(name);
    try {
      const stored =
        content === null
          ? await keeping.calls.storeWaiting(named, request, size, Buffer.from(sha256).toString('hex'))
          : await keeping.calls.storeBytes(named, request, content);
      return { ...stored, key };
    } finally {
      if (content === null) await keeping.waiting.forget(request);
    }
  }

  /** Fetches the value into the file at `path`, checked against its SHA-256. */
  async request(name: string, path: string): Promise<RequestOutcome> {
    const { keeping, announce } = this.#door;
    const delivered = await keeping.calls.request(this.#named(name), async (entry, from) => {
      await using file = await openFetchedFile(path);
      if ('bytes' in from) await file.write(from.bytes);
      else await keeping.carrier.fetch(from.peer, entry, (chunk) => file.write(chunk), false);
      await file.finish(Buffer.from(entry.sha256, 'hex'));
    });
    const { owner, route, entry, isSure } = delivered;
    announce({ event: 'received', name, bytes: entry.bytes, path });
    return { owner, route, bytes: entry.bytes, path, isSure };
  }

  /** For a client: a small value whole, of a large one only who has it. */
  async requestFor(name: string): Promise<ClientAnswer> {
    const { keeping, lookups } = this.#door;
    const key = lookups.keyOf(name);
    let where: Where = { content: null, at: null };
    const delivered = await keeping.calls.request(this.#named(name), async (_, from) => {
      where = 'bytes' in from ? { content: from.bytes, at: null } : { content: null, at: from.peer };
      await Promise.resolve();
    });
    return { ...delivered, ...where, key };
  }

  /** How much is held, and owned. */
  load(): Pick<PeerStatus, 'keys' | 'bytes' | 'owned' | 'ownedBytes'> {
    const { held, owned } = this.#door.keeping.load();
    return { keys: held.count, bytes: held.bytes, owned: owned.count, ownedBytes: owned.bytes };
  }

  /** In the order of their names, at most `max` of those after `after`. */
  keys(after: string | null, max: number): { readonly keys: readonly HeldKey[]; readonly isAll: boolean } {
    const { keeping, isOwnerOf } = this.#door;
    const held = [...keeping.ledger.entries()].filter(({ name }) => after === null || name > after);
    const sorted = held.toSorted((a, b) => (a.name < b.name ? -1 : 1));
    const keys = sorted.slice(0, max).map((entry) => heldKey(entry, isOwnerOf(entry.key)));
    return { keys, isAll: sorted.length <= max };
  }
}

/** The bytes, or who has them. */
interface Where {
  readonly content: Uint8Array | null;
  readonly at: Contact | null;
}

export interface ClientAnswer extends Delivered, Where {
  readonly key: Identifier;
}

export interface ClientValue {
  readonly request: string;
  readonly content: Uint8Array | null;
  readonly size: number;
  readonly sha256: Uint8Array;
}

function heldKey(entry: Entry, isOwned: boolean): HeldKey {
  const { name, key, bytes } = entry;
  const { at, by } = stampOf(entry);
  return { name, key, bytes, at, by, isOwned };
}

function outcomeOf({ owner, route, holders, wanted, stamp }: Stored): Omit<StoreOutcome, 'bytes' | 'source'> {
  return { owner, route, holders, copies: `${holders.length}/${wanted}`, version: stamp.at };
}

/** Refused before anything is read or sent. */
async function admitted(name: string, admitting: Promise<void>): Promise<void> {
  try {
    await admitting;
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    throw new PeerError('refused', `${name}: ${error.message}`, { cause: error });
  }
}
