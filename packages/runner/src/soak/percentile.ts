// The value below or at which the given share of the samples lies (nearest rank, so that it is always a sample that was seen). Pure.

/** NaN when there are no samples. */
export function percentile(samples: readonly number[], share: number): number {
  const sorted = samples.toSorted((a, b) => a - b);
  const rank = Math.max(1, Math.ceil(share * sorted.length));
  return sorted[rank - 1] ?? Number.NaN;
}
