// Does a process take more and more? Judged on those peers that lived through the whole soak. Pure.

import type { Census, Taken } from './census.ts';
import { percentile } from './percentile.ts';

/** Medians over the residents, of one part of the soak. */
export interface Level {
  readonly residentMb: number;
  readonly ownMb: number;
  readonly descriptors: number;
}

/** The first tenth, the tenth in the middle, the last tenth. */
export interface Growth {
  readonly start: Level;
  readonly middle: Level;
  readonly end: Level;
}

/** Undefined when the machine tells no figures. */
export function growthOf(censuses: readonly Census[], residents: readonly number[]): Growth | undefined {
  const staying = new Set(residents);
  const taken = censuses.map(({ peers }) => peers.filter(({ id }) => staying.has(id)));
  const part = Math.max(1, Math.floor(taken.length / 10));
  const middle = Math.floor((taken.length - part) / 2);
  const start = level(taken.slice(0, part).flat());
  const halfWay = level(taken.slice(middle, middle + part).flat());
  const end = level(taken.slice(-part).flat());
  return start && halfWay && end && { start, middle: halfWay, end };
}

function level(taken: readonly Taken[]): Level | undefined {
  if (taken.length === 0) return undefined;
  const median = (of: (each: Taken) => number): number => percentile(taken.map(of), 0.5);
  return {
    residentMb: median((each) => each.residentMb),
    ownMb: median((each) => each.ownMb),
    descriptors: median((each) => each.descriptors),
  };
}
