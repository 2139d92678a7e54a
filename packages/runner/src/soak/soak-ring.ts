// The ring that suffers: real processes on free ports, in a folder that goes with them, and what is heard of their lives and deaths.

import { mkdtempDisposable } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startRing, type Ring, type RingEvent } from '../ring/index.ts';
import { Journal } from './journal.ts';
import { Lives } from './lives.ts';
import { stopForgivenMs } from './plan.ts';
import { DeathNotices } from './verdicts.ts';
import { Watch } from './watch.ts';
import type { Second } from './history.ts';

/** Ids short enough to be read, and with them free ports. */
export const bits = 16;

const healsAtLeastMs = 30_000;
const healsRounds = 20;

/** The ring is given up when it is not ideal by then. */
export function healsWithin(pingMs: number): number {
  return Math.max(healsAtLeastMs, healsRounds * pingMs);
}

export interface SoakRing extends AsyncDisposable {
  readonly ring: Ring;
  readonly lives: Lives;
  readonly deaths: DeathNotices;
  readonly journal: Journal;
  readonly watch: Watch;
  /** Of every process that ever was a peer here. */
  readonly pids: ReadonlySet<number>;
  /** In ms since the start. */
  readonly clock: () => number;
}

export interface SoakRingOptions {
  readonly ids: readonly number[];
  readonly pingMs: number;
  readonly signal: AbortSignal;
  readonly onSecond: (second: Second) => void;
}

/** A verdict on a former life comes within two intervals of its end; this much more is for a machine that is late. */
const echoSpareMs = 2_000;

/** Undefined when it was ended before it stood. Disposed, it leaves no process and no folder. */
export async function startSoakRing({
  ids,
  pingMs,
  signal,
  onSecond,
}: SoakRingOptions): Promise<SoakRing | undefined> {
  await using stack = new AsyncDisposableStack();
  const folder = stack.use(await mkdtempDisposable(join(tmpdir(), 'ringside-soak-')));
  const startedAt = performance.now();
  const clock = (): number => performance.now() - startedAt;
  const lives = new Lives({ stopMs: stopForgivenMs(pingMs), echoMs: 3 * pingMs + echoSpareMs });
  const deaths = new DeathNotices(lives, clock);
  const journal = new Journal(clock);
  const pids = new Set<number>();
  const onEvent = (event: RingEvent): void => {
    if (event.kind === 'ready') {
      lives.onBorn(event.peer.id);
      pids.add(event.peer.pid);
    } else if (event.kind === 'ended') lives.onEnded(event.id, clock());
    deaths.onEvent(event);
    journal.onEvent(event);
  };
  const ring = await startUnlessEnded({ ids, pingMs, signal, folder: folder.path }, onEvent);
  if (ring === undefined) return undefined;
  stack.use(ring);
  const watch = stack.use(new Watch({ ring, clock, onSecond }));
  const all = stack.move();
  return {
    ring,
    lives,
    deaths,
    journal,
    watch,
    pids,
    clock,
    [Symbol.asyncDispose]: async () => await all.disposeAsync(),
  };
}

async function startUnlessEnded(
  { ids, pingMs, signal, folder }: Omit<SoakRingOptions, 'onSecond'> & { readonly folder: string },
  onEvent: (event: RingEvent) => void,
): Promise<Ring | undefined> {
  try {
    return await startRing({
      preset: 'chord',
      bits,
      peers: ids,
      ping: `${pingMs}ms`,
      folder,
      signal,
      onEvent,
    });
  } catch (error) {
    if (signal.aborted) return undefined;
    throw error;
  }
}
