// Figures as a table for the screen. No colour and no lines: it is read by people and by grep.

import { rounded, type Figure } from '../sim/studies/index.ts';

const head = ['FIGURE', 'CASES', 'VALUE', 'UNIT', 'LIMIT', 'HELD'] as const;
const isNumber = [false, true, true, false, false, false];

export function studyTable(figures: readonly Figure[]): string {
  const rows = [head, ...figures.map(rowOf)];
  const widths = head.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const lines = rows.map((row) =>
    row
      .map((cell, column) =>
        isNumber[column] === true ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0),
      )
      .join('  ')
      .trimEnd(),
  );
  return lines.join('\n');
}

function rowOf({ what, cases, value, unit, limit, isHeld }: Figure): readonly string[] {
  const verdict = isHeld === undefined ? '' : isHeld ? 'held' : 'NOT HELD';
  return [what, String(cases), rounded(value), unit, limit, verdict];
}
