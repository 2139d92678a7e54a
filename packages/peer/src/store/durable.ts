// What must be on the disk before anybody is told so: whole files that appear at once, and the folders that name them.

import { open, rename, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Writes all of `bytes` at `position`, however many calls it takes. */
export async function writeAll(file: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  let written = 0;
  while (written < bytes.length) {
    const rest = bytes.subarray(written);
    written += (await file.write(rest, 0, rest.length, position + written)).bytesWritten;
  }
}

/** So much is brought to the disk at a time: a sync of all of a large value at its end would hold up everybody else's. */
const syncEveryBytes = 32 * 1024 * 1024;

/** Brings what is written to a large file to the disk while more is written. */
export class SyncOnTheWay {
  readonly #file: FileHandle;
  #unsynced = 0;
  /** The sync under way; whether it failed is asked before the next one. */
  #syncing: Promise<void> = Promise.resolve();

  constructor(file: FileHandle) {
    this.#file = file;
  }

  /** So many bytes more have been written. Rejects when the disk failed. */
  async wrote(bytes: number): Promise<void> {
    this.#unsynced += bytes;
    if (this.#unsynced < syncEveryBytes) return;
    this.#unsynced = 0;
    await this.#syncing;
    this.#syncing = this.#file.datasync();
    this.#syncing.catch(() => undefined);
  }

  /** All of it is durable once this has resolved. */
  async finish(): Promise<void> {
    await this.#syncing;
    await this.#file.sync();
  }

  /** Nothing is done to the file any more once this has resolved. */
  async end(): Promise<void> {
    await this.#syncing.catch(() => undefined);
  }
}

/** A name that was made, moved or removed in `folder` survives a power cut once this has resolved. */
export async function syncFolder(folder: string): Promise<void> {
  await using opened = await open(folder, 'r');
  await opened.sync();
}

/** Replaces a small file at once: after a crash the old content is there or the new, whole. Calls for one path must not overlap. */
export async function replaceFile(path: string, content: string): Promise<void> {
  const temporary = `${path}.new`;
  {
    await using file = await open(temporary, 'w');
    await file.writeFile(content);
    await file.sync();
  }
  await rename(temporary, path);
  await syncFolder(dirname(path));
}

/** The code that the operating system gave, such as ENOENT. */
export function systemCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
