// Brings the bytes of large values to other peers, fetches them, and answers those who do. Flat memory; what breaks off leaves nothing.

import { Buffer } from 'node:buffer';
import { type Entry, type KeeperEffect, type KeeperInput } from '../../keys/index.ts';
import type { Connection } from '../../net/connection.ts';
import { Conversation, ConversationError } from '../../net/conversation.ts';
import { putBytes } from '../../net/put.ts';
import { fetchBytes, Transfer } from '../../net/transfer.ts';
import type { Contact, Notice } from '../../ring/index.ts';
import { StoreError, type StoredValue, type ValueStore } from '../../store/index.ts';
import type { HostMessage } from '../../wire/index.ts';
import { PeerError } from '../peer-error.ts';
import { giveBytes, refuse, takeBytes } from '../transfer.ts';
import type { DiskDesk } from './disk-desk.ts';
import { endingOf } from './endings.ts';
import { idAtHolders, Relay, type RelayDoor } from './relay.ts';
import type { WaitingBytes } from './waiting-bytes.ts';

export interface CarrierDoor extends RelayDoor {
  readonly self: Contact;
  readonly store: ValueStore;
  readonly waiting: WaitingBytes;
  readonly disk: DiskDesk;
  readonly give: (input: KeeperInput) => void;
  readonly announce: (notice: Notice) => void;
}

type Effect<Kind extends KeeperEffect['kind']> = Extract<KeeperEffect, { readonly kind: Kind }>;
export type TransferMessage = Extract<HostMessage, { readonly kind: 'put' | 'get' }>;

const servedMax = 64;

export class Carrier {
  readonly #door: CarrierDoor;
  readonly #relay: Relay;
  #served = 0;

  constructor(door: CarrierDoor) {
    this.#door = door;
    this.#relay = new Relay(door);
  }

  async ship({ token, to, id, entry, from }: Effect<'ship'>): Promise<void> {
    const { speaker, waiting, disk, give } = this.#door;
    const isForHolders = 'parked' in from;
    const chunks = isForHolders ? waiting.chunks(from.parked) : disk.chunksOf(from.slot, entry);
    const park = isForHolders ? undefined : disk.parkOf(from.slot);
    const sameAs = park !== undefined && this.#relay.takeBrought(park, to) ? idAtHolders(park) : null;
    const given = { chunks, sha256: Buffer.from(entry.sha256, 'hex') };
    const terms = { id, size: entry.bytes, isForHolders, sameAs };
    const ending = await endingOf(putBytes(to.address, speaker, terms, given));
    this.#noteSpoiled(entry.name, ending.kind === 'failed' ? ending.code : undefined);
    give({ kind: 'ended', token, ending });
  }

  async receive({ token, from, id, entry }: Effect<'receive'>): Promise<void> {
    const ending = await endingOf(this.#receive(from, id, entry));
    this.#door.give({ kind: 'ended', token, ending });
  }

  async #receive(from: Contact, id: string, entry: Entry): Promise<void> {
    await using taking = await this.#door.waiting.take(id, entry.bytes);
    await this.fetch(from, entry, (chunk) => taking.write(chunk), true);
    await taking.finish(entry.sha256);
  }

  /** The bytes of that version from whoever has it, this peer included. They are not checked on the way. */
  async fetch(
    from: Contact,
    entry: Entry,
    write: (chunk: Uint8Array) => Promise<void>,
    isCopy: boolean,
  ): Promise<void> {
    const { self, speaker } = this.#door;
    if (from.id !== self.id) {
      const { name, bytes, sha256 } = entry;
      return await fetchBytes(
        from.address,
        speaker,
        { name, size: bytes, sha256: Buffer.from(sha256, 'hex') },
        write,
        isCopy,
      );
    }
    await using value = await this.#open(entry.name, entry.sha256);
    await this.#noting(entry.name, async () => {
      for await (const chunk of value.chunks()) await write(chunk);
    });
  }

  async #open(name: string, sha256: string): Promise<StoredValue> {
    const { store } = this.#door;
    try {
      const value = await store.open(name, undefined, 'on-the-way');
      if (value?.entry.sha256 === sha256) return value;
      await value?.close();
    } catch (error) {
      if (error instanceof StoreError) this.#noteSpoiled(name, error.code);
      throw error;
    }
    throw new PeerError('unavailable', `that version of ${name} is not here any more; ask again`);
  }

  /** What turns out to be damaged while it is read is said, to be mended. */
  async #noting(name: string, reading: () => Promise<void>): Promise<void> {
    try {
      await reading();
    } catch (error) {
      if (error instanceof StoreError) this.#noteSpoiled(name, error.code);
      throw error;
    }
  }

  #noteSpoiled(name: string, code: string | undefined): void {
    if (code === 'damaged') this.#door.give({ kind: 'spoiled', name });
  }

  /** Another peer, or a client, brings bytes or fetches a value. */
  async serve(from: Contact | undefined, message: TransferMessage, connection: Connection): Promise<void> {
    const { self, speaker } = this.#door;
    using transfer = new Transfer(Conversation.over(connection), speaker, from?.address);
    if (this.#served >= servedMax) {
      const words = `peer ${self.id} has ${servedMax} transfers under way; try again later`;
      return await refuse(transfer, message.n, new PeerError('unavailable', words));
    }
    this.#served += 1;
    try {
      if (message.kind === 'put') await this.#servePut(transfer, message);
      else await this.#serveGet(transfer, from, message);
    } catch (error) {
      if (error instanceof ConversationError) {
        const what = message.kind === 'get' ? message.name : message.id;
        const words = `The transfer of ${what} (${message.kind}) was broken off: ${error.message}`;
        this.#door.announce({ event: 'trouble', code: 'broken-transfer', message: words });
      }
      await refuse(transfer, message.n, error);
    } finally {
      this.#served -= 1;
    }
  }

  async #servePut(
    transfer: Transfer,
    { n, id, size, isForHolders, sameAs }: Extract<TransferMessage, { kind: 'put' }>,
  ): Promise<void> {
    const { waiting } = this.#door;
    if (sameAs !== null && (await waiting.callAlso(sameAs, id)))
      return await transfer.tell({ kind: 'put-done', n });
    await using taking = await waiting.take(id, size);
    if (!isForHolders) return await takeBytes(transfer, n, size, taking);
    using relaying = await this.#relay.begin(id, size);
    await takeBytes(transfer, n, size, {
      write: (chunk) => both(taking.write(chunk), relaying.write(chunk)),
      finish: (sha256) => both(taking.finish(sha256), relaying.finish(sha256)),
    });
  }

  async #serveGet(
    transfer: Transfer,
    from: Contact | undefined,
    { n, name, sha256, isCopy }: Extract<TransferMessage, { kind: 'get' }>,
  ): Promise<void> {
    const { announce } = this.#door;
    await using value = await this.#open(name, Buffer.from(sha256).toString('hex'));
    if (!isCopy) announce({ event: 'sending', name, to: from?.id ?? null });
    await this.#noting(name, async () => {
      // Not in the middle of the bytes: there is no room for words.
      await giveBytes(transfer, n, value).catch((error: unknown) => {
        transfer.breakOff();
        throw error;
      });
    });
    if (!isCopy) announce({ event: 'sent', name, bytes: value.entry.bytes });
  }
}

/** Resolves when both have ended; rejects when the first one has failed. */
async function both(here: Promise<void>, there: Promise<void>): Promise<void> {
  await Promise.all([here, there]);
}
