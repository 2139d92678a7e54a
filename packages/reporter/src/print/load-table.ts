// Who carries how much, as a table with a bar a peer, and in sentences below it.

import { Chalk } from 'chalk';
import Table from 'cli-table3';
import { loadSentences, percent, type PeerLoad, type RingLoad } from '@ringside/peer/survey';
import { borderless } from './borderless.ts';
import { barOf } from './load-bar.ts';
import type { ColorLevel } from './palette.ts';

export interface LoadOptions {
  readonly colors: ColorLevel;
}

const barWidth = 30;

/** One row a peer, the totals, and after an empty line the sentences. */
export function loadLines(load: RingLoad, { colors }: LoadOptions): readonly string[] {
  const chalk = new Chalk({ level: colors });
  const table = new Table({
    chars: borderless,
    style: { 'padding-left': 0, 'padding-right': 0, head: [], border: [] },
    colAligns: ['right', 'right', 'right', 'right', 'right', 'right', 'left'],
    head: ['PEER', 'CIRCLE', 'KEYS', 'BYTES', 'HELD', 'HELD BYTES', '█ KEYS  ┃ ARC'],
  });
  const scale = Math.max(...load.peers.map(({ share, owned }) => Math.max(share, keyShare(owned, load))));
  for (const peer of load.peers) {
    const { id, share, owned } = peer;
    const parts = { filled: keyShare(owned, load) / scale, mark: share / scale };
    table.push([id, percent(share), ...amountsOf(peer), barOf(parts, barWidth, chalk.green, chalk.yellow)]);
  }
  table.push(['ALL', percent(1), ...amountsOf(load.total), '']);
  return [
    ...table
      .toString()
      .split('\n')
      .map((line) => line.trimEnd()),
    '',
    ...loadSentences(load),
  ];
}

function keyShare(owned: number, { total }: RingLoad): number {
  return total.owned === 0 ? 0 : owned / total.owned;
}

function amountsOf({ owned, ownedBytes, held, heldBytes }: Omit<PeerLoad, 'id' | 'share'>): string[] {
  return [owned, ownedBytes, held, heldBytes].map((amount) => amount.toLocaleString('en-US'));
}
