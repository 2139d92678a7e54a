// What a view adds to the one before it, as records.

import { loadSentences, type Contact, type RingLoad } from '@ringside/peer/survey';
import type {
  ByeRecord,
  ChangeRecord,
  FindingRecord,
  LoadRecord,
  PeerRecord,
  ReportRecord,
  StateRecord,
} from './record.ts';
import type { PeerMemory, RingView } from './ring-view.ts';

export function recordsOf(view: RingView, before: RingView | undefined): readonly ReportRecord[] {
  return [
    ...peerRecords(view),
    ...changeRecords(view, before),
    ...findingRecords(view, before),
    ...stateRecords(view, before),
  ];
}

/** The last record: how the ring was when nobody watched any more. */
export function byeRecord(at: number, view: RingView | undefined, exitCode: number): ByeRecord {
  return {
    v: 1,
    type: 'bye',
    at: isoTime(at),
    sweeps: view?.sweep ?? 0,
    state: view?.verdict.state ?? null,
    line: view?.verdict.line ?? null,
    exitCode,
  };
}

export function loadRecord(at: number, load: RingLoad): LoadRecord {
  const peers = load.peers.map(({ id, ...carried }) => ({ peer: id, ...carried }));
  return { v: 1, type: 'load', at: isoTime(at), ...load, peers, lines: loadSentences(load) };
}

export function isoTime(at: number): string {
  return new Date(at).toISOString();
}

function peerRecords({ at, sweep, rows }: RingView): readonly PeerRecord[] {
  return rows.map(({ id, address, status, rttMs }) => ({
    v: 1,
    type: 'peer',
    at: isoTime(at),
    sweep,
    peer: id,
    answered: status !== null,
    rttMs: rttMs === null ? null : Math.round(rttMs * 10) / 10,
    pred: status === null ? null : ids(status.pred),
    succ: status === null ? null : ids(status.succ),
    version: status?.version ?? null,
    phase: status?.phase ?? null,
    epoch: status?.epoch ?? null,
    keys: status?.keys ?? null,
    address,
  }));
}

/** Compares what each peer says with the last thing it said, also across sweeps in which it was silent. */
function changeRecords(view: RingView, before: RingView | undefined): readonly ChangeRecord[] {
  return view.rows.flatMap(({ id, status }) => {
    const old: PeerMemory | undefined = before?.memory.peers.get(id);
    if (status === null || old === undefined || old.status === null) return [];
    const was = old.status;
    return (['succ', 'pred'] as const).flatMap((list) => {
      const slots = Array.from(
        { length: Math.max(status[list].length, was[list].length) },
        (_, slot) => slot,
      );
      return slots.flatMap((slot): ChangeRecord[] => {
        const from = was[list][slot]?.id ?? null;
        const to = status[list][slot]?.id ?? null;
        if (from === to) return [];
        const { sweep } = view;
        return [{ v: 1, type: 'change', at: isoTime(view.at), sweep, peer: id, list, slot, from, to }];
      });
    });
  });
}

function findingRecords(view: RingView, before: RingView | undefined): readonly FindingRecord[] {
  const known = new Set(before?.findings.map((finding) => JSON.stringify(finding)));
  return view.findings
    .filter((finding) => !known.has(JSON.stringify(finding)))
    .map(({ peer, list, slot, says, should, why, isFirm }) => ({
      v: 1,
      type: 'finding',
      at: isoTime(view.at),
      sweep: view.sweep,
      peer,
      list,
      slot,
      says,
      should,
      why,
      firm: isFirm,
    }));
}

function stateRecords(view: RingView, before: RingView | undefined): readonly StateRecord[] {
  if (view.settled === null || view.settled === before?.settled) return [];
  const { rings, unmonitored, gone } = view.verdict;
  const was = before?.settled?.state ?? null;
  const { at, sweep, settled } = view;
  return [{ v: 1, type: 'state', at: isoTime(at), sweep, ...settled, was, rings, unmonitored, gone }];
}

function ids(contacts: readonly Contact[]): readonly number[] {
  return contacts.map((contact) => contact.id);
}
