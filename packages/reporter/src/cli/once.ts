// `reporter once`: one sweep, two when torn, print, exit.

import { palette } from '../print/palette.ts';
import { tableLines, verdictLine } from '../print/table.ts';
import type { CommonArguments } from './options.ts';
import { lookAndPrint } from './look-and-print.ts';
import type { Surroundings } from './surroundings.ts';

export async function once(args: Partial<CommonArguments>, around: Surroundings): Promise<number> {
  const { stdout } = around;
  return await lookAndPrint(args, around, {
    lines(view, { colors, loudness }) {
      if (loudness === 'quiet') return [verdictLine(view, palette(colors))];
      const width = stdout.isTTY === true ? stdout.columns : undefined;
      return tableLines(view, width === undefined ? { colors } : { colors, width });
    },
  });
}
