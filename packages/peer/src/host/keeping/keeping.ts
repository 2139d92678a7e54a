// The keeper of one peer at work: its pure core, and what carries out what that asks for. Speaks with the ring's core through the peer.

import {
  askedAt,
  partnerAt,
  initialKeeper,
  keep,
  keeperWakeAt,
  ringTerritory,
  ringInputOf,
  viewOf,
  type Charter,
  type KeeperEffect,
  type KeeperInput,
  type KeeperMessage,
  type KeeperState,
} from '../../keys/index.ts';
import type { Address, Contact, Input, LookupOutcome, Notice, RingState } from '../../ring/index.ts';
import type { ValueStore } from '../../store/index.ts';
import { CoreLoop } from '../core-loop.ts';
import type { SettledOptions } from '../options.ts';
import { remoteFailure } from '../peer-error.ts';
import type { Sockets } from '../sockets.ts';
import { CallDesk, firstCallTag } from './call-desk.ts';
import { Carrier } from './carrier.ts';
import { DiskDesk } from './disk-desk.ts';
import { WaitingBytes } from './waiting-bytes.ts';

export interface KeepingDoor {
  readonly options: SettledOptions;
  readonly self: Contact;
  readonly store: ValueStore;
  readonly sockets: Pick<Sockets, 'send' | 'passage'>;
  readonly toRing: (input: Input) => void;
  readonly announce: (notice: Notice) => void;
  /** Monotonic, in ms. */
  readonly clock: () => number;
}

/** Numbers of values and of their bytes. */
interface Load {
  readonly count: number;
  readonly bytes: number;
}

/** A copy that all holders have, and that is not ours to hold, goes after that. */
const graceMs = 600_000;

export class Keeping implements Disposable {
  readonly calls: CallDesk;
  readonly carrier: Carrier;
  readonly waiting: WaitingBytes;
  readonly #door: KeepingDoor;
  readonly #loop: CoreLoop<KeeperState, KeeperInput, KeeperEffect>;
  readonly #disk: DiskDesk;
  #departing: PromiseWithResolvers<void> | undefined;

  constructor(door: KeepingDoor) {
    this.#door = door;
    const { options, self, store, sockets, announce, clock } = door;
    const give = (input: KeeperInput): void => this.#loop.deliver(input);
    const { passage } = sockets;
    const speaker = { ring: options.ring, self: () => self, failure: remoteFailure, passage };
    this.waiting = new WaitingBytes(store);
    this.#disk = new DiskDesk({ store, waiting: this.waiting, give });
    this.calls = new CallDesk({ waiting: this.waiting, give, limitMs: Math.max(3 * options.pingMs, 5_000) });
    const { waiting } = this;
    const holders = (): readonly Contact[] => this.#holders();
    const disk = this.#disk;
    this.carrier = new Carrier({ speaker, self, store, waiting, disk, give, announce, holders });
    this.#loop = new CoreLoop<KeeperState, KeeperInput, KeeperEffect>(
      { step: keep, wakeAt: keeperWakeAt },
      firstState(door),
      { perform: (effect) => this.#perform(effect) },
      clock,
    );
    this.#loop.start();
  }

  /** All that this peer holds, heads only. */
  get ledger(): KeeperState['ledger'] {
    return this.#loop.state.ledger;
  }

  /** How much is held here, and how much of it is this peer's own. */
  load(): { readonly held: Load; readonly owned: Load } {
    const { ledger } = this;
    return { held: ledger, owned: ledger.sizeOf(ringTerritory(this.#loop.state)) };
  }

  /** Who holds what this peer owns. */
  #holders(): readonly Contact[] {
    const { tenure } = this.#loop.state;
    return tenure === undefined || tenure.isSuspended ? [] : tenure.holders;
  }

  /** This peer is about to become one of the first members of a ring. */
  found(): void {
    this.#loop.deliver({ kind: 'found' });
  }

  /** The ring has made a step. */
  onRing(before: RingState | undefined, state: RingState): void {
    const view = viewOf(state, before);
    if (view !== undefined) this.#loop.deliver({ kind: 'view', view });
  }

  received(from: Contact, message: KeeperMessage): void {
    // Whoever speaks of values lives.
    this.#door.toRing({ kind: 'heard', from });
    this.#loop.deliver({ kind: 'received', from, message });
  }

  undelivered(address: Address, message: KeeperMessage): void {
    const to = askedAt(this.#loop.state, address, message);
    if (to !== undefined) this.#loop.deliver({ kind: 'undelivered', to, message });
  }

  /** A connection with this address has ended. When it matters to us whether that peer lives, it is asked at once. */
  linkLost(address: Address): void {
    const contact = partnerAt(this.#loop.state, address);
    if (contact !== undefined) this.#door.toRing({ kind: 'doubt', contact });
  }

  /** A walk has ended. False: it was none of ours. */
  onLookup(tag: number, outcome: LookupOutcome): boolean {
    if (tag > 0 && tag < firstCallTag) return false;
    this.#loop.deliver({ kind: 'owner', tag, outcome });
    return true;
  }

  /** Resolves when others hold everything that this peer holds. */
  async depart(): Promise<void> {
    if (this.#departing === undefined) {
      this.#departing = Promise.withResolvers<void>();
      this.#loop.deliver({ kind: 'depart' });
    }
    await this.#departing.promise;
  }

  #perform(effect: KeeperEffect): void {
    const { sockets, toRing, announce } = this.#door;
    switch (effect.kind) {
      case 'send':
        return sockets.send(effect.to.address, effect.message, 'stream');
      case 'ship':
        return void this.carrier.ship(effect);
      case 'receive':
        return void this.carrier.receive(effect);
      case 'deliver':
        return void this.calls.deliver(effect);
      case 'call-ended':
        return this.calls.end(effect.tag, effect.outcome);
      case 'announce':
        return announce(effect.notice);
      case 'may-leave':
        return this.#departing?.resolve();
      case 'find':
      case 'doubt': {
        const input = ringInputOf(effect);
        return input === undefined ? undefined : toRing(input);
      }
      default:
        return this.#disk.perform(effect);
    }
  }

  /** Whoever waits for something hears that this peer has stopped. */
  end(message: string): void {
    this.calls.endAll(message);
    this[Symbol.dispose]();
  }

  [Symbol.dispose](): void {
    this.#loop[Symbol.dispose]();
    this.waiting[Symbol.dispose]();
  }
}

function firstState({ options, self, store, clock }: KeepingDoor): KeeperState {
  const { space, replicas, successorsMax, pingMs, seed } = options;
  const now = clock();
  const wallOffsetMs = Date.now() - now;
  const kept = { entries: store.entries(), charter: charterOf(store.charter()) };
  const rules = { space, replicas, successorsMax, pingMs, wallOffsetMs, graceMs };
  return initialKeeper(rules, self, kept, seed, now);
}

/** The store has checked that it is what this peer once wrote. */
function charterOf(text: string | undefined): Charter | undefined {
  if (text === undefined) return undefined;
  const charter: Charter = JSON.parse(text);
  return charter;
}
