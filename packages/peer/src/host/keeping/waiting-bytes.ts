// Bytes that wait for the message that says what they are: parked on the disk as they came, or lent by a client of this peer, whose file is not copied
// unless this peer is the owner. What nobody asks for is dropped after a while.

import { StoreError, type ValueStore } from '../../store/index.ts';
import type { ValueSource } from '../value-source.ts';

const keptMs = 180_000;

interface Lent {
  readonly source: ValueSource;
  readonly sha256: string;
  parking: Promise<void> | undefined;
}

export interface Taking extends AsyncDisposable {
  write(chunk: Uint8Array): Promise<void>;
  /** The bytes are those of this SHA-256, in hexadecimal, and durable. */
  finish(sha256: string): Promise<void>;
}

export class WaitingBytes implements Disposable {
  readonly #store: ValueStore;
  readonly #lent = new Map<string, Lent>();
  /** Other ids of what waits. */
  readonly #sameAs = new Map<string, string>();
  readonly #timers = new Map<string, NodeJS.Timeout>();

  constructor(store: ValueStore) {
    this.#store = store;
  }

  /** The source can be read more than once, and stays as it is until it is forgotten. */
  lend(id: string, source: ValueSource, sha256: string): void {
    this.#lent.set(id, { source, sha256, parking: undefined });
  }

  /** Nobody needs them under that id any more. What became a value stays. */
  async forget(id: string): Promise<void> {
    clearTimeout(this.#timers.get(id));
    this.#timers.delete(id);
    const lent = this.#lent.get(id);
    this.#lent.delete(id);
    await lent?.parking?.catch(() => undefined);
    await this.#store.dropPark(id);
  }

  /** Takes in bytes of the given number. Those that came under the same id before give way. Refused, before any is taken, when there is no room. */
  async take(id: string, size: number): Promise<Taking> {
    this.#sameAs.delete(id);
    await this.#store.dropPark(id);
    const park = await this.#store.beginPark(id, size);
    return {
      write: (chunk) => park.write(chunk),
      finish: async (sha256) => {
        await park.finish(sha256);
        this.#dropLater(id);
      },
      [Symbol.asyncDispose]: () => park.abort(),
    };
  }

  /** What waits under the one id is known under the other one too. False: nothing waits there. */
  async callAlso(known: string, id: string): Promise<boolean> {
    await using parked = await this.#store.openParked(known, 'on-the-way');
    if (parked === undefined) return false;
    this.#sameAs.set(id, known);
    this.#dropLater(id);
    return true;
  }

  /** Under which id the store has it. */
  parkOf(id: string): string {
    return this.#sameAs.get(id) ?? id;
  }

  #dropLater(id: string): void {
    clearTimeout(this.#timers.get(id));
    const timer = setTimeout(() => {
      this.#timers.delete(id);
      this.#sameAs.delete(id);
      // A store that is closed by now has dropped them.
      this.#store.dropPark(id).catch(() => undefined);
    }, keptMs);
    this.#timers.set(id, timer.unref());
  }

  /** Makes sure that they are on our own disk. */
  async settle(id: string): Promise<void> {
    const lent = this.#lent.get(id);
    if (lent === undefined) return;
    lent.parking ??= this.#park(id, lent);
    await lent.parking;
  }

  async #park(id: string, { source, sha256 }: Lent): Promise<void> {
    await using taking = await this.take(id, source.size);
    for await (const chunk of source.chunks()) await taking.write(chunk);
    await taking.finish(sha256);
  }

  /** Reads them. Rejects with StoreError `unknown-park` when there are none. */
  async *chunks(id: string): AsyncIterable<Uint8Array> {
    const lent = this.#lent.get(id);
    if (lent !== undefined) return yield* lent.source.chunks();
    await using parked = await this.#store.openParked(id, 'on-the-way');
    if (parked === undefined) throw new StoreError('unknown-park', 'nothing waits there');
    yield* parked.chunks();
  }

  [Symbol.dispose](): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
  }
}
