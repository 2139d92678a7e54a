// One running peer: what its program, its runner or a test may ask of it. What the core asks in turn is performed at the end of the file.

import { join } from 'node:path';
import {
  initialState,
  isIdentifier,
  type Address,
  type Contact,
  type Effect,
  type Identifier,
  type Input,
  type Notice,
} from '../ring/index.ts';
import { ownsKey } from '../ring/routing.ts';
import type { LifeRecord, ValueStore } from '../store/index.ts';
import type { PeerStatus } from '../survey/status.ts';
import { ContactsKeeper } from './contacts-keeper.ts';
import { FrontDesk } from './front-desk.ts';
import { GarbageCount } from './garbage.ts';
import { Lookups } from './lookups.ts';
import type { SettledOptions } from './options.ts';
import { settleJoin } from './joining.ts';
import type { JoinOutcome, LookupDone, NamedPeer, RequestOutcome, StoreOutcome } from './outcomes.ts';
import { PeerError } from './peer-error.ts';
import { RingLoop } from './ring-loop.ts';
import type { Sockets } from './sockets.ts';
import { bytesSource, fileSource, ownSource } from './value-source.ts';
import { Values } from './values.ts';

/** All that a peer is made of, opened already. */
export interface PeerParts {
  readonly options: SettledOptions;
  readonly self: Contact;
  readonly sockets: Sockets;
  readonly store: ValueStore;
  readonly life: LifeRecord;
  /** Whom the former life knew. */
  readonly stored: readonly Contact[];
  readonly onNotice: (notice: Notice) => void;
}

const leaveLimitMs = 3_000;
/** Monotonic, in ms. */
const clock: () => number = performance.now.bind(performance);

export class Peer implements AsyncDisposable {
  /** From now on what this peer sends suffers these rules and no others, for tests of rings. They end with the peer. */
  readonly setLinks: Sockets['setLinks'];
  readonly #parts: PeerParts;
  readonly #loop: RingLoop;
  readonly #values: Values;
  readonly #keeper: ContactsKeeper;
  readonly #garbage: GarbageCount;
  readonly #lookups: Lookups;
  readonly #ended = Promise.withResolvers<string>();
  #joining: PromiseWithResolvers<JoinOutcome> | undefined;
  #closing: Promise<void> | undefined;

