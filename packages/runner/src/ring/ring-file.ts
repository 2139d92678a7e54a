// `.ringside/ring.json`: which ring runs here, for a reporter that was told nothing. Written beside and renamed, so that nobody reads half of it.

import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import process from 'node:process';
import type { RingPlan } from '../plan/index.ts';
import type { RingPeer } from './ring.ts';

export const ringFilePath = '.ringside/ring.json';

export class RingFile {
  readonly #plan: RingPlan;
  readonly #path: string;
  #writing: Promise<void> = Promise.resolve();

  constructor(plan: RingPlan, path: string = ringFilePath) {
    this.#plan = plan;
    this.#path = path;
  }

  /** Writes one after another, the last call wins. */
  write(peers: readonly RingPeer[]): void {
    const { ring, bits, pingMs } = this.#plan.settings;
    const content = {
      v: 1,
      ring,
      bits,
      pingMs,
      peers: peers.map(({ id, address }) => ({ id, address })),
      unmonitored: peers.filter(({ isMonitored }) => !isMonitored).map(({ id }) => id),
      pid: process.pid,
    };
    this.#queue(async () => {
      await mkdir(dirname(this.#path), { recursive: true });
      const beside = `${this.#path}.${process.pid}`;
      await writeFile(beside, `${JSON.stringify(content)}\n`);
      await rename(beside, this.#path);
    });
  }

  /** Leaves the file of another runner alone. */
  async remove(): Promise<void> {
    this.#queue(async () => {
      const content: unknown = JSON.parse(await readFile(this.#path, 'utf8'));
      const isOurs =
        typeof content === 'object' && content !== null && 'pid' in content && content.pid === process.pid;
      if (isOurs) await rm(this.#path, { force: true });
    });
    await this.#writing;
  }

  /** A folder we cannot write to costs the reporter a convenience, and the ring nothing. */
  #queue(work: () => Promise<void>): void {
    this.#writing = this.#writing.then(work).catch(() => {});
  }
}
