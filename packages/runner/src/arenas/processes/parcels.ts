// Bytes between the runner and its peers: small ones travel in the command, larger ones through a file of the run's own folder.

import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Done, Ring } from '../../ring/index.ts';

/** Base64 of more does not fit a line of the control protocol. */
const inlineMaxBytes = 32 * 1024;

export class Parcels {
  readonly #folder: string;
  #count = 0;

  constructor(folder: string) {
    this.#folder = folder;
  }

  async store(ring: Ring, name: string, bytes: Uint8Array, via: number): Promise<Done> {
    if (bytes.length <= inlineMaxBytes) return await ring.store(name, { via, bytes });
    const path = await this.#fresh();
    try {
      await writeFile(path, bytes);
      return await ring.store(name, { via, path });
    } finally {
      await rm(path, { force: true });
    }
  }

  async request(
    ring: Ring,
    name: string,
    via: number,
  ): Promise<{ readonly done: Done; readonly bytes: Uint8Array }> {
    const path = await this.#fresh();
    try {
      const done = await ring.request(name, { via, path });
      return { done, bytes: await readFile(path) };
    } finally {
      await rm(path, { force: true });
    }
  }

  async #fresh(): Promise<string> {
    this.#count += 1;
    const path = join(this.#folder, String(this.#count));
    await mkdir(this.#folder, { recursive: true });
    return path;
  }
}