  constructor(parts: PeerParts) {
    this.#parts = parts;
    const { options, self, sockets, store } = parts;
    this.setLinks = sockets.setLinks;
    const { space, successorsMax, routing, pingMs } = options;
    const state = initialState({ space, successorsMax, routing, pingMs }, self, options.seed);
    this.#loop = new RingLoop(state, (effect) => this.#perform(effect), clock);
    this.#lookups = new Lookups(options, (input) => this.#deliver(input));
    this.#keeper = new ContactsKeeper(parts.life);
    this.#garbage = new GarbageCount((message) => this.#announce({ event: 'debug', message }), clock);
    this.#values = new Values({
      speaker: { ring: options.ring, self: () => self },
      store,
      self: () => self,
      limitMs: Math.max(3 * pingMs, 5_000),
      find: (name, purpose) => this.#lookups.find(name, this.#lookups.keyOf(name), purpose),
      isOwner: (name) => ownsKey(this.#loop.state, this.#lookups.placeOf(this.#lookups.keyOf(name)), true),
      announce: (notice) => this.#announce(notice),
    });
    const desk = new FrontDesk({
      sockets,
      values: this.#values,
      garbage: this.#garbage,
      status: () => this.status(),
      lookup: (name) => this.lookup(name),
    });
    sockets.begin(self, {
      onMessage: (from, message, channel) => this.#deliver({ kind: 'received', from, message, channel }),
      onHostMessage: (from, message, connection) => desk.answer(from, message, connection),
      onUndelivered: (to, message, isRefused) =>
        this.#deliver({ kind: 'undelivered', to, message, isRefused }),
      onLinkLost: (address) => this.#deliver({ kind: 'link-lost', address }),
      onGarbage: (source, reason) => this.#garbage.add(source, reason),
      isWatched: (address) => this.#loop.state.watches.some((watch) => watch.contact.address === address),
    });
  }

  get id(): Identifier {
    return this.#parts.self.id;
  }

  /** `host:port`, on TCP and UDP. */
  get address(): Address {
    return this.#parts.self.address;
  }

  /** Resolves, with the reason, when this peer's life in the ring is over and its sockets are closed. */
  get ended(): Promise<string> {
    return this.#ended.promise;
  }

  /** Messages that could not be understood since the start. */
  get garbageCount(): number {
    return this.#garbage.total;
  }

  /** Becomes a first member whose next peers are known. They need not run yet. */
  init(successors: readonly NamedPeer[]): void {
    this.#insistOnIdle();
    const { id: ownId, space } = this.#parts.options;
    const succ = successors
      .filter(({ id }) => id !== ownId)
      .map(({ id, address }) => {
        if (!isIdentifier(space, id)) throw new PeerError('bad-option', `${id} is no id of this ring`);
        return { id, epoch: 0, address };
      });
    this.#deliver({ kind: 'init', succ });
  }

  /** Becomes a ring of one. */
  create(): void {
    this.#insistOnIdle();
    this.#deliver({ kind: 'create' });
  }

  /** Joins through the peer at `via`, or through whom a former life knew. Rejects with `id-in-use` or `timeout` (60 s); the peer is closed then. */
  async join(via?: Address): Promise<JoinOutcome> {
    this.#insistOnIdle();
    const { stored } = this.#parts;
    if (via === this.address || (via === undefined && stored.length === 0)) {
      const why = via === undefined ? 'knows nobody to join through' : 'cannot join through itself';
      throw new PeerError('bad-option', `peer ${this.id} ${why}; name a peer of the ring`);
    }
    this.#joining = Promise.withResolvers<JoinOutcome>();
    this.#deliver({ kind: 'join', via: via === undefined ? [] : [via], stored });
    return await this.#joining.promise;
  }

  #insistOnIdle(): void {
    const { phase } = this.#loop.state;
    if (phase !== 'idle')
      throw new PeerError('bad-phase', `peer ${this.id} is ${phase} already; start another peer`);
  }

  /** Says good-bye to the neighbours and closes; resolves when the sockets are closed. `isForced`: waits for no answer. */
  async leave(isForced: boolean = false): Promise<void> {
    this.#deliver({ kind: 'leave', isForced });
    const limit = setTimeout(() => void this.#close('left the ring unheard'), leaveLimitMs);
    await this.ended;
    clearTimeout(limit);
  }

  /** Stores the bytes of a file; without one, those of `<name>.pdf` in this peer's folder, else an empty value. Rejects with PeerError. */
  async store(
    name: string,
    from: { readonly path?: string | undefined; readonly bytes?: Uint8Array | undefined } = {},
  ): Promise<StoreOutcome> {
    this.#lookups.keyOf(name);
    const { folder } = this.#parts.options;
    const { path, bytes } = from;
    const own = folder === undefined ? undefined : join(folder, `${name}.pdf`);
    // Only a name of digits is ever looked for as a file: no other name becomes a path.
    const ownPath = /^\d+$/.test(name) ? own : undefined;
    const source =
      bytes !== undefined
        ? bytesSource(bytes)
        : path !== undefined
          ? await fileSource(path)
          : await ownSource(ownPath);
    return await this.#values.store(name, source);
  }

  /** Fetches a value into a file; without a path, `received_<name>.pdf` in this peer's folder. Rejects with PeerError, `not-found` among its codes. */
  async request(name: string, path?: string): Promise<RequestOutcome> {
    const key = this.#lookups.keyOf(name);
    const word = /^\d+$/.test(name) ? name : `key-${key}`;
    return await this.#values.request(
      name,
      path ?? join(this.#parts.options.folder ?? '.', `received_${word}.pdf`),
    );
  }

  /** Who owns the name, and by which route we learnt it. */
  async lookup(name: string): Promise<LookupDone> {
    return await this.#lookups.lookup(name);
  }

  /** This peer's own snapshot, as observers see it. */
  status(): PeerStatus {
    const { phase, version, pred, succ, self } = this.#loop.state;
    const { ring, bits, successorsMax, pingMs } = this.#parts.options;
    const keys = this.#parts.store.count;
    return { ...self, phase, version, pred, succ, keys, ring, bits, successorsMax, pingMs };
  }

  /** Ends at once, without a word to the neighbours. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.#close('closed');
  }

  #deliver(input: Input): void {
    this.#loop.deliver(input);
    this.#keeper.keep(this.#loop.state);
  }

  #perform(effect: Effect): void {
    switch (effect.kind) {
      case 'send':
        return this.#parts.sockets.send(effect.to, effect.message, effect.channel);
      case 'hang-up':
        return this.#parts.sockets.hangUp(effect.to);
      case 'announce':
        return this.#announce(effect.notice);
      case 'lookup-ended':
        return this.#lookups.end(effect.tag, effect.outcome);
      case 'end':
        return void this.#close(effect.message);
    }
  }

  #announce(notice: Notice): void {
    if (this.#joining !== undefined) settleJoin(this.#joining, notice);
    this.#parts.onNotice(notice);
  }

  async #close(why: string): Promise<void> {
    this.#closing ??= (async () => {
      const { sockets, store } = this.#parts;
      this.#loop[Symbol.dispose]();
      this.#joining?.reject(new PeerError('unavailable', `peer ${this.id}: ${why}`));
      this.#lookups.endAll(`peer ${this.id} has stopped`);
      await sockets[Symbol.asyncDispose]();
      await this.#keeper[Symbol.asyncDispose]();
      await store[Symbol.asyncDispose]();
      this.#ended.resolve(why);
    })();
    await this.#closing;
  }
}
