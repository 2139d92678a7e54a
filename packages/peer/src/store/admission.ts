// How large a value may be and whether there is room for it. Asked before anything is written; the words are the same for both stores.

import { StoreError } from './store-error.ts';

/** Room that was set apart for bytes that have not come yet. */
export interface Reservation {
  /** So many of them are written: the system counts them from now on. */
  use(bytes: number): void;
  release(): void;
}

export class Admission {
  readonly #valueBytesMax: number;
  readonly #freeBytes: () => Promise<number>;
  #reserved = 0;

  constructor(valueBytesMax: number, freeBytes: () => Promise<number>) {
    this.#valueBytesMax = valueBytesMax;
    this.#freeBytes = freeBytes;
  }

  /** Room for more bytes, now, without what was set apart. */
  async room(): Promise<number> {
    return (await this.#freeBytes()) - this.#reserved;
  }

  /** Throws StoreError when no value may have so many bytes. `what`: the value, as words may call it. */
  checkSize(bytes: number, what: string): void {
    if (!Number.isSafeInteger(bytes) || bytes < 0) {
      const message = `a size is a whole number of bytes, not ${bytes}; say how many there are`;
      throw new StoreError('wrong-size', message);
    }
    if (bytes <= this.#valueBytesMax) return;
    const message = `${what} is too large: ${bytes} bytes; this peer takes values of up to ${this.#valueBytesMax}`;
    throw new StoreError('too-large', message);
  }

  /** Rejects unless a value of so many bytes may be taken in now. */
  async admit(bytes: number, what: string): Promise<void> {
    (await this.reserve(bytes, what)).release();
  }

  /** Admits the bytes and sets room apart for them, so that values that come at once are not promised the same room. */
  async reserve(bytes: number, what: string): Promise<Reservation> {
    this.checkSize(bytes, what);
    const freeBytes = await this.#freeBytes();
    // From here on without waiting: nobody else may be promised the same room meanwhile.
    const room = freeBytes - this.#reserved;
    if (bytes > room) throw noRoom(what, bytes, room);
    let left = bytes;
    this.#reserved += bytes;
    const use = (used: number): void => {
      const counted = Math.min(used, left);
      left -= counted;
      this.#reserved -= counted;
    };
    return { use, release: () => use(left) };
  }
}

/** `what` takes more bytes than there is room for. */
export function noRoom(what: string, bytes: number, room: number): StoreError {
  return diskFull(what, `it takes ${bytes} bytes and ${Math.max(0, room)} are free`);
}

export function diskFull(what: string, why: string, cause?: unknown): StoreError {
  const message = `no room for ${what}: ${why}; free some space on the disk of this peer's folder`;
  return new StoreError('disk-full', message, { cause });
}
