// Pearson's chi-square test (1900): do counts fall into cells as they were expected to? Cells that expect too little are taken together first.

// oxlint-disable-next-line typescript/triple-slash-reference -- packages that compile this file from its source must find the types, and an import of them is none
/// <reference path="./jstat.d.ts" />

import jstat from 'jstat';

/** One cell: how many were counted, how many were expected. */
export interface Cell {
  readonly observed: number;
  readonly expected: number;
}

export interface Fit {
  readonly statistic: number;
  /** One less than the cells that were compared: the counts of all but one are free. */
  readonly degreesOfFreedom: number;
  /** The chance that counts which do fall as expected differ at least so much. */
  readonly pValue: number;
}

/** Cochran's rule (1954): below this the statistic does not follow the chi-square distribution. */
export const expectedMin = 5;

/** Undefined when fewer than two cells are left to compare. The counts must add up to what was expected in all. */
export function fitOf(cells: readonly Cell[]): Fit | undefined {
  const compared = merged(cells);
  if (compared.length < 2) return undefined;
  const statistic = compared.reduce(
    (sum, { observed, expected }) => sum + (observed - expected) ** 2 / expected,
    0,
  );
  const degreesOfFreedom = compared.length - 1;
  return { statistic, degreesOfFreedom, pValue: upperTail(statistic, degreesOfFreedom) };
}

/** From the smallest on, cells are taken together until they expect enough. Only what was expected decides it, so that the test stays honest. */
export function merged(cells: readonly Cell[]): readonly Cell[] {
  const smallestFirst = cells.toSorted((a, b) => a.expected - b.expected);
  const compared: Cell[] = [];
  let pool: Cell = nothing;
  for (const cell of smallestFirst) {
    pool = together(pool, cell);
    if (pool.expected < expectedMin) continue;
    compared.push(pool);
    pool = nothing;
  }
  // The largest cell comes last: when even that is too small, it joins those before it.
  return pool === nothing ? compared : [...compared.slice(0, -1), together(compared.at(-1) ?? nothing, pool)];
}

const nothing: Cell = { observed: 0, expected: 0 };

function together(a: Cell, b: Cell): Cell {
  return { observed: a.observed + b.observed, expected: a.expected + b.expected };
}

/** The chance of a chi-square statistic of at least `x`. */
function upperTail(x: number, degreesOfFreedom: number): number {
  return Math.max(0, 1 - jstat.chisquare.cdf(x, degreesOfFreedom));
}
