// A violation as people hear it: its operations in the order of time, told in one sentence and line by line.

import type { CheckName, Violation, ViolationKind } from './findings.ts';
import type { Operation } from './operation.ts';
import { deedWords, nameWords, overMs } from './words.ts';

const deedsShown = 6;

const openings: Readonly<Record<ViolationKind, string>> = {
  'nobody-stored': 'gave a content that nobody stored under it',
  refused: 'gave a content whose store was refused for certain',
  'too-early': 'gave a content before its store began',
  absent: 'was reported absent after it had been stored',
  stale: 'gave a content that had been replaced',
  'went-back': 'went back to an older content',
  'no-order': 'fits no order of its stores',
  lost: 'is lost',
  unavailable: 'cannot be read',
  damaged: 'is damaged',
  'came-back': 'is back at a content that had been replaced',
};

export interface Evidence {
  readonly check: CheckName;
  readonly kind: ViolationKind;
  readonly name: string;
  readonly operations: readonly Operation[];
  /** What came after all of them, such as `nothing was found at the end`. */
  readonly end?: string;
  /** What the last answer should have been. */
  readonly should: string;
}

interface Deed {
  readonly words: string;
  readonly startMs: number;
  readonly overMs: number;
}

export function tell({ check, kind, name, operations, end, should }: Evidence): Violation {
  const inTime = operations.toSorted((a, b) => a.startMs - b.startMs);
  const deeds = deedsOf(inTime);
  if (end !== undefined) deeds.push({ words: end, startMs: Infinity, overMs: Infinity });
  return {
    check,
    kind,
    name,
    line: `${nameWords(name)} ${openings[kind]}: ${chain(deeds)}; should be ${should}`,
    story: deeds.map(({ words }) => words),
    operations: inTime,
  };
}

/** Attempts of one request say so, for they are one write. */
function deedsOf(operations: readonly Operation[]): Deed[] {
  const begun = new Set<string>();
  return operations.map((operation) => {
    const { startMs } = operation;
    const request = operation.kind === 'store' ? operation.request : undefined;
    const isRepeated = request !== undefined && begun.has(request);
    if (request !== undefined) begun.add(request);
    const words = `${deedWords(operation)}${isRepeated ? ', the same request again' : ''}`;
    return { words, startMs, overMs: overMs(operation) };
  });
}

/** `..., then ...` when the one had ended before the other began, else `..., meanwhile ...`. The last one is always told. */
function chain(deeds: readonly Deed[]): string {
  const hidden = deeds.length - deedsShown;
  const shown = hidden > 0 ? [...deeds.slice(0, deedsShown - 1), ...deeds.slice(-1)] : deeds;
  const links = shown.map((deed, place) => {
    const former = shown[place - 1];
    if (former === undefined) return deed.words;
    const left = hidden > 0 && place === shown.length - 1 ? `, ${hidden} more operations` : '';
    return `${left}, ${isThen(former, deed) ? 'then' : 'meanwhile'} ${deed.words}`;
  });
  return links.join('');
}

/** What is told of the end comes after everything that is still to come. */
function isThen(former: Deed, deed: Deed): boolean {
  return former.overMs < deed.startMs || deed.startMs === Infinity;
}
