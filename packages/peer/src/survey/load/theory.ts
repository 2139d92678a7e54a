// What theory says about peers at random positions, and about copies. Formulas only: nothing here looks at a ring.

/** A mean, and how far single cases lie from it (one standard deviation). */
export interface Expected {
  readonly mean: number;
  readonly deviation: number;
}

/**
 * How many times the mean the largest arc is, when `peers` stand at random positions on the circle.
 *
 * The arcs are distributed like N exponential variables divided by their sum, and that sum is independent of the quotients. The largest of the
 * N has the mean H_N = 1 + 1/2 + ... + 1/N and the variance 1 + 1/4 + ... + 1/N^2 (Rényi 1953; David and Nagaraja, "Order Statistics", 6.4).
 * So the mean is exactly H_N, which is ln N + 0.5772 + 1/(2 N) - ...: the 0.58 in "ln N + 0.58" is the Euler-Mascheroni constant.
 */
export function expectedLargestArc(peers: number): Expected {
  const places = Array.from({ length: peers }, (_, place) => place + 1);
  const mean = places.reduce((sum, place) => sum + 1 / place, 0);
  const variance = places.reduce((sum, place) => sum + 1 / place ** 2, 0);
  // E[(N max)^2] = N^2 E[max^2] / (N (N + 1)), since a sum of N exponentials has the second moment N (N + 1).
  const secondMoment = (peers / (peers + 1)) * (mean ** 2 + variance);
  return { mean, deviation: Math.sqrt(Math.max(0, secondMoment - mean ** 2)) };
}

/**
 * The share of the values that is lost, on average, when `lost` of `peers` are lost for good at once, drawn at random. A value is lost when
 * the `replicas` peers in a row that hold it are all among them: C(N - R, f - R) / C(N, f) = f/N x (f - 1)/(N - 1) x ..., R factors. The arcs
 * do not matter: every run of R peers is as likely as every other. Copies on fewer than R peers are copies on all of them.
 */
export function lostShare(peers: number, lost: number, replicas: number): number {
  const copies = Math.min(replicas, peers);
  let share = 1;
  for (let place = 0; place < copies; place += 1) share *= Math.max(0, lost - place) / (peers - place);
  return share;
}
