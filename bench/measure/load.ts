// A closed loop: so many askers, each of which asks again as soon as it was answered.

export interface LoadOptions {
  readonly atOnce: number;
  /** Ends after so many answers, or so much time, whichever comes first. */
  readonly answers: number;
  readonly limitMs: number;
}

export interface LoadResult {
  /** One a question, in ms. */
  readonly latencies: readonly number[];
  readonly perSecond: number;
}

/** Runs the load. The first question that fails ends it. */
export async function runLoad(
  options: LoadOptions,
  ask: (turn: number) => Promise<void>,
): Promise<LoadResult> {
  const latencies: number[] = [];
  const startedAt = performance.now();
  const endsAt = startedAt + options.limitMs;
  let begun = 0;
  const askAgain = async (): Promise<void> => {
    while (begun < options.answers && performance.now() < endsAt) {
      begun += 1;
      const askedAt = performance.now();
      await ask(begun);
      latencies.push(performance.now() - askedAt);
    }
  };
  await Promise.all(Array.from({ length: options.atOnce }, askAgain));
  const tookMs = performance.now() - startedAt;
  return { latencies, perSecond: (latencies.length * 1_000) / tookMs };
}
