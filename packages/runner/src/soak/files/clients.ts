// Clients that store drawn files and ask for them, through whoever runs. They believe nobody: what comes is hashed and compared.

import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { Chance } from '@ringside/peer/sim';
import { CommandError, type Ring } from '../../ring/index.ts';
import { bytesOf, sha256Of, type DrawnFile } from './drawn-files.ts';
import type { Register } from './register.ts';

export interface ClientsDoor {
  readonly ring: () => Ring;
  readonly register: Register;
  readonly chance: Chance;
  readonly folder: string;
  readonly signal: AbortSignal;
}

/** How requests ended. */
export interface Tally {
  stored: number;
  storedBytes: number;
  /** Stores that had to be said again. */
  retries: number;
  read: number;
  /** No answer, or one that says why there is none: neither right nor wrong. */
  unanswered: number;
  /** Said to be not stored, although acknowledged. */
  absent: string[];
  /** Other bytes than were stored. */
  wrong: string[];
  /** Why stores and requests failed, and how often. */
  readonly reasons: Map<string, number>;
}

export function noTally(): Tally {
  return {
    stored: 0,
    storedBytes: 0,
    retries: 0,
    read: 0,
    unanswered: 0,
    absent: [],
    wrong: [],
    reasons: new Map(),
  };
}

const againMs = 100;
const reasonChars = 60;

export class Clients {
  readonly #door: ClientsDoor;
  readonly tally: Tally = noTally();
  #nth = 0;

  constructor(door: ClientsDoor) {
    this.#door = door;
  }

  #via(): number | undefined {
    const running = this.#door.ring().peers.filter(({ state }) => state === 'running');
    return this.#door.chance.pick(running)?.id;
  }

  /** Stores it, again and again until it is acknowledged. */
  async store(file: DrawnFile): Promise<void> {
    const { ring, register, folder, signal } = this.#door;
    const { name, bytes } = file;
    const path = join(folder, `out-${(this.#nth += 1)}`);
    await writeFile(path, bytesOf(file));
    const sha256 = sha256Of(file);
    try {
      while (!signal.aborted) {
        const via = this.#via();
        register.onBegin(name, sha256);
        const isDone = via !== undefined && (await this.#tried(ring().store(name, { via, path })));
        if (isDone) {
          register.onAcknowledged(name, sha256);
          this.tally.stored += 1;
          this.tally.storedBytes += bytes;
          return;
        }
        this.tally.retries += 1;
        await pause(signal);
      }
    } finally {
      await rm(path, { force: true });
    }
  }

  async #tried(doing: Promise<unknown>): Promise<boolean> {
    try {
      await doing;
      return true;
    } catch (error) {
      this.#note(error);
      return false;
    }
  }

  #note(error: unknown): void {
    if (!(error instanceof CommandError)) throw error;
    const reason = `${error.code}: ${error.message.replaceAll(/\d+/g, 'N').slice(0, reasonChars)}`;
    this.tally.reasons.set(reason, (this.tally.reasons.get(reason) ?? 0) + 1);
  }

  /** Asks once. True: it was answered, rightly or wrongly. */
  async request(name: string): Promise<boolean> {
    const { ring, register, folder } = this.#door;
    const via = this.#via();
    if (via === undefined) return false;
    const path = join(folder, `in-${(this.#nth += 1)}`);
    const before = register.of(name);
    try {
      await ring().request(name, { via, path });
      const sha256 = await hashOf(path);
      const { may } = register.of(name);
      this.tally.read += 1;
      if (!before.may.has(sha256) && !may.has(sha256))
        this.tally.wrong.push(`${name} via ${via}: ${sha256.slice(0, 12)} was never to be read`);
      return true;
    } catch (error) {
      this.#note(error);
      const isAbsent = error instanceof CommandError && error.code === 'not-found';
      if (isAbsent && before.isAcknowledged) this.tally.absent.push(`${name} via ${via}: ${error.message}`);
      else this.tally.unanswered += 1;
      return isAbsent;
    } finally {
      await rm(path, { force: true });
    }
  }

  /** Every acknowledged name, each until it is answered; those that nobody answered for within the time are returned. */
  async requestAll(withinMs: number, onEach: () => void): Promise<readonly string[]> {
    const { register, signal } = this.#door;
    const names = [...register.acknowledged()];
    const missing: string[] = [];
    const deadline = performance.now() + withinMs;
    const reader = async (): Promise<void> => {
      for (let name = names.pop(); name !== undefined; name = names.pop()) {
        while (!(await this.request(name))) {
          if (performance.now() > deadline || signal.aborted) {
            missing.push(name);
            break;
          }
          await pause(signal);
        }
        onEach();
      }
    };
    await Promise.all(Array.from({ length: 4 }, reader));
    return missing;
  }
}

async function pause(signal: AbortSignal): Promise<void> {
  await setTimeout(againMs, undefined, { signal }).catch(() => undefined);
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk);
  return hash.digest('hex');
}
