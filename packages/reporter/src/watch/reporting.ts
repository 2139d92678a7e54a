// Where views and records go: a live screen, plain lines, or JSON lines. One interface, so that whoever sweeps need not know.

import { fittedTable } from '../print/fitted-table.ts';
import { jsonLine } from '../print/json-line.ts';
import type { ColorLevel } from '../print/palette.ts';
import { plainLine, type Loudness } from '../print/plain-line.ts';
import { tableLines } from '../print/table.ts';
import type { ReportRecord } from '../view/record.ts';
import type { RingView } from '../view/ring-view.ts';
import { openScreen, type Terminal } from './screen.ts';

export interface Reporting {
  /** `records`: what this view adds to the one before it. */
  show(view: RingView, records: readonly ReportRecord[]): void;
  /** The last view (none when nothing was ever asked), and the last record. Once only. */
  close(view: RingView | undefined, bye: ReportRecord): void;
}

export type Write = (text: string) => unknown;

/** The table on an alternate screen; the last one stays in the scrollback. */
export function screenReporting(terminal: Terminal, colors: ColorLevel): Reporting {
  let last: RingView | undefined;
  const screen = openScreen(terminal, { onResize: draw });
  function draw(): void {
    if (last === undefined) return;
    screen.draw(fittedTable(last, { colors, width: screen.width, height: screen.height }));
  }
  return {
    show(view) {
      last = view;
      draw();
    },
    close(view) {
      if (view === undefined) screen.close([]);
      else screen.close(tableLines(view, { colors, width: screen.width }));
    },
  };
}

/** One record a line; the table at the start, at every firm change of verdict and at the end. */
export function plainReporting(write: Write, colors: ColorLevel, loudness: Loudness): Reporting {
  let settled: RingView['settled'] | undefined;
  let printed: RingView | undefined;
  function print(view: RingView): void {
    printed = view;
    if (loudness !== 'quiet') write(`${tableLines(view, { colors }).join('\n')}\n`);
  }
  return {
    show(view, records) {
      for (const record of records) {
        const line = plainLine(record, loudness);
        if (line !== undefined) write(`${line}\n`);
      }
      if (settled === undefined || settled !== view.settled) print(view);
      settled = view.settled;
    },
    close(view) {
      if (view !== undefined && view !== printed) print(view);
    },
  };
}

export function jsonReporting(write: Write): Reporting {
  const put = (record: ReportRecord): unknown => write(`${jsonLine(record)}\n`);
  return {
    show: (_view, records) => records.forEach(put),
    close: (_view, bye) => put(bye),
  };
}

/** Nothing until the end. */
export function silentReporting(): Reporting {
  return { show() {}, close() {} };
}
