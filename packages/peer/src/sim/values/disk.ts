// A simulated disk: what a peer keeps, and what a crash leaves of it. Everything takes a while and is done in order; what is done survives, unless the
// disk lies. Values are told apart by a few bytes, however long they are said to be.

import { isNewer, stampOf, type Charter, type Ending, type Entry, type Former } from '../../keys/index.ts';
import type { Chance } from '../chance.ts';
import type { Clock } from '../clock.ts';

export interface Value {
  readonly entry: Entry;
  readonly content: Uint8Array;
  /** Some of its bytes have changed since. */
  readonly isRotten: boolean;
}

/** What a disk does, and may be changed at any time. */
export interface DiskConditions {
  /** How long one access takes. */
  readonly delayMs: readonly [least: number, most: number];
  readonly isFull: boolean;
  /** It says that bytes are safe, and a power cut takes what came within so long before. 0: it says the truth. */
  readonly lieMs: number;
}

export const goodDisk: DiskConditions = { delayMs: [0.2, 2], isFull: false, lieMs: 0 };

/** Where bytes come from: given, or parked under that id. */
export type Source = { readonly bytes: Uint8Array } | { readonly parked: string };

interface Access {
  readonly act: () => Ending;
  readonly done: (ending: Ending) => void;
}

interface Lie {
  readonly at: number;
  readonly name: string;
  readonly before: Value | undefined;
}

const done: Ending = { kind: 'done' };

export class Disk {
  readonly values: Map<string, Value> = new Map();
  /** Losers of conflicts. */
  readonly aside: Value[] = [];
  charter: Charter | undefined;
  conditions: DiskConditions = goodDisk;
  readonly #clock: Pick<Clock, 'now' | 'at'>;
  readonly #chance: Chance;
  #slots = new Map<string, Value>();
  #parked = new Map<string, Uint8Array>();
  #queue: Access[] = [];
  #freeAt = 0;
  /** Grows with every crash: what was asked for before is not answered. */
  #life = 0;
  #lies: Lie[] = [];

  constructor(clock: Pick<Clock, 'now' | 'at'>, chance: Chance) {
    this.#clock = clock;
    this.#chance = chance;
  }

  stage(slot: string, entry: Entry, source: Source, end: (ending: Ending) => void): void {
    this.#later(() => {
      const content = this.#take(source);
      if (content === undefined) return { kind: 'failed', code: 'gone', message: 'nothing is parked there' };
      if (this.conditions.isFull) return full();
      this.#slots.set(slot, { entry, content, isRotten: false });
      return done;
    }, end);
  }

  commit(slot: string, former: Former, end: (ending: Ending) => void): void {
    this.#later(() => {
      const value = this.#slots.get(slot);
      if (value === undefined) return { kind: 'failed', code: 'gone', message: 'nothing is staged there' };
      this.#slots.delete(slot);
      this.#put(value, former);
      return done;
    }, end);
  }

  keep(entry: Entry, source: Source, former: Former, end: (ending: Ending) => void): void {
    this.#later(() => {
      const content = this.#take(source);
      if (content === undefined) return { kind: 'failed', code: 'gone', message: 'nothing is parked there' };
      if (this.conditions.isFull) return full();
      this.#put({ entry, content, isRotten: false }, former);
      return done;
    }, end);
  }

  drop(slot: string): void {
    this.#later(() => {
      this.#slots.delete(slot);
      return done;
    });
  }

  remove(name: string, end: (ending: Ending) => void): void {
    this.#later(() => {
      this.values.delete(name);
      return done;
    }, end);
  }

  saveCharter(charter: Charter, end: (ending: Ending) => void): void {
    this.#later(() => {
      this.charter = charter;
      return done;
    }, end);
  }

  /** Reads values: those whose bytes are not what they were are said to be damaged. */
  read(
    names: readonly string[],
    end: (
      values: readonly Value[],
      failed: readonly { readonly name: string; readonly isDamaged: boolean }[],
    ) => void,
  ): void {
    const values: Value[] = [];
    const failed: { readonly name: string; readonly isDamaged: boolean }[] = [];
    this.#later(
      () => {
        for (const name of names) {
          const value = this.values.get(name);
          if (value === undefined || value.isRotten)
            failed.push({ name, isDamaged: value?.isRotten === true });
          else values.push(value);
        }
        return done;
      },
      () => end(values, failed),
    );
  }

  /** Bytes of a large value have come by themselves. */
  park(id: string, content: Uint8Array): Ending {
    if (this.conditions.isFull) return full();
    this.#parked.set(id, content);
    return done;
  }

  /** The bytes in a slot, under a name, or parked; undefined when there are none, or they are damaged. */
  bytesOf(
    from: { readonly slot: string; readonly name: string } | { readonly parked: string },
  ): Uint8Array | undefined {
    if ('parked' in from) return this.#parked.get(from.parked);
    const value = this.#slots.get(from.slot) ?? this.values.get(from.name);
    return value === undefined || value.isRotten ? undefined : value.content;
  }

  /** Its process ends, or its machine loses power: of what was asked for and not done, some is done and the rest never. */
  crash(isPowerCut: boolean): void {
    const until = this.#chance.below(this.#queue.length + 1);
    for (const { act } of this.#queue.slice(0, until)) act();
    this.#queue = [];
    this.#life += 1;
    this.#freeAt = this.#clock.now;
    this.#slots = new Map();
    this.#parked = new Map();
    if (isPowerCut) this.#undo();
    this.#lies = [];
  }

  /** Some byte changes. */
  rot(name: string): void {
    const value = this.values.get(name);
    if (value !== undefined) this.values.set(name, { ...value, isRotten: true });
  }

  /** Of the names that it said are safe: those that a power cut would take now. */
  atRisk(): readonly string[] {
    return this.#freshLies().map(({ name }) => name);
  }

  #freshLies(): readonly Lie[] {
    const since = this.#clock.now - this.conditions.lieMs;
    return this.#lies.filter(({ at }) => at >= since);
  }

  #undo(): void {
    for (const { name, before } of this.#freshLies().toReversed()) {
      if (before === undefined) this.values.delete(name);
      else this.values.set(name, before);
    }
  }

  /** The newest version stays, in whatever order they come. */
  #put(value: Value, former: Former): void {
    const { name } = value.entry;
    const before = this.values.get(name);
    const isOlder =
      before !== undefined && !before.isRotten && !isNewer(stampOf(value.entry), stampOf(before.entry));
    if (isOlder) return;
    if (before !== undefined && former === 'keep-aside') this.aside.push(before);
    this.values.set(name, value);
    if (this.conditions.lieMs > 0) this.#lies.push({ at: this.#clock.now, name, before });
  }

  #take(source: Source): Uint8Array | undefined {
    if ('bytes' in source) return source.bytes;
    const content = this.#parked.get(source.parked);
    this.#parked.delete(source.parked);
    return content;
  }

  /** One access after the other. */
  #later(act: () => Ending, end: (ending: Ending) => void = () => undefined): void {
    const { now } = this.#clock;
    const [least, most] = this.conditions.delayMs;
    const access: Access = { act, done: end };
    const life = this.#life;
    this.#queue.push(access);
    this.#freeAt = Math.max(this.#freeAt, now) + this.#chance.between(least, most);
    this.#clock.at(this.#freeAt, () => {
      if (life !== this.#life) return;
      this.#queue.shift();
      access.done(access.act());
    });
  }
}

function full(): Ending {
  return { kind: 'failed', code: 'disk-full', message: 'no room is left on the disk' };
}
