// One running peer: what its program, its runner or a test may ask of it. What the ring's core asks in turn is done at the end of the file.

import {
  initialState,
  step,
  wakeAt,
  type Address,
  type Contact,
  type Effect,
  type Identifier,
  type Input,
  type Notice,
  type RingState,
} from '../ring/index.ts';
import { ownsKey } from '../ring/routing.ts';
import type { LifeRecord, ValueStore } from '../store/index.ts';
import type { PeerStatus } from '../survey/status.ts';
import { keysAtOnce } from '../wire/index.ts';
import { ContactsKeeper } from './contacts-keeper.ts';
import { CoreLoop } from './core-loop.ts';
import { FrontDesk } from './front-desk.ts';
import { GarbageCount } from './garbage.ts';
import { Keeping } from './keeping/keeping.ts';
import { Lookups } from './lookups.ts';
import { insistOnOther, neighbours } from './neighbours.ts';
import type { SettledOptions } from './options.ts';
import { settleJoin } from './joining.ts';
import type { JoinOutcome, LookupDone, NamedPeer, RequestOutcome, StoreOutcome } from './outcomes.ts';
import { PeerError } from './peer-error.ts';
import { receivedPath } from './received-file.ts';
import type { Sockets } from './sockets.ts';
import { ValueDesk } from './value-desk.ts';
import { chosenSource } from './value-source.ts';

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
  readonly #loop: CoreLoop<RingState, Input, Effect>;
  readonly #keeping: Keeping;
  readonly #values: ValueDesk;
  readonly #contacts: ContactsKeeper;
  readonly #garbage: GarbageCount;
  readonly #lookups: Lookups;
  readonly #ended = Promise.withResolvers<string>();
  #joining: PromiseWithResolvers<JoinOutcome> | undefined;
  #closing: Promise<void> | undefined;

  constructor(parts: PeerParts) {
    this.#parts = parts;
    const { options, self, sockets, store } = parts;
    this.setLinks = sockets.setLinks;
    const state = initialState(options, self, options.seed);
    this.#loop = new CoreLoop<RingState, Input, Effect>(
      { step, wakeAt },
      state,
      { perform: (effect) => this.#perform(effect), onStep: (before, after) => this.#onStep(before, after) },
      clock,
    );
    const toRing = (input: Input): void => this.#loop.deliver(input);
    this.#lookups = new Lookups(options, toRing);
    this.#contacts = new ContactsKeeper(parts.life);
    const announce = (notice: Notice): void => this.#announce(notice);
    this.#keeping = new Keeping({ options, self, store, sockets, toRing, announce, clock });
    this.#garbage = new GarbageCount((message) => announce({ event: 'debug', message }), clock);
    this.#values = new ValueDesk({
      keeping: this.#keeping,
      lookups: this.#lookups,
      store,
      announce,
      isOwnerOf: (place) => ownsKey(this.#loop.state, place, true),
    });
    const [values, garbage, { carrier }] = [this.#values, this.#garbage, this.#keeping];
    const lookup = (name: string): Promise<LookupDone> => this.lookup(name);
    const desk = new FrontDesk({ sockets, carrier, values, garbage, lookup, status: () => this.status() });
    sockets.begin(self, {
      onMessage: (from, message, channel) => toRing({ kind: 'received', from, message, channel }),
      onKeeperMessage: (from, message) => this.#keeping.received(from, message),
      onKeeperUndelivered: (to, message) => this.#keeping.undelivered(to, message),
      onHostMessage: (from, message, connection) => desk.answer(from, message, connection),
      onUndelivered: (to, message, isRefused) => toRing({ kind: 'undelivered', to, message, isRefused }),
      onLinkLost: (address) => {
        toRing({ kind: 'link-lost', address });
        this.#keeping.linkLost(address);
      },
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
    const succ = neighbours(successors, this.#parts.options);
    this.#keeping.found();
    this.#loop.deliver({ kind: 'init', succ });
  }

  /** Becomes a ring of one. */
  create(): void {
    this.#insistOnIdle();
    this.#keeping.found();
    this.#loop.deliver({ kind: 'create' });
  }

  /** Joins through the peer at `via`, or through whom a former life knew. Rejects with `id-in-use` or `timeout` (60 s); the peer is closed then. */
  async join(via?: Address): Promise<JoinOutcome> {
    this.#insistOnIdle();
    const { stored } = this.#parts;
    insistOnOther(this.#parts.self, via, stored);
    this.#joining = Promise.withResolvers<JoinOutcome>();
    this.#loop.deliver({ kind: 'join', via: via === undefined ? [] : [via], stored });
    return await this.#joining.promise;
  }

  #insistOnIdle(): void {
    const { phase } = this.#loop.state;
    if (phase !== 'idle')
      throw new PeerError('bad-phase', `peer ${this.id} is ${phase} already; start another peer`);
  }

  /**
   * Hands over what it holds, says good-bye to the neighbours and closes; resolves when the sockets are closed. `isForced`: hands nothing over,
   * and waits for no answer.
   */
  async leave(isForced: boolean = false): Promise<void> {
    if (!isForced && this.#loop.state.phase === 'member')
      await Promise.race([this.#keeping.depart(), this.ended]);
    this.#loop.deliver({ kind: 'leave', isForced });
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
    const source = await chosenSource(name, from, this.#parts.options.folder);
    return await this.#values.store(name, source);
  }

  /** Fetches a value into a file; without a path, `received_<name>.pdf` in this peer's folder. Rejects with PeerError, `not-found` among its codes. */
  async request(name: string, path?: string): Promise<RequestOutcome> {
    const key = this.#lookups.keyOf(name);
    return await this.#values.request(name, path ?? receivedPath(name, key, this.#parts.options.folder));
  }

  /** Who owns the name, and by which route we learnt it. */
  async lookup(name: string): Promise<LookupDone> {
    return await this.#lookups.lookup(name);
  }

  /** What it holds, by name: at most `max` of what comes after `after`. */
  keys(after: string | null = null, max: number = keysAtOnce): ReturnType<ValueDesk['keys']> {
    return this.#values.keys(after, max);
  }

  /** This peer's own snapshot, as observers see it. */
  status(): PeerStatus {
    const { phase, version, pred, succ, self } = this.#loop.state;
    const { ring, bits, successorsMax, replicas, pingMs } = this.#parts.options;
    const rules = { ring, bits, successorsMax, replicas, pingMs };
    return { ...self, phase, version, pred, succ, ...this.#values.load(), ...rules };
  }

  /** Ends at once, without a word to the neighbours. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.#close('closed');
  }

  #onStep(before: RingState, after: RingState): void {
    this.#contacts.keep(after);
    this.#keeping.onRing(before, after);
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
        if (this.#keeping.onLookup(effect.tag, effect.outcome)) return;
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
      this.#keeping.end(`peer ${this.id} has stopped`);
      await sockets[Symbol.asyncDispose]();
      await this.#contacts[Symbol.asyncDispose]();
      await store[Symbol.asyncDispose]();
      this.#ended.resolve(why);
    })();
    await this.#closing;
  }
}
