// The table of `status`: everybody who was ever started, where, and what they say of themselves. Pure.

import Table from 'cli-table3';
import type { MemberState, PeerReport } from '../ring/index.ts';

const stateWords: Readonly<Record<MemberState, string>> = {
  running: 'silent',
  paused: 'paused',
  left: 'left',
  killed: 'killed',
  gone: 'gone',
};

export function membersTable(peers: readonly PeerReport[]): string[] {
  const table = new Table({
    head: ['PEER', 'ADDRESS', 'PID', 'PHASE', 'KEYS', 'PREDECESSORS', 'SUCCESSORS'],
    colAligns: ['right', 'left', 'right', 'left', 'right', 'left', 'left'],
    style: { head: [], border: [], compact: true },
  });
  for (const { id, address, pid, state, isMonitored, status } of peers) {
    const phase = status?.phase ?? stateWords[state];
    table.push([
      id,
      address,
      pid,
      isMonitored ? phase : `${phase}, unmonitored`,
      status?.keys ?? '',
      status?.pred.join(' ') ?? '',
      shortened(status?.succ ?? []),
    ]);
  }
  return table.toString().split('\n');
}

/** A list of eight is more than a table is for. */
function shortened(ids: readonly number[]): string {
  return ids.length > 4 ? `${ids.slice(0, 4).join(' ')} ...` : ids.join(' ');
}
