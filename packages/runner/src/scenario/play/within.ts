// Work with a limit on the arena's clock. Whoever is late is told to stop by its signal, and waited for no longer.

import type { Arena } from './arena.ts';

export type Within<Result> = { readonly kind: 'done'; readonly result: Result } | { readonly kind: 'late' };

export async function within<Result>(
  arena: Pick<Arena, 'sleep'>,
  limitMs: number,
  outer: AbortSignal,
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Within<Result>> {
  const over = new AbortController();
  const signal = AbortSignal.any([outer, over.signal]);
  const late = async (): Promise<Within<Result>> => {
    await arena.sleep(limitMs, signal);
    return { kind: 'late' };
  };
  const working = (async (): Promise<Within<Result>> => ({ kind: 'done', result: await work(signal) }))();
  // Nobody listens any more to what comes after the limit.
  working.catch(() => {});
  try {
    return await Promise.race([working, late()]);
  } finally {
    // With a reason of its own, for the usual one costs a stack each time.
    over.abort('over');
  }
}
