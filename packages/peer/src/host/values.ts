// Store and request at this peer: find the owner, then move the bytes straight to it or from it. And the other side: being the owner.

import { createHash } from 'node:crypto';
import type { Connection } from '../net/connection.ts';
import { Conversation, ConversationError } from '../net/conversation.ts';
import type { Contact, Identifier, LookupOutcome, Notice, Purpose } from '../ring/index.ts';
import { StoreError, type ValueStore } from '../store/index.ts';
import type { HostMessage } from '../wire/index.ts';
import type { RequestOutcome, StoreOutcome } from './outcomes.ts';
import { PeerError } from './peer-error.ts';
import { openReceivedFile } from './received-file.ts';
import { Takings } from './taking.ts';
import { getFrom, giveValue, putAt, takePut, Transfer, type Speaker } from './transfer.ts';
import type { ValueSource } from './value-source.ts';

/** What values need from the rest of the host. */
export interface ValuesDoor {
  readonly speaker: Speaker;
  readonly store: ValueStore;
  readonly self: () => Contact;
  /** How long an operation may look for an owner that takes it. */
  readonly limitMs: number;
  readonly find: (name: string, purpose: Purpose) => Promise<LookupOutcome>;
  readonly keyOf: (name: string) => Identifier;
  /** Is this peer the owner of the name, as far as it knows? */
  readonly isOwner: (name: string) => boolean;
  readonly announce: (notice: Notice) => void;
}

const againMs = 200;
const transfersMax = 64;

export class Values {
  readonly #door: ValuesDoor;
  readonly #takings: Takings;
  #transfers = 0;

  constructor(door: ValuesDoor) {
    this.#door = door;
    this.#takings = new Takings(door);
  }

  /** Stores at the owner; resolves once the value is safe on its disk. */
  async store(name: string, source: ValueSource): Promise<StoreOutcome> {
    return await this.#atOwner(name, 'store', async (owner, route) => {
      if (owner.id === this.#door.self().id) await this.#keep(name, source);
      else await putAt(owner, this.#door.speaker, name, source);
      this.#door.announce({ event: 'stored', name, bytes: source.size, source: source.source });
      return { owner: owner.id, route, bytes: source.size, copies: '1/1', source: source.source };
    });
  }

