// What every name holds when all has settled, against what was stored. It holds in partitions too: of two sides the newer acknowledged store wins.

import type { Findings, Undecided, Violation, ViolationKind } from './findings.ts';
import { lastContents } from './last-contents.ts';
import { byName, type Operation } from './operation.ts';
import { registerHistory, type RegisterHistory, type Write } from './register-history.ts';
import { tell } from './tell.ts';
import { firstTimeFault } from './time-fault.ts';
import { anyOf, contentWords } from './words.ts';

/** What a name was found to hold, once everything that was going on had ended. */
export type FinalReading =
  | { readonly outcome: 'found'; readonly content: string }
  | { readonly outcome: 'absent' | 'unavailable' | 'damaged' };

/** A write with the moment by which it had surely happened: told to its client, or shown by a read. */
interface Proven {
  readonly write: Write;
  readonly endMs: number;
  readonly proof: readonly Operation[];
}

interface Misdeed {
  readonly kind: ViolationKind;
  readonly operations: readonly Operation[];
}

/**
 * Every name with an acknowledged store must be readable, and hold a content that could be the last: no acknowledged store
 * may have begun after it had surely happened. Nothing may be held that nobody stored or whose store was refused for certain,
 * and nothing that is damaged. A name that may hold something and is missing in `readings` is undecided. Linear.
 *
 * Versions are times: after a partition, of two stores on its two sides, the earlier one may win when the clocks of their owners
 * differ by more than the time between the stores. That is told as a violation.
 */
export function checkFinal(
  operations: Iterable<Operation>,
  readings: ReadonlyMap<string, FinalReading>,
): Findings {
  const names = byName(operations);
  const violations: Violation[] = [];
  const undecided: Undecided[] = [];
  const all = new Set([...names.keys(), ...readings.keys()]);
  for (const name of all) {
    const own = names.get(name) ?? [];
    const history = registerHistory(own);
    const reading = readings.get(name);
    const doubt = firstTimeFault(own) ?? (reading === undefined ? unread(history) : undefined);
    if (doubt !== undefined) undecided.push({ check: 'final', name, why: doubt });
    else if (reading !== undefined) violations.push(...judge(name, history, reading));
  }
  return { check: 'final', names: all.size, violations, undecided, searchSteps: 0 };
}

function unread({ writes }: RegisterHistory): string | undefined {
  return writes.length === 0 ? undefined : 'it was not read at the end';
}

function judge(name: string, history: RegisterHistory, reading: FinalReading): readonly Violation[] {
  const proven = provenWrites(history);
  const could = lastContents(
    proven.map(({ write, endMs }) => ({ ...write, endMs })),
    Infinity,
    Infinity,
  );
  const misdeed =
    reading.outcome === 'found'
      ? wrongContent(reading.content, history, proven, could)
      : noContent(reading.outcome, history, could);
  if (misdeed === undefined) return [];
  const { kind, operations } = misdeed;
  return [tell({ check: 'final', kind, name, operations, end: endWords(reading), should: anyOf(could) })];
}

/** A read shows that a write had happened, when there is no other write of that content that it may have seen. */
function provenWrites({ writes, reads }: RegisterHistory): readonly Proven[] {
  const written = new Map<string, number>();
  for (const { content } of writes) written.set(content, 1 + (written.get(content) ?? 0));
  const firstReads = new Map<string | null, (typeof reads)[number]>();
  for (const read of reads) {
    const known = firstReads.get(read.content);
    if (known === undefined || read.endMs < known.endMs) firstReads.set(read.content, read);
  }
  return writes.map((write) => {
    const read = written.get(write.content) === 1 ? firstReads.get(write.content) : undefined;
    // A read that ended before the store began saw something else; checkRegister tells of it.
    const isShown = read !== undefined && read.endMs < write.endMs && read.endMs >= write.startMs;
    return isShown
      ? { write, endMs: read.endMs, proof: read.records }
      : { write, endMs: write.endMs, proof: [] };
  });
}

function wrongContent(
  content: string,
  { writes, refused }: RegisterHistory,
  proven: readonly Proven[],
  could: ReadonlySet<string | null>,
): Misdeed | undefined {
  if (could.has(content)) return undefined;
  const own = proven.filter(({ write }) => write.content === content);
  if (own.length === 0) {
    const refusals = refused.filter((store) => store.content === content);
    return { kind: refusals.length > 0 ? 'refused' : 'nobody-stored', operations: refusals };
  }
  const replacement = lastAcknowledged(writes);
  return {
    kind: 'came-back',
    operations: [
      ...own.flatMap(({ write, proof }): readonly Operation[] => [...write.records, ...proof]),
      ...(replacement?.records ?? []),
    ],
  };
}

/** Nothing is wrong with no content where nothing was acknowledged, unless it is damaged. */
function noContent(
  outcome: 'absent' | 'unavailable' | 'damaged',
  { writes }: RegisterHistory,
  could: ReadonlySet<string | null>,
): Misdeed | undefined {
  const last = lastAcknowledged(writes.filter(({ content }) => could.has(content)));
  if (last === undefined && outcome !== 'damaged') return undefined;
  return { kind: outcome === 'absent' ? 'lost' : outcome, operations: last?.records ?? [] };
}

/** The acknowledged write that began last. */
function lastAcknowledged(writes: readonly Write[]): Write | undefined {
  const acknowledged = writes.filter(({ isAcknowledged }) => isAcknowledged);
  return acknowledged.reduce<Write | undefined>(
    (last, write) => (last === undefined || write.startMs > last.startMs ? write : last),
    undefined,
  );
}

function endWords(reading: FinalReading): string {
  switch (reading.outcome) {
    case 'found':
      return `${contentWords(reading.content)} was read at the end`;
    case 'absent':
      return 'nothing was found at the end';
    case 'unavailable':
      return 'it could not be read at the end';
    case 'damaged':
      return 'what was read at the end was damaged';
  }
}
