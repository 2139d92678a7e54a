// A record as a line for people where there is no terminal.

import { describeFinding, slotWords } from '@ringside/peer/survey';
import type { PeerRecord, ReportRecord } from '../view/record.ts';

/** `quiet`: verdicts only. `normal`: also what the table shows. `verbose`: longer lists and every answer as well. */
export type Loudness = 'quiet' | 'normal' | 'verbose';

/** The table shows two neighbours on either side. */
const tableSlots = 2;

/** Undefined: nothing to say about this record at this loudness. */
export function plainLine(record: ReportRecord, loudness: Loudness): string | undefined {
  const text = wordsOf(record, loudness);
  return text === undefined ? undefined : `${record.at.slice('2026-11-22T'.length)} ${text}`;
}

function wordsOf(record: ReportRecord, loudness: Loudness): string | undefined {
  if (record.type === 'state') {
    const was = record.was === null ? '' : ` (was ${record.was})`;
    return `${record.state}${was}: ${record.line}`;
  }
  if (loudness === 'quiet') return undefined;
  const isBeyondTable = 'slot' in record && record.slot >= tableSlots;
  if (isBeyondTable && loudness !== 'verbose') return undefined;
  switch (record.type) {
    case 'change':
      return `Peer ${record.peer}: ${slotWords(record)} ${record.from ?? 'nobody'} -> ${record.to ?? 'nobody'}`;
    case 'finding':
      return `${record.firm ? 'NO' : '~'} ${describeFinding(record)}`;
    case 'peer':
      return loudness === 'verbose' ? peerWords(record) : undefined;
    case 'hello':
    case 'load':
    case 'bye':
      return undefined;
  }
  return undefined;
}

function peerWords({ peer, answered, pred, succ, version, rttMs, phase }: PeerRecord): string {
  if (!answered) return `Peer ${peer}: silent`;
  return `Peer ${peer}: ${phase}, pred ${pred?.join(' ')}, succ ${succ?.join(' ')}, version ${version}, ${rttMs} ms`;
}
