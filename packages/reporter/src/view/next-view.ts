// The door of the view: the view so far and one more sweep in, the next view out. Time comes with the sweep.

import { isIdeal, judge, type Identifier, type Verdict } from '@ringside/peer/survey';
import { firmnessOf, isFirmVerdict } from './firmness.ts';
import { resolve, type Heard } from './resolve.ts';
import type { PeerMemory, RingView, Row, SeenFinding } from './ring-view.ts';
import { rowOf } from './rows.ts';
import type { Sweep } from './sweep.ts';

export function nextView(before: RingView | undefined, sweep: Sweep): RingView {
  const { heard, strangers } = resolve(sweep, before);
  const verdict = judge(heard);
  const asked = new Set(heard.map((each) => each.id));
  const { findings, firstSeen } = firmnessOf(verdict.findings, sweep.number, asked, before);
  const isFirm = isFirmVerdict(verdict, findings, before);
  const { rows, peers } = rowsOf(heard, findings, verdict, sweep, before);
  const isTorn = before === undefined || !hasSameLists(peers, before.memory.peers);
  const { settled, settledAs } = settle(verdict, isFirm, before);
  return {
    sweep: sweep.number,
    at: sweep.at,
    rows,
    strangers,
    statuses: heard.flatMap(({ status }) => status ?? []),
    verdict,
    isFirm,
    findings,
    settled,
    isTorn,
    idealSweeps: idealSweepsOf(verdict, isTorn, before),
    hasEverHeard: before?.hasEverHeard === true || heard.some((each) => each.status !== null),
    memory: { firstSeen, peers, settledAs },
  };
}

function rowsOf(
  heard: readonly Heard[],
  findings: readonly SeenFinding[],
  verdict: Verdict,
  sweep: Sweep,
  before: RingView | undefined,
): { readonly rows: readonly Row[]; readonly peers: ReadonlyMap<Identifier, PeerMemory> } {
  const findingsOf = Map.groupBy(findings, (finding) => finding.peer);
  const members = new Set(verdict.members);
  const around = {
    sweep: sweep.number,
    at: sweep.at,
    members,
    unmonitored: new Set(verdict.unmonitored),
  };
  const peers = new Map<Identifier, PeerMemory>();
  const rows: Row[] = [];
  for (const each of heard) {
    if (!each.isMonitored) continue;
    const { row, memory } = rowOf(
      each,
      findingsOf.get(each.id) ?? [],
      around,
      before?.memory.peers.get(each.id),
    );
    rows.push(row);
    peers.set(each.id, memory);
  }
  return { rows: rows.toSorted((a, b) => a.id - b.id), peers };
}

function idealSweepsOf(verdict: Verdict, isTorn: boolean, before: RingView | undefined): number {
  if (!isIdeal(verdict)) return 0;
  return isTorn ? 1 : (before?.idealSweeps ?? 0) + 1;
}

/** The same peers, in the same life, with the same version of their lists. */
function hasSameLists(
  now: ReadonlyMap<Identifier, PeerMemory>,
  then: ReadonlyMap<Identifier, PeerMemory>,
): boolean {
  if (now.size !== then.size) return false;
  for (const [id, { status, silentSweeps }] of now) {
    const old = then.get(id);
    if (old === undefined || silentSweeps > 0 !== old.silentSweeps > 0) return false;
    if (old.status?.version !== status?.version || old.status?.epoch !== status?.epoch) return false;
  }
  return true;
}

function settle(
  verdict: Verdict,
  isFirm: boolean,
  before: RingView | undefined,
): { readonly settled: RingView['settled']; readonly settledAs: string } {
  const settledBefore = { settled: before?.settled ?? null, settledAs: before?.memory.settledAs ?? '' };
  if (!isFirm) return settledBefore;
  const { state, line, rings, gone, unmonitored } = verdict;
  const settledAs = JSON.stringify([state, rings, gone, unmonitored]);
  return settledAs === settledBefore.settledAs ? settledBefore : { settled: { state, line }, settledAs };
}
