// The seeds' row, to the letter: `Peer 14 -  8 >  9 > [14] > 15 > 19`. Nearest neighbour stands next to the brackets.

import type { Entry, Row } from '../view/ring-view.ts';
import type { Palette } from './palette.ts';

/** How many columns ids take: two as in the seeds, more when an id is longer. */
export function idWidth(rows: readonly Row[]): number {
  const shown = rows.flatMap((row) => [row.id, ...[...row.pred, ...row.succ].map((entry) => entry.shows)]);
  return shown.reduce<number>(
    (widest, one) => (typeof one === 'number' ? Math.max(widest, String(one).length) : widest),
    2,
  );
}

/** How many columns a whole row takes: 34 for ids of up to two digits. */
export function rowWidth(width: number): number {
  return 'Peer  - '.length + '[] >  >  >  > '.length + 6 * width;
}

export function ringRow(row: Row, width: number, palette: Palette): string {
  const self = String(row.id).padStart(width);
  const before = row.pred.toReversed().map((entry) => show(entry, width, palette));
  const after = row.succ.map((entry) => show(entry, width, palette));
  return `Peer ${self} - ${[...before, `[${self}]`, ...after].join(' > ')}`;
}

/** An entry: its id (0 is an id like any other), `??` when unknown, `--` when nobody belongs there. */
function show({ shows, mark, isFresh }: Entry, width: number, palette: Palette): string {
  const text = wordOf(shows).padStart(width);
  const painted = palette.mark[mark](text);
  return isFresh ? palette.fresh(painted) : painted;
}

function wordOf(shows: Entry['shows']): string {
  if (shows === 'unknown') return '??';
  return shows === 'nobody' ? '--' : String(shows);
}
