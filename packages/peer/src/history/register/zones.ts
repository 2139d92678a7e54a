// Registers whose read contents were each written once (Gibbons and Korach 1997, "Testing shared memories", SIAM J. Comput. 26(4)): a write and
// the reads of it stand together in every order, so whole clusters are put in order, and two of them suffice to show that none exists.
//
// Of cluster A an operation has surely ended before one of B begins when A's first end is before B's last start: A comes before B.
// There is an order unless two clusters come before each other. The stretch between a cluster's first end and last start is its
// zone, forward when the end is first. Two clusters come before each other when their forward zones overlap, or when the backward
// zone of one lies inside the forward zone of the other. Times that are equal say nothing, for the clock may be coarse.

import type { Read, RegisterOperation, Write } from '../register-history.ts';

interface Cluster {
  /** None for what was there at first: nothing, which nobody had to write. */
  readonly write: Write | undefined;
  firstEnded: RegisterOperation | undefined;
  lastStarted: RegisterOperation | undefined;
  firstEndMs: number;
  lastStartMs: number;
}

/**
 * The operations of two clusters that come before each other, or undefined when the register has an order.
 * O(n log n). What is read must have been written, once, and no read may end before its write began.
 */
export function clusterConflict(
  writes: readonly Write[],
  reads: readonly Read[],
): readonly RegisterOperation[] | undefined {
  const clusters = clustersOf(writes, reads);
  const forward = clusters.filter(isForward).toSorted((a, b) => a.firstEndMs - b.firstEndMs);
  for (const [place, later] of forward.entries()) {
    const earlier = forward[place - 1];
    if (earlier !== undefined && isMutual(earlier, later)) return witnesses(earlier, later, clusters);
  }
  for (const inner of clusters) {
    if (isForward(inner)) continue;
    const outer = lastThatEndsBefore(forward, inner.lastStartMs);
    if (outer !== undefined && isMutual(outer, inner)) return witnesses(outer, inner, clusters);
  }
  return undefined;
}

/** A store of unknown outcome that nobody read has no first end, so that it comes before nothing. */
function clustersOf(writes: readonly Write[], reads: readonly Read[]): readonly Cluster[] {
  const nothing = clusterOf(undefined);
  const clusters = [nothing, ...writes.map((write) => clusterOf(write))];
  const byContent = new Map(clusters.map((cluster) => [cluster.write?.content ?? null, cluster]));
  for (const read of reads) include(byContent.get(read.content), read);
  return clusters;
}

function clusterOf(write: Write | undefined): Cluster {
  return {
    write,
    firstEnded: write,
    lastStarted: write,
    firstEndMs: write?.endMs ?? -Infinity,
    lastStartMs: write?.startMs ?? -Infinity,
  };
}

function include(cluster: Cluster | undefined, read: Read): void {
  if (cluster === undefined) return;
  if (read.endMs < cluster.firstEndMs) {
    cluster.firstEnded = read;
    cluster.firstEndMs = read.endMs;
  }
  if (read.startMs > cluster.lastStartMs) {
    cluster.lastStarted = read;
    cluster.lastStartMs = read.startMs;
  }
}

function isForward({ firstEndMs, lastStartMs }: Cluster): boolean {
  return firstEndMs < lastStartMs;
}

/** Of forward clusters that do not overlap, so that it is also the one whose last start is latest. */
function lastThatEndsBefore(forward: readonly Cluster[], timeMs: number): Cluster | undefined {
  let low = 0;
  let high = forward.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((forward[middle]?.firstEndMs ?? Infinity) < timeMs) low = middle + 1;
    else high = middle;
  }
  return forward[low - 1];
}

/** Does each come before the other? */
function isMutual(one: Cluster, other: Cluster): boolean {
  return one.firstEndMs < other.lastStartMs && other.firstEndMs < one.lastStartMs;
}

/**
 * What puts each before the other, and the writes, without which the reads would be of nothing. Whoever was read last is at
 * fault, and the best proof is what had come before that read most lately: its content is nearest to what should have been read.
 */
function witnesses(one: Cluster, other: Cluster, clusters: readonly Cluster[]): readonly RegisterOperation[] {
  const [wrong, rival] = one.lastStartMs > other.lastStartMs ? [one, other] : [other, one];
  const proof = clusters.reduce(
    (best, each) =>
      each !== wrong && each.firstEndMs > best.firstEndMs && isMutual(wrong, each) ? each : best,
    rival,
  );
  const all = [wrong, proof].flatMap(({ write, firstEnded, lastStarted }) => [
    write,
    firstEnded,
    lastStarted,
  ]);
  return [...new Set(all)].filter((each) => each !== undefined);
}
