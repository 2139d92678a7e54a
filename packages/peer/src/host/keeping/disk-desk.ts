// Does what the keeper's core asks of the disk, and says how it ended.

import { type Ending, type Entry, type KeeperEffect, type KeeperInput } from '../../keys/index.ts';
import { StoreError, type Source, type ValueStore } from '../../store/index.ts';
import { endingOf } from './endings.ts';
import type { WaitingBytes } from './waiting-bytes.ts';

type Kind = 'stage' | 'commit' | 'drop' | 'keep' | 'read' | 'remove' | 'save-charter';
export type DiskEffect = Extract<KeeperEffect, { readonly kind: Kind }>;

export interface DiskDoor {
  readonly store: ValueStore;
  readonly waiting: WaitingBytes;
  readonly give: (input: KeeperInput) => void;
}

export class DiskDesk {
  readonly #door: DiskDoor;
  /** Under which id the bytes of a slot wait, as long as they are no value. */
  readonly #parkOfSlot = new Map<string, string>();

  constructor(door: DiskDoor) {
    this.#door = door;
  }

  perform(effect: DiskEffect): void {
    const { store } = this.#door;
    switch (effect.kind) {
      case 'stage':
        return this.#end(effect.token, this.#stage(effect));
      case 'commit':
        this.#parkOfSlot.delete(effect.slot);
        return this.#end(effect.token, store.commit(effect.slot, effect.former));
      case 'drop':
        this.#parkOfSlot.delete(effect.slot);
        return void store.drop(effect.slot);
      case 'keep':
        return this.#end(effect.token, store.keep(effect.entry, effect.content, effect.former));
      case 'read':
        return void this.#read(effect.token, effect.names);
      case 'remove':
        return this.#end(effect.token, store.remove(effect.name, effect.stamp));
      case 'save-charter':
        return this.#end(effect.token, store.saveCharter(JSON.stringify(effect.charter)));
    }
  }

  async #stage({ slot, entry, content }: Extract<DiskEffect, { kind: 'stage' }>): Promise<void> {
    const source = 'parked' in content ? await this.#settled(slot, content.parked) : content;
    await this.#door.store.stage(slot, entry, source);
  }

  async #settled(slot: string, id: string): Promise<Source> {
    const { waiting } = this.#door;
    const parked = waiting.parkOf(id);
    await waiting.settle(parked);
    this.#parkOfSlot.set(slot, parked);
    return { parked };
  }

  /** Under which id the bytes came that are in the slot; undefined when they are no longer there, or came with a message. */
  parkOf(slot: string): string | undefined {
    return this.#parkOfSlot.get(slot);
  }

  /** The bytes of what is in the slot, or of the value that was made of it. */
  async *chunksOf(slot: string, { name, sha256 }: Pick<Entry, 'name' | 'sha256'>): AsyncIterable<Uint8Array> {
    const { store, waiting } = this.#door;
    const parked = this.#parkOfSlot.get(slot);
    if (parked !== undefined) return yield* waiting.chunks(parked);
    await using value = await store.open(name, undefined, 'on-the-way');
    if (value === undefined || value.entry.sha256 !== sha256)
      throw new StoreError('unknown-token', `that version of ${name} is not here`);
    yield* value.chunks();
  }

  #end(token: number, doing: Promise<void>): void {
    void this.#report(token, doing);
  }

  async #report(token: number, doing: Promise<void>): Promise<void> {
    const ending: Ending = await endingOf(doing);
    this.#door.give({ kind: 'ended', token, ending });
  }

  async #read(token: number, names: readonly string[]): Promise<void> {
    const values: { readonly entry: Entry; readonly bytes: Uint8Array }[] = [];
    const failed: { readonly name: string; readonly isDamaged: boolean }[] = [];
    await Promise.all(
      names.map(async (name) => {
        try {
          await using value = await this.#door.store.open(name);
          if (value === undefined) failed.push({ name, isDamaged: false });
          else values.push({ entry: value.entry, bytes: await value.bytes() });
        } catch (error) {
          if (!(error instanceof StoreError)) throw error;
          failed.push({ name, isDamaged: error.code === 'damaged' });
        }
      }),
    );
    this.#door.give({ kind: 'read', token, values, failed });
  }
}
