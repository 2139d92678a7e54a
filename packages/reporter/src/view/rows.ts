// One row of the table: a polled peer's four neighbours, whether it agrees with the circle, and since when.

import { claim, slotWords, type Contact, type Identifier } from '@ringside/peer/survey';
import type { Heard } from './resolve.ts';
import type { Agreement, Entry, Mark, PeerMemory, Row, SeenFinding } from './ring-view.ts';

const freshSweeps = 3;
const shownSlots = [0, 1] as const;

/** Everything of a sweep that a row may depend on. */
export interface Surroundings {
  readonly sweep: number;
  readonly at: number;
  readonly members: ReadonlySet<Identifier>;
  readonly unmonitored: ReadonlySet<Identifier>;
}

export function rowOf(
  heard: Heard,
  findings: readonly SeenFinding[],
  around: Surroundings,
  before: PeerMemory | undefined,
): { readonly row: Row; readonly memory: PeerMemory } {
  const { id, address, status, rttMs } = heard;
  const silentSweeps = status === null ? (before?.silentSweeps ?? 0) + 1 : 0;
  const agree = agreementOf(heard, findings, silentSweeps);
  const agreeSince = before !== undefined && isStill(before.agree, agree) ? before.agreeSince : around.at;
  const changedIn = {
    pred: changes(status?.pred, before?.status?.pred, before?.changedIn.pred, around.sweep),
    succ: changes(status?.succ, before?.status?.succ, before?.changedIn.succ, around.sweep),
  };
  const show = (list: 'pred' | 'succ'): readonly Entry[] =>
    shownSlots.map((slot) => ({
      ...entryOf(list, slot, heard, findings, around),
      isFresh: status !== null && around.sweep - (changedIn[list][slot] ?? -Infinity) < freshSweeps,
    }));
  return {
    row: {
      id,
      address,
      agree,
      sinceMs: around.at - agreeSince,
      status,
      rttMs,
      pred: show('pred'),
      succ: show('succ'),
      note: noteOf(heard, findings),
    },
    memory: { address, agree, agreeSince, silentSweeps, status: status ?? before?.status ?? null, changedIn },
  };
}

function agreementOf(heard: Heard, findings: readonly SeenFinding[], silentSweeps: number): Agreement {
  if (heard.status === null) return silentSweeps > 1 ? 'gone' : '~';
  switch (heard.status.phase) {
    case 'idle':
    case 'joining':
      return 'out';
    case 'left':
    case 'fenced':
      return 'gone';
    case 'member':
    case 'leaving':
    case 'isolated':
      break;
  }
  if (findings.some((finding) => finding.isFirm)) return 'NO';
  return findings.length > 0 ? '~' : 'ok';
}

/** What was doubtful and is now sure has been so since the doubt began. */
function isStill(before: Agreement, now: Agreement): boolean {
  return before === now || (before === '~' && (now === 'NO' || now === 'gone'));
}

function entryOf(
  list: 'pred' | 'succ',
  slot: number,
  { status }: Heard,
  findings: readonly SeenFinding[],
  { members, unmonitored }: Surroundings,
): Pick<Entry, 'shows' | 'mark'> {
  const said = status?.[list][slot]?.id;
  const finding = findings.find((each) => each.list === list && each.slot === slot);
  if (status === null || finding?.says === null) return { shows: 'unknown', mark: markOf(finding) };
  if (said === undefined) {
    const isMember = members.has(status.id);
    return { shows: isMember ? 'nobody' : 'unknown', mark: 'right' };
  }
  const mark = finding === undefined && unmonitored.has(said) ? 'unmonitored' : markOf(finding);
  return { shows: said, mark };
}

function markOf(finding: SeenFinding | undefined): Mark {
  if (finding === undefined) return 'right';
  if (!finding.isFirm) return 'changing';
  return finding.why === 'gone' ? 'gone' : 'wrong';
}

function changes(
  now: readonly Contact[] | undefined,
  then: readonly Contact[] | undefined,
  changedIn: readonly number[] | undefined,
  sweep: number,
): readonly number[] {
  return shownSlots.map((slot) => {
    const isSame = now === undefined || then === undefined || now[slot]?.id === then[slot]?.id;
    return isSame ? (changedIn?.[slot] ?? -Infinity) : sweep;
  });
}

function noteOf({ status, silence }: Heard, findings: readonly SeenFinding[]): string {
  if (status === null) return silence;
  const said: string[] = status.phase === 'member' ? [] : [phaseWords[status.phase]];
  const [first] = findings;
  if (first !== undefined) said.push(`${slotWords(first)} ${claim(first)}`);
  if (findings.length > 1) said.push(`${findings.length - 1} more`);
  return said.join('; ');
}

const phaseWords = {
  idle: 'idle',
  joining: 'joining',
  leaving: 'leaving',
  left: 'has left',
  fenced: 'stopped: it met a later life of itself',
  isolated: 'isolated: it knows nobody who answers',
} as const;
