// Small things of a plan in words: times, shares, peers.

import { formatTimeMs } from '@ringside/peer/settings';
import type { Comparison } from '../language/index.ts';
import type { PlannedSide, Who } from './plan.ts';

/** `2s`, `1.25s`, `500ms`. */
export function timeWords(ms: number): string {
  const isLong = ms >= 1_000 && ms < 60_000 && ms % 1_000 !== 0;
  return isLong ? `${Number((ms / 1_000).toFixed(3))}s` : formatTimeMs(ms);
}

/** `20s (80p)`: by the clock, and in ping periods. */
export function limitWords(ms: number, pingMs: number): string {
  return `${timeWords(ms)} (${Number((ms / pingMs).toFixed(1))}p)`;
}

export function shareWords(share: number): string {
  return `${Number((share * 100).toFixed(4))}%`;
}

const operatorWords = {
  '<=': 'at most ',
  '>=': 'at least ',
  '<': 'fewer than ',
  '>': 'more than ',
  '==': '',
} as const;

/** `at least 12`. */
export function comparisonWords({ operator, value }: Comparison): string {
  return `${operatorWords[operator]}${value}`;
}

export function countWords(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

const listedMax = 20;

export function idsWords(ids: readonly number[]): string {
  const shown = ids.slice(0, listedMax).join(', ');
  return ids.length > listedMax ? `${shown} and ${ids.length - listedMax} more` : shown;
}

/** `9, 14`, or `the successor of 5 (8 as planned)`. */
export function whoWords(who: Who): string {
  switch (who.kind) {
    case 'peers':
      return idsWords(who.ids);
    case 'successor-of':
      return `the successor of ${whoWords(who.of)}${foreseen(who)}`;
    case 'owner-of':
      return `the owner of "${who.name}"${foreseen(who)}`;
    case 'bound':
      return `${who.name}${foreseen(who)}`;
    case 'several':
      return who.of.map(whoWords).join(' and ');
    case 'draw': {
      const amount = who.amount.kind === 'count' ? String(who.amount.count) : shareWords(who.amount.share);
      return `${amount} ${who.how === 'any' ? 'drawn then' : 'side by side, drawn then'}${foreseen(who)}`;
    }
  }
}

export function sideWords(side: PlannedSide): string {
  return side.kind === 'rest' ? 'the rest' : whoWords(side);
}

function foreseen({ expected }: { readonly expected: readonly number[] }): string {
  return ` (${idsWords(expected)} as planned)`;
}
