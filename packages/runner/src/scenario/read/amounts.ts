// Texts of shares, sizes, rates and comparisons. Each reader gives undefined when the text is not of its kind.

import { operators, type ByteRange, type Comparison, type Replacement } from '../language/index.ts';
import { readSpan } from './spans.ts';

const bytesMax = 2 ** 30;
const perSecondMax = 10_000;
/** In percent of the members, within one `per`. */
const replacedMax = 1_000;
const unitsBytes: Readonly<Record<string, number>> = { B: 1, KiB: 2 ** 10, MiB: 2 ** 20, GiB: 2 ** 30 };

/** `30%` is 0.3; at most 100%. */
export function readShare(text: string): number | undefined {
  return readPercent(text, 100);
}

function readPercent(text: string, most: number): number | undefined {
  const percent = /^(?<percent>\d+(?:\.\d+)?)%$/.exec(text.trim())?.groups?.['percent'];
  return percent === undefined || Number(percent) > most ? undefined : Number(percent) / 100;
}

/** `200..2000`, `1MiB`, `1KiB..4KiB`; at most 1GiB. */
export function readByteRange(text: string): ByteRange | undefined {
  const [first = '', last = first, ...rest] = text.split('..');
  const least = readBytes(first);
  const most = readBytes(last);
  if (least === undefined || most === undefined || rest.length > 0 || least > most) return undefined;
  return { least, most };
}

export function isByteCount(bytes: number): boolean {
  return Number.isInteger(bytes) && bytes >= 0 && bytes <= bytesMax;
}

function readBytes(text: string): number | undefined {
  const match = /^(?<amount>\d+(?:\.\d+)?)(?<unit>B|KiB|MiB|GiB)?$/.exec(text.trim())?.groups;
  const bytes = Number(match?.['amount']) * (unitsBytes[match?.['unit'] ?? 'B'] ?? 1);
  return isByteCount(bytes) ? bytes : undefined;
}

/** `5/s` or `30/m`, as operations a second. */
export function readRate(text: string): number | undefined {
  const match = /^(?<amount>\d+(?:\.\d+)?)\/(?<unit>s|m)$/.exec(text.trim())?.groups;
  const perSecond = Number(match?.['amount']) / (match?.['unit'] === 'm' ? 60 : 1);
  return perSecond > 0 && perSecond <= perSecondMax ? perSecond : undefined;
}

/** `30% per 60s`, or `5 per 60s`. */
export function readReplacement(text: string): Replacement | undefined {
  const [amountText = '', perText = '', ...rest] = text.split(/\s+per\s+/);
  const per = readSpan(perText);
  // Members can be replaced more than once in that time.
  const share = readPercent(amountText, replacedMax);
  const count = /^\s*\d{1,6}$/.test(amountText) ? Number(amountText) : 0;
  if (per === undefined || rest.length > 0) return undefined;
  if (share !== undefined && share > 0) return { amount: { kind: 'share', share }, per };
  return count > 0 ? { amount: { kind: 'count', count }, per } : undefined;
}

/** `>= 12`. */
export function readComparison(text: string): Comparison | undefined {
  const match = /^(?<operator><=|>=|==|<|>)\s*(?<value>\d{1,12})$/.exec(text.trim())?.groups;
  const operator = operators.find((each) => each === match?.['operator']);
  return operator === undefined ? undefined : { operator, value: Number(match?.['value']) };
}
