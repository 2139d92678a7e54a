// A history and what was found in it, in numbers and in one sentence.

import type { Findings } from './findings.ts';
import type { Operation, RequestOutcome, StoreOutcome } from './operation.ts';

/** What became of operations, each attempt for itself. Stores that were stored and requests that were answered, found or not, are ok. */
export interface Tally<Outcome extends string> {
  readonly operations: number;
  readonly outcomes: Readonly<Record<Outcome, number>>;
  /** Share of those that are ok, from 0 to 1; null when there were none. */
  readonly okRate: number | null;
}

export interface HistorySummary {
  readonly operations: number;
  /** Of all operations together. */
  readonly okRate: number | null;
  readonly store: Tally<StoreOutcome>;
  readonly request: Tally<RequestOutcome>;
  /** Names that every check could judge; none without a check. */
  readonly namesChecked: number;
  /** Names that some check could not judge, each once. */
  readonly namesUndecided: readonly string[];
  readonly violations: number;
  /** One sentence for people, without a full stop. */
  readonly line: string;
}

/** `findings` of all checks that looked at these operations. */
export function summarize(
  operations: Iterable<Operation>,
  findings: readonly Findings[] = [],
): HistorySummary {
  const stores = { stored: 0, 'not-stored': 0, unknown: 0 };
  const requests = { found: 0, 'not-found': 0, unavailable: 0, unknown: 0 };
  for (const operation of operations) {
    if (operation.kind === 'store') stores[operation.outcome] += 1;
    else requests[operation.outcome] += 1;
  }
  const store = tally(stores, stores.stored);
  const request = tally(requests, requests.found + requests['not-found']);
  const total = store.operations + request.operations;
  const okay = stores.stored + requests.found + requests['not-found'];
  const namesUndecided = [...new Set(findings.flatMap(({ undecided }) => undecided.map(({ name }) => name)))];
  const names = findings.reduce((most, each) => Math.max(most, each.names), 0);
  const summary = {
    operations: total,
    okRate: rate(okay, total),
    store,
    request,
    namesChecked: names - namesUndecided.length,
    namesUndecided,
    violations: findings.reduce((sum, { violations }) => sum + violations.length, 0),
  };
  return { ...summary, line: sentence(summary) };
}

function tally<Outcome extends string>(
  outcomes: Readonly<Record<Outcome, number>>,
  okay: number,
): Tally<Outcome> {
  const operations = Object.values<number>(outcomes).reduce((sum, each) => sum + each, 0);
  return { operations, outcomes, okRate: rate(okay, operations) };
}

function rate(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}

/** `12 operations: 2 names judged, 1 violation, 1 name undecided; 91.66 % of operations ok`. */
function sentence(summary: Omit<HistorySummary, 'line'>): string {
  const { operations, okRate, namesChecked, namesUndecided, violations } = summary;
  const judged = `${count(namesChecked, 'name')} judged, ${count(violations, 'violation')}`;
  const open = namesUndecided.length === 0 ? '' : `, ${count(namesUndecided.length, 'name')} undecided`;
  const share = okRate === null ? '' : `; ${percent(okRate)} of operations ok`;
  return `${count(operations, 'operation')}: ${judged}${open}${share}`;
}

function count(amount: number, noun: string): string {
  return `${amount} ${noun}${amount === 1 ? '' : 's'}`;
}

/** Never rounded up to all: 99.996 % are not 100 %. */
function percent(share: number): string {
  return `${Math.floor(share * 10_000) / 100} %`;
}
