// A value that comes to be kept here. The host makes its head until the replication core does: a version of this peer's, no receipts.

import { nextVersion, type Entry } from '../keys/index.ts';
import type { Contact, Identifier } from '../ring/index.ts';
import { StoreError, wholeBytesMax, type Source, type ValueStore } from '../store/index.ts';
import { PeerError } from './peer-error.ts';

/** Takes in the bytes of one value. Disposing of it drops what was not committed. */
export interface Taking extends AsyncDisposable {
  write(chunk: Uint8Array): Promise<void>;
  /** Resolves when the value will survive a power cut. Refused unless number and SHA-256 of the bytes are those that were promised. */
  commit(sha256: Uint8Array): Promise<void>;
}

export interface TakingsDoor {
  readonly store: ValueStore;
  readonly self: () => Contact;
  readonly keyOf: (name: string) => Identifier;
}

export class Takings {
  readonly #door: TakingsDoor;
  #begun = 0;
  #lastMs = 0;

  constructor(door: TakingsDoor) {
    this.#door = door;
  }

  /** Refused when there is no room for so many bytes, before any of them is taken. Small values are gathered, large ones parked on the disk. */
  async begin(name: string, bytes: number): Promise<Taking> {
    const { store } = this.#door;
    try {
      await store.admit(bytes);
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
      throw new PeerError('refused', `${name}: ${error.message}`, { cause: error });
    }
    return bytes <= wholeBytesMax ? this.#gather(name, bytes) : await this.#park(name, bytes);
  }

  #gather(name: string, bytes: number): Taking {
    const chunks: Uint8Array[] = [];
    return {
      async write(chunk) {
        chunks.push(new Uint8Array(chunk));
      },
      commit: (sha256) => this.#keep(name, bytes, sha256, { bytes: Buffer.concat(chunks) }),
      async [Symbol.asyncDispose]() {},
    };
  }

  async #park(name: string, bytes: number): Promise<Taking> {
    const { store } = this.#door;
    this.#begun += 1;
    const id = `${name} (${this.#begun})`;
    const park = await store.beginPark(id, bytes);
    return {
      write: (chunk) => park.write(chunk),
      commit: async (sha256) => {
        await park.finish(hex(sha256));
        await this.#keep(name, bytes, sha256, { parked: id });
      },
      [Symbol.asyncDispose]: () => store.dropPark(id),
    };
  }

  async #keep(name: string, bytes: number, sha256: Uint8Array, source: Source): Promise<void> {
    const { store, self, keyOf } = this.#door;
    // Two that come in one millisecond, or while the clock goes back, are two versions.
    this.#lastMs = Math.max(Date.now(), this.#lastMs + 1);
    const { id, epoch } = self();
    const former = store.entryOf(name)?.version;
    const version = nextVersion(former, { by: id, life: epoch, wallMs: this.#lastMs });
    const entry: Entry = { name, key: keyOf(name), version, bytes, sha256: hex(sha256), receipts: [] };
    await store.keep(entry, source, 'drop');
  }
}

function hex(sha256: Uint8Array): string {
  return Buffer.from(sha256).toString('hex');
}
