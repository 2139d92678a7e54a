// The table for a screen: never taller. Troubled rows come first, then as many of the others as fit, then how many more agree.

import type { RingView, Row } from '../view/ring-view.ts';
import { cutLine } from './cut-line.ts';
import { palette, type ColorLevel } from './palette.ts';
import { belowLines, tableLines } from './table.ts';

export interface Screenful {
  readonly colors: ColorLevel;
  readonly width: number;
  readonly height: number;
}

export function fittedTable(view: RingView, screen: Screenful): readonly string[] {
  const options = { colors: screen.colors, width: screen.width };
  const below = belowLines(view, options, palette(screen.colors)).length;
  const room = screen.height - 2 - below;
  const lines =
    view.rows.length <= room
      ? tableLines(view, options)
      : tableLines(view, { ...options, ...chooseRows(view.rows, room - 1) });
  // On the lowest of screens the verdict is what must be seen.
  const kept = lines.length <= screen.height ? lines : lines.slice(lines.length - screen.height);
  return kept.map((line) => cutLine(line, screen.width));
}

function chooseRows(
  rows: readonly Row[],
  room: number,
): { readonly rows: readonly Row[]; readonly hidden: string } {
  const troubled = rows.filter((row) => row.agree !== 'ok');
  const agreeing = rows.filter((row) => row.agree === 'ok');
  const chosen = [...troubled, ...agreeing].slice(0, Math.max(0, room));
  const hiddenTroubled = Math.max(0, troubled.length - chosen.length);
  const hiddenAgreeing = rows.length - chosen.length - hiddenTroubled;
  return { rows: chosen, hidden: hiddenWords(hiddenTroubled, hiddenAgreeing) };
}

function hiddenWords(troubled: number, agreeing: number): string {
  const verb = agreeing === 1 ? 'agrees' : 'agree';
  if (troubled === 0) return `... ${agreeing} more ${verb}`;
  const others = troubled === 1 ? 'does not' : 'do not';
  return `... ${troubled} more ${others}` + (agreeing > 0 ? `, ${agreeing} more ${verb}` : '');
}
