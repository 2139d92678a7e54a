// Bringing bytes to a peer, where they wait until somebody says what they are.

import { createHash } from 'node:crypto';
import type { Address } from '../ring/index.ts';
import { Transfer, type Speaker } from './transfer.ts';

const commitMs = 60_000;

export interface PutTerms {
  /** Under which they wait there. */
  readonly id: string;
  readonly size: number;
  /** Whoever owns what they are for is to bring them to its holders as they come. */
  readonly isForHolders: boolean;
  /** They may wait there already, under this id. */
  readonly sameAs: string | null;
}

/** Bytes on their way to a peer. Disposing of it breaks off what was not finished. */
export class Putting implements Disposable {
  readonly #transfer: Transfer;
  /** They were there before. */
  readonly wasThere: boolean;
  #isDone: boolean;

  private constructor(transfer: Transfer, wasThere: boolean) {
    this.#transfer = transfer;
    this.wasThere = wasThere;
    this.#isDone = wasThere;
  }

  /** Resolves when the peer has room for them, or has them. Rejects with that peer's reason. */
  static async begin(to: Address, speaker: Speaker, terms: PutTerms): Promise<Putting> {
    const transfer = Transfer.to(to, speaker);
    try {
      await transfer.tell({ kind: 'put', n: 1, ...terms });
      const { kind } = await transfer.hear(['put-go', 'put-done']);
      return new Putting(transfer, kind === 'put-done');
    } catch (error) {
      transfer[Symbol.dispose]();
      throw error;
    }
  }

  /** All of them; see `Transfer.giveChunks`. */
  async giveChunks(
    chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
    size: number,
    onChunk?: (chunk: Uint8Array) => void,
  ): Promise<void> {
    await this.#transfer.giveChunks(chunks, size, onChunk);
  }

  /** Some of them; the caller may change them once this has resolved. */
  async giveLent(chunk: Uint8Array): Promise<void> {
    await this.#transfer.giveLent(chunk);
  }

  /** All of them have been given. Resolves when the peer has them for certain. */
  async finish(sha256: Uint8Array): Promise<void> {
    await this.#transfer.tell({ kind: 'put-end', n: 1, sha256 });
    await this.#transfer.hear('put-done', commitMs);
    this.#isDone = true;
  }

  [Symbol.dispose](): void {
    if (this.#isDone) this.#transfer[Symbol.dispose]();
    else this.#transfer.breakOff();
  }
}

export interface Given {
  readonly chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
  /** When it is known; else it is found out on the way. */
  readonly sha256?: Uint8Array;
}

/** Brings all of them; resolves with their SHA-256. Rejects with that peer's reason. */
export async function putBytes(
  to: Address,
  speaker: Speaker,
  terms: PutTerms,
  { chunks, sha256: known }: Given,
): Promise<Uint8Array> {
  using putting = await Putting.begin(to, speaker, terms);
  if (putting.wasThere && known !== undefined) return known;
  const hash = createHash('sha256');
  const note = known === undefined ? (chunk: Uint8Array) => void hash.update(chunk) : undefined;
  await putting.giveChunks(chunks, terms.size, note);
  const sha256 = known ?? hash.digest();
  await putting.finish(sha256);
  return sha256;
}
