// Means, ranks and how far chance may have moved them.

export function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** NaN of nothing. */
export function mean(values: readonly number[]): number {
  return sum(values) / values.length;
}

/** The value at or below which this share of the values lies (nearest rank: always one that was seen). NaN of nothing. */
export function percentile(values: ArrayLike<number>, share: number): number {
  const sorted = Float64Array.from(values).toSorted();
  return sorted[Math.max(1, Math.ceil(share * sorted.length)) - 1] ?? Number.NaN;
}

export function largest(values: readonly number[]): number {
  return values.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY);
}

/** Half the width of the interval that holds the true mean in 99.7 of 100 studies (three standard errors). */
export function margin(values: readonly number[]): number {
  const middle = mean(values);
  const variance = sum(values.map((value) => (value - middle) ** 2)) / Math.max(1, values.length - 1);
  return 3 * Math.sqrt(variance / values.length);
}

/** The largest rate of rare events that is still believable (95 in 100) after `count` of them: Poisson, by Wilson and Hilferty's approximation of chi-squared. */
export function largestCount(count: number): number {
  const more = count + 1;
  return more * (1 - 1 / (9 * more) + 1.645 / (3 * Math.sqrt(more))) ** 3;
}
