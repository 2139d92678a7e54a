// Sweeps a ring again and again and yields a view after each. Sweeps never overlap; nobody else asks the peers.

import { setTimeout as delay } from 'node:timers/promises';
import type { Observer } from '@ringside/peer/client';
import { nextView } from '../view/next-view.ts';
import type { RingView } from '../view/ring-view.ts';
import type { Sweep } from '../view/sweep.ts';
import { sweepRing, type Target } from './sweep-ring.ts';

/** Time as an argument, so that tests need not wait. */
export interface Pace {
  now(): number;
  /** Resolves after `ms`, or as soon as the signal is aborted; never rejects. */
  pause(ms: number, signal: AbortSignal | undefined): Promise<void>;
}

export interface WatchOptions {
  readonly observer: Observer;
  /** Asked before every sweep, so that peers may come and go. */
  readonly targets: () => readonly Target[] | Promise<readonly Target[]>;
  /** From the start of one sweep to the start of the next; 1 s when absent. */
  readonly intervalMs?: number;
  readonly timeoutMs?: number;
  readonly shouldDiscover?: boolean;
  /** Ends the watch at once, also in the middle of a sweep. */
  readonly signal?: AbortSignal;
  readonly pace?: Pace;
}

export const realPace: Pace = {
  now: Date.now,
  async pause(ms, signal) {
    try {
      await delay(ms, undefined, signal === undefined ? {} : { signal });
    } catch {
      // Aborted: the caller looks at its signal.
    }
  },
};

const intervalDefaultMs = 1_000;

export async function* watchRing(options: WatchOptions): AsyncGenerator<RingView, void, void> {
  const { signal, pace = realPace, intervalMs = intervalDefaultMs } = options;
  let view: RingView | undefined;
  let found: readonly Target[] = [];
  for (let number = 1; !isAborted(signal); number += 1) {
    const startedAt = pace.now();
    const targets = withFound(await options.targets(), found);
    const sweep = await unlessAborted(sweepOf(options, targets, number, pace), signal);
    if (sweep === undefined) return;
    view = nextView(view, sweep);
    found = options.shouldDiscover === true ? foundIn(sweep) : [];
    yield view;
    await pause(pace, startedAt + intervalMs - pace.now(), signal);
  }
}

function sweepOf(
  { observer, timeoutMs, shouldDiscover }: WatchOptions,
  targets: readonly Target[],
  number: number,
  pace: Pace,
): Promise<Sweep> {
  return sweepRing({
    observer,
    targets,
    number,
    now: () => pace.now(),
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
    ...(shouldDiscover === undefined ? {} : { shouldDiscover }),
  });
}

async function pause(pace: Pace, ms: number, signal: AbortSignal | undefined): Promise<void> {
  if (ms > 0 && !isAborted(signal)) await pace.pause(ms, signal);
}

/** Whoever was discovered and answered is polled again, also when nobody names it any more. */
function foundIn(sweep: Sweep): readonly Target[] {
  return sweep.asked.flatMap(({ address, answer }) =>
    answer.kind === 'status' ? [{ id: answer.status.id, address }] : [],
  );
}

function withFound(targets: readonly Target[], found: readonly Target[]): readonly Target[] {
  const ids = new Set(targets.map((target) => target.id));
  const addresses = new Set(targets.map((target) => target.address));
  return [...targets, ...found.filter((each) => !ids.has(each.id) && !addresses.has(each.address))];
}

async function unlessAborted<Result>(
  promise: Promise<Result>,
  signal: AbortSignal | undefined,
): Promise<Result | undefined> {
  if (signal === undefined) return await promise;
  if (isAborted(signal)) return undefined;
  const aborted = Promise.withResolvers<undefined>();
  const onAbort = (): void => aborted.resolve(undefined);
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    return await Promise.race([promise, aborted.promise]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}

function isAborted(signal: AbortSignal | undefined): boolean {
  return signal?.aborted === true;
}
