// The ring table. The seeds' rows and their last line are kept to the letter; new columns go to the right, new lines below.

import Table from 'cli-table3';
import type { RingView, Row, Stranger } from '../view/ring-view.ts';
import { age, roundTrip } from './amounts.ts';
import { borderless } from './borderless.ts';
import { palette, type ColorLevel, type Palette } from './palette.ts';
import { idWidth, ringRow, rowWidth } from './ring-row.ts';

export interface TableOptions {
  readonly colors: ColorLevel;
  /** Cut notes so that no line is wider than this. */
  readonly width?: number;
  /** Show only these rows; `hidden` says in words what is left out. */
  readonly rows?: readonly Row[];
  readonly hidden?: string;
  /** Leave out the sentence below the table. */
  readonly isSentenceHidden?: boolean;
}

/** Rule, rows, rule; then, after an empty line, who is unmonitored, and the verdict. */
export function tableLines(view: RingView, options: TableOptions): readonly string[] {
  const paint = palette(options.colors);
  const hidden = options.hidden === undefined ? [] : [options.hidden];
  return [
    ...ringLines(options.rows ?? view.rows, idWidth(view.rows), options, paint, hidden),
    ...belowLines(view, options, paint),
  ];
}

/** What stands below the second rule, the empty line included. */
export function belowLines(view: RingView, options: TableOptions, paint: Palette): readonly string[] {
  const strangers = view.strangers.map((stranger) => strangerLine(stranger, paint));
  const { unmonitored } = view.verdict;
  const last = `Unmonitored Peers (${unmonitored.length}): ${unmonitored.join(', ')}`;
  const lines = [
    ...strangers,
    ...(unmonitored.length === 0 ? [] : ['', paint.mark.unmonitored(last)]),
    ...(options.isSentenceHidden === true ? [] : ['', verdictLine(view, paint)]),
  ];
  return lines;
}

/** `HEALING  14 is gone; 1 of 4 neighbours mended (9)`; `~` until it is firm. */
export function verdictLine(view: RingView, paint: Palette): string {
  const { state, line } = view.verdict;
  const mark = view.isFirm ? '' : ' ~';
  return `${paint.state(state, view.isFirm)(`${state}${mark}`)}  ${line}`;
}

function ringLines(
  rows: readonly Row[],
  width: number,
  options: TableOptions,
  paint: Palette,
  hidden: readonly string[],
): readonly string[] {
  const rule = '='.repeat(rowWidth(width));
  const noteWidth = options.width === undefined ? undefined : options.width - rule.length - columnsBeside;
  const hasColumns = noteWidth === undefined || noteWidth >= 'NOTE'.length;
  if (!hasColumns)
    return [rule, ...rows.map((row) => narrowRow(row, width, options, paint)), ...hidden, rule];

  const table = new Table({
    chars: borderless,
    style: { 'padding-left': 0, 'padding-right': 0, head: [], border: [] },
    colAligns: ['left', 'right', 'right', 'right', 'left'],
    colWidths: [rule.length, 5, 5, 5, noteWidth ?? null],
  });
  table.push([rule, 'AGREE', 'SINCE', 'RTT', 'NOTE']);
  for (const row of rows) {
    const { agree } = row;
    table.push([
      ringRow(row, width, paint),
      paint.agree[agree](agree),
      age(row.sinceMs),
      roundTrip(row.rttMs),
      row.note,
    ]);
  }
  const lines = table.toString().split('\n');
  return [...lines.map((line) => line.trimEnd()), ...hidden, rule];
}

/** On a screen too narrow for the columns only a word about trouble is kept. */
function narrowRow(row: Row, width: number, options: TableOptions, paint: Palette): string {
  const word = row.agree === 'ok' ? '' : ` ${paint.agree[row.agree](row.agree)}`;
  const hasRoom = rowWidth(width) + 5 <= (options.width ?? Infinity);
  return ringRow(row, width, paint) + (hasRoom ? word : '');
}

function strangerLine({ address, why }: Stranger, paint: Palette): string {
  return `Peer ${paint.agree.gone('??')} - ${address}: ${why}`;
}

/** AGREE, SINCE and RTT with two spaces before each, and before the note. */
const columnsBeside = 3 * (2 + 5) + 2;
