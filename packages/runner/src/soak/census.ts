// What processes take, as Linux tells it under /proc. Elsewhere these figures are not to be had, and there are none.

import { readdir, readFile } from 'node:fs/promises';
import process from 'node:process';
import { setTimeout } from 'node:timers/promises';
import type { Ring, RingPeer } from '../ring/index.ts';

export interface Taken {
  readonly id: number;
  readonly pid: number;
  readonly residentMb: number;
  /** Memory of its own, without the files it was started from: what a leak would add to. */
  readonly ownMb: number;
  readonly descriptors: number;
}

export interface Census {
  readonly atMs: number;
  readonly peers: readonly Taken[];
}

const mbPerKilobyte = 1_024 / 1e6;

/** Of those that run now; whoever ends meanwhile is left out. */
async function takeCensus(peers: readonly RingPeer[], atMs: number): Promise<Census> {
  const taken = await Promise.all(peers.map(async ({ id, pid }) => await takenBy(id, pid)));
  return { atMs, peers: taken.filter((each) => each !== undefined) };
}

/** Undefined when there is no such process, or nobody who could tell. */
export async function takenBy(id: number, pid: number): Promise<Taken | undefined> {
  try {
    const [status, descriptors] = await Promise.all([
      readFile(`/proc/${pid}/status`, 'utf8'),
      readdir(`/proc/${pid}/fd`),
    ]);
    const megabytes = (field: string): number =>
      Number(new RegExp(`^${field}:\\s*(\\d+) kB`, 'm').exec(status)?.[1]) * mbPerKilobyte;
    const residentMb = megabytes('VmRSS');
    // A process that has just ended has a status without memory.
    if (Number.isNaN(residentMb)) return undefined;
    return { id, pid, residentMb, ownMb: megabytes('RssAnon'), descriptors: descriptors.length };
  } catch {
    return undefined;
  }
}

/** A census now, one at every interval, and one at the end. */
export class Censuses {
  readonly all: Census[] = [];
  readonly #ring: Ring;
  readonly #clock: () => number;
  readonly #timer: NodeJS.Timeout;

  constructor(ring: Ring, clock: () => number, everyMs: number) {
    this.#ring = ring;
    this.#clock = clock;
    this.#timer = setInterval(() => void this.#take(), everyMs).unref();
    void this.#take();
  }

  async end(): Promise<readonly Census[]> {
    clearInterval(this.#timer);
    await this.#take();
    return this.all;
  }

  async #take(): Promise<void> {
    this.all.push(await takeCensus(this.#ring.peers, this.#clock()));
  }
}

/** How many of these processes run, once no more than expected do or the time is up: one that was killed takes a moment to be gone. */
export async function countRunning(
  pids: ReadonlySet<number>,
  expected: number,
  withinMs: number,
): Promise<number> {
  const startedAt = performance.now();
  for (;;) {
    const running = await Promise.all([...pids].map(isRunning));
    const count = running.filter(Boolean).length;
    if (count <= expected || performance.now() - startedAt >= withinMs) return count;
    await setTimeout(50);
  }
}

/** Does a process of this id run? One that has ended and was not yet taken note of does not. */
async function isRunning(pid: number): Promise<boolean> {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  return !/\) Z /.test(stat);
}
