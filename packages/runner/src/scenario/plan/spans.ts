// Spans in ms, once the ping interval is known, and the limits of steps that name none.

import type { Deed, Quantity, Span, Step } from '../language/index.ts';

export function spanMs(span: Span, pingMs: number): number {
  switch (span.kind) {
    case 'time':
      return span.ms;
    case 'pings':
      return span.pings * pingMs;
    case 'max':
      return Math.max(...span.of.map((each) => spanMs(each, pingMs)));
    case 'min':
      return Math.min(...span.of.map((each) => spanMs(each, pingMs)));
  }
}

export function quantityValue(quantity: Quantity, pingMs: number): number {
  return quantity.kind === 'number' ? quantity.value : spanMs(quantity, pingMs);
}

/** Whole ms: nobody measures finer. */
export function wholeMs(span: Span, pingMs: number): number {
  return Math.round(spanMs(span, pingMs));
}

/** A join ends in 60 s, as member or with a reason (design/ring.md). */
const joinMs = 65_000;
const perValueMs = 1_000;
const actMs = 10_000;
const operationMs = 30_000;

/** How long a step may take. `ownMs`: how long it lasts by itself. */
export function limitMs(step: Step, pingMs: number, ownMs: number): number {
  const said = step.within === undefined ? undefined : wholeMs(step.within, pingMs);
  return said ?? ownMs + defaultLimitMs(step, pingMs);
}

function defaultLimitMs(deed: Deed, pingMs: number): number {
  switch (deed.kind) {
    case 'start':
    case 'join':
    case 'restart':
    case 'churn':
    case 'burst':
      return Math.max(joinMs, 20 * pingMs);
    case 'leave':
      return Math.max(operationMs, 20 * pingMs);
    case 'store':
    case 'request':
    case 'lookup':
      return (
        Math.max(operationMs, 8 * pingMs) + (deed.names.kind === 'drawn' ? deed.names.count * perValueMs : 0)
      );
    case 'expect':
      return Math.max(actMs, 4 * pingMs);
    default:
      return actMs;
  }
}

/** How long a ring has to settle before a final check that names no limit. */
export function settleMs(pingMs: number): number {
  return Math.max(joinMs, 20 * pingMs);
}
