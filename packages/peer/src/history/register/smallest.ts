// The fewest operations that still have no order: first the last stretch of them, for a search comes no farther than the knot, then delta debugging
// (Zeller and Hildebrandt 2002, "Simplifying and isolating failure-inducing input", algorithm ddmin). What remains
// proves that the whole history had no order.

import type { RegisterOperation } from '../register-history.ts';
import { decide } from './decide.ts';
import { leaveOut } from './leave-out.ts';

const triesMax = 400;
const firstStretch = 8;
const stretchGrowth = 4;

export interface Proof {
  /** In the order of their starts. None of them can be left out, unless a bound was reached. */
  readonly operations: readonly RegisterOperation[];
  readonly steps: number;
}

/** Decides within bounds whether operations have no order. */
class Jury {
  tries = 0;
  steps = 0;
  readonly #stepsMax: number;

  constructor(stepsMax: number) {
    this.#stepsMax = stepsMax;
  }

  get isTired(): boolean {
    return this.tries >= triesMax || this.steps >= this.#stepsMax;
  }

  /** False also when it cannot say. */
  seesNoOrder(operations: readonly RegisterOperation[]): boolean {
    this.tries += 1;
    const { verdict, steps } = decide(operations, this.#stepsMax - this.steps);
    this.steps += steps;
    return verdict === 'violated';
  }
}

/**
 * From operations that have no order when `isProven`, and may have none otherwise: then the proof is empty when none is found.
 * `stepsMax` bounds all its searches together.
 */
export function smallest(
  operations: readonly RegisterOperation[],
  isProven: boolean,
  stepsMax: number,
): Proof {
  const jury = new Jury(stepsMax);
  const inOrder = operations.toSorted((a, b) => a.startMs - b.startMs);
  const knot = lastKnot(inOrder, jury) ?? (isProven ? inOrder : []);
  return { operations: minimal(knot, jury), steps: jury.steps };
}

/** A stretch at the end that has no order by itself. */
function lastKnot(
  operations: readonly RegisterOperation[],
  jury: Jury,
): readonly RegisterOperation[] | undefined {
  for (let size = firstStretch; size < operations.length && !jury.isTired; size *= stretchGrowth) {
    const stretch = leaveOut(operations, 0, operations.length - size);
    if (jury.seesNoOrder(stretch)) return stretch;
  }
  return undefined;
}

function minimal(operations: readonly RegisterOperation[], jury: Jury): readonly RegisterOperation[] {
  let best = operations;
  let parts = 2;
  while (best.length > 1) {
    const size = Math.ceil(best.length / parts);
    const smaller = firstCut(best, size, jury);
    if (smaller !== undefined) {
      best = smaller;
      parts = Math.max(parts - 1, 2);
    } else if (size === 1 || jury.isTired) break;
    else parts = Math.min(2 * parts, best.length);
  }
  return best;
}

/** The first that has no order without a stretch of that size. */
function firstCut(
  operations: readonly RegisterOperation[],
  size: number,
  jury: Jury,
): readonly RegisterOperation[] | undefined {
  for (let from = 0; from < operations.length && !jury.isTired; from += size) {
    const rest = leaveOut(operations, from, from + size);
    if (rest.length < operations.length && jury.seesNoOrder(rest)) return rest;
  }
  return undefined;
}
