// Texts of times to spans: `20s`, `500ms`, `2m`, `8p`, `max(2p, 1s)`. A number without a unit is none, for nobody knows which is meant.

import { parseTimeMs } from '@ringside/peer/settings';
import type { Span, SpanRange } from '../language/index.ts';

/** Longest that anything may take, in ms and in ping periods. */
const msMax = 24 * 3_600_000;
const pingsMax = 100_000;

/** Undefined when the text is no time above zero, or longer than a day. */
export function readSpan(text: string): Span | undefined {
  const trimmed = text.trim();
  const choice = /^(?<kind>max|min)\((?<list>.*)\)$/.exec(trimmed)?.groups;
  if (choice === undefined) return readPlainSpan(trimmed);
  const of = splitOutside(choice['list'] ?? '').map(readSpan);
  const known = of.filter((span) => span !== undefined);
  if (known.length < of.length || known.length < 2) return undefined;
  return { kind: choice['kind'] === 'max' ? 'max' : 'min', of: known };
}

/** `50ms..200ms`, or one time for both ends. Undefined when it is neither. */
export function readSpanRange(text: string): SpanRange | undefined {
  const [first = '', last = first, ...rest] = text.split('..');
  const least = readPlainSpan(first.trim());
  const most = readPlainSpan(last.trim());
  return least === undefined || most === undefined || rest.length > 0 ? undefined : { least, most };
}

function readPlainSpan(text: string): Span | undefined {
  const pings = /^(?<pings>\d+(?:\.\d+)?)p$/.exec(text)?.groups?.['pings'];
  if (pings !== undefined)
    return inside(Number(pings), pingsMax) ? { kind: 'pings', pings: Number(pings) } : undefined;
  if (!/[a-z]$/.test(text)) return undefined;
  const ms = parseTimeMs(text);
  return ms !== undefined && inside(ms, msMax) ? { kind: 'time', ms } : undefined;
}

function inside(value: number, most: number): boolean {
  return value > 0 && value <= most;
}

/** Splits at the commas that stand in no brackets. */
export function splitOutside(text: string): readonly string[] {
  const parts: string[] = [];
  let depth = 0;
  let from = 0;
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] === '(') depth += 1;
    else if (text[at] === ')') depth -= 1;
    else if (text[at] === ',' && depth === 0) {
      parts.push(text.slice(from, at));
      from = at + 1;
    }
  }
  return [...parts, text.slice(from)];
}
