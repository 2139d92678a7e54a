// One row of a study's answer: what was measured, on how many cases, and whether it keeps its limit.

export interface Figure {
  readonly what: string;
  readonly unit: string;
  readonly value: number;
  /** On how many cases it rests. */
  readonly cases: number;
  /** What it may be, in words; empty for a figure that is only reported. */
  readonly limit: string;
  /** Undefined: only reported. */
  readonly isHeld: boolean | undefined;
}

/** A figure without its verdict. */
export type Measured = Pick<Figure, 'what' | 'unit' | 'value' | 'cases'>;

export function reported(measured: Measured): Figure {
  return { ...measured, limit: '', isHeld: undefined };
}

/** Nothing measured keeps no limit. */
export function atMost(most: number, measured: Measured): Figure {
  return { ...measured, limit: `<= ${most}`, isHeld: measured.cases > 0 && measured.value <= most };
}

export function atLeast(least: number, measured: Measured): Figure {
  return { ...measured, limit: `>= ${least}`, isHeld: measured.cases > 0 && measured.value >= least };
}

/** The value and what theory says of it: held when they differ by no more than `margin`. */
export function near(expected: number, margin: number, measured: Measured): Figure {
  const limit = `${rounded(expected)} +- ${rounded(margin)}`;
  return { ...measured, limit, isHeld: Math.abs(measured.value - expected) <= margin };
}

/** No figure went over its limit. */
export function isHeld(figures: readonly Figure[]): boolean {
  return figures.every((figure) => figure.isHeld !== false);
}

/** Four figures that count. */
export function rounded(value: number): string {
  if (!Number.isFinite(value)) return value > 0 ? 'never' : '-';
  if (Number.isInteger(value)) return String(value);
  const digits = Math.max(0, 3 - Math.floor(Math.log10(Math.max(Math.abs(value), 1e-9))));
  return String(Number(value.toFixed(Math.min(digits, 8))));
}