  async #keep(name: string, source: ValueSource): Promise<void> {
    const { announce, self } = this.#door;
    await using taking = await this.#takings.begin(name, source.size);
    announce({ event: 'store-accepted', name, from: self().id });
    const hash = createHash('sha256');
    for await (const chunk of source.chunks()) {
      hash.update(chunk);
      await taking.write(chunk);
    }
    await taking.commit(hash.digest());
  }

  /** Fetches the value into the file at `path`, checked against its SHA-256. */
  async request(name: string, path: string): Promise<RequestOutcome> {
    return await this.#atOwner(name, 'request', async (owner, route) => {
      const isOwn = owner.id === this.#door.self().id;
      const bytes = isOwn ? await this.#copyOwn(name, path) : await this.#fetch(owner, name, path);
      this.#door.announce({ event: 'received', name, bytes, path });
      return { owner: owner.id, route, bytes, path };
    });
  }

  async #copyOwn(name: string, path: string): Promise<number> {
    await using value = await this.#door.store.open(name);
    if (value === undefined) throw notFound(name, this.#door.self().id);
    this.#door.announce({ event: 'value-here', name });
    await using file = await openReceivedFile(path);
    for await (const chunk of value.chunks()) await file.write(chunk);
    await file.finish(Buffer.from(value.entry.sha256, 'hex'));
    return value.entry.bytes;
  }

  async #fetch(owner: Contact, name: string, path: string): Promise<number> {
    const { speaker, announce } = this.#door;
    await using file = await openReceivedFile(path);
    const began = async (): Promise<void> => {
      announce({ event: 'value-at', name, owner: owner.id });
      announce({ event: 'receiving', name, owner: owner.id });
    };
    const { size, sha256 } = await getFrom(owner, speaker, name, began, (chunk) => file.write(chunk));
    await file.finish(sha256);
    return size;
  }

  /** Owners change while the ring heals: one that is gone, or no longer the owner, is looked for again until the limit. */
  async #atOwner<Outcome>(
    name: string,
    purpose: Purpose,
    act: (owner: Contact, route: readonly Identifier[]) => Promise<Outcome>,
  ): Promise<Outcome> {
    const deadline = performance.now() + this.#door.limitMs;
    for (;;) {
      const found = await this.#door.find(name, purpose);
      if (found.kind === 'failed') {
        throw new PeerError('unavailable', `${name}: ${found.message}`, { route: found.route });
      }
      try {
        return await act(found.owner, found.route);
      } catch (error) {
        const { isPassing, words } = whatFailed(error, name, found.owner.id, found.route);
        if (!isPassing || performance.now() >= deadline) throw words;
        await new Promise((resolve) => {
          setTimeout(resolve, againMs);
        });
      }
    }
  }

  /** The owner's side: another peer stores here, or asks for a value. */
  async serve(from: Contact | undefined, message: HostMessage, connection: Connection): Promise<void> {
    if (message.kind !== 'put' && message.kind !== 'get') return;
    using transfer = new Transfer(Conversation.over(connection), this.#door.speaker);
    if (this.#transfers >= transfersMax) {
      const words = `peer ${this.#door.self().id} has ${transfersMax} transfers under way; try again later`;
      return await transfer
        .tell({ kind: 'failed', n: message.n, code: 'unavailable', isDefinite: true, message: words })
        .catch(() => undefined);
    }
    this.#transfers += 1;
    try {
      if (message.kind === 'put') await this.#servePut(transfer, from, message.n, message.name, message.size);
      else await this.#serveGet(transfer, from, message.n, message.name);
    } catch (error) {
      this.#refuse(transfer, message, error);
    } finally {
      this.#transfers -= 1;
    }
  }

  async #servePut(
    transfer: Transfer,
    from: Contact | undefined,
    n: number,
    name: string,
    size: number,
  ): Promise<void> {
    this.#insistOnOwning(name);
    await using taking = await this.#takings.begin(name, size);
    this.#door.announce({ event: 'store-accepted', name, from: from?.id ?? null });
    await takePut(transfer, n, size, taking);
  }

  async #serveGet(transfer: Transfer, from: Contact | undefined, n: number, name: string): Promise<void> {
    const { announce, self, store } = this.#door;
    this.#insistOnOwning(name);
    await using value = await store.open(name);
    if (value === undefined) throw notFound(name, self().id);
    announce({ event: 'value-here', name });
    announce({ event: 'sending', name, to: from?.id ?? null });
    await giveValue(transfer, n, value);
    announce({ event: 'sent', name, bytes: value.entry.bytes });
  }

  #insistOnOwning(name: string): void {
    const { isOwner, self } = this.#door;
    if (!isOwner(name)) throw new PeerError('not-owner', `peer ${self().id} does not own ${name}`);
  }

  #refuse(
    transfer: Transfer,
    { n, name, kind }: Extract<HostMessage, { kind: 'put' | 'get' }>,
    error: unknown,
  ): void {
    const { words } = whatFailed(error, name, this.#door.self().id, []);
    const { code, isDefinite, message } = words;
    if (error instanceof ConversationError) {
      this.#door.announce({
        event: 'trouble',
        code: 'broken-transfer',
        message: `The transfer of ${name} (${kind}) was broken off: ${error.message}`,
      });
    }
    transfer.tell({ kind: 'failed', n, code, isDefinite, message }).catch(() => undefined);
  }
}

function notFound(name: string, owner: Identifier): PeerError {
  return new PeerError('not-found', `${name} is not stored: peer ${owner} owns it and does not have it`);
}

/** Every failure in the words of a PeerError; `isPassing`: looking for the owner once more may help. */
function whatFailed(
  error: unknown,
  name: string,
  owner: Identifier,
  route: readonly Identifier[],
): { readonly isPassing: boolean; readonly words: PeerError } {
  if (error instanceof PeerError) {
    const { code, message, isDefinite } = error;
    return {
      isPassing: code === 'not-owner',
      words: new PeerError(code, message, { cause: error, isDefinite, route }),
    };
  }
  if (error instanceof ConversationError) {
    const words = new PeerError('unavailable', `${name}: peer ${owner}: ${error.message}; try again`, {
      cause: error,
      route,
    });
    return { isPassing: error.code !== 'silent', words };
  }
  if (error instanceof StoreError) {
    const isDefinite = error.code !== 'unsure';
    return {
      isPassing: false,
      words: new PeerError('refused', error.message, { cause: error, isDefinite, route }),
    };
  }
  if (error instanceof Error && 'code' in error) {
    const message = `${name}: the file system of peer ${owner} failed (${String(error.code)})`;
    return {
      isPassing: false,
      words: new PeerError('refused', message, { cause: error, isDefinite: false, route }),
    };
  }
  throw error;
}
