// `reporter load`: looks at the ring as `once` does, and says who carries how much of it.

import { loadOf } from '@ringside/peer/survey';
import { loadLines } from '../print/load-table.ts';
import { palette } from '../print/palette.ts';
import { verdictLine } from '../print/table.ts';
import { loadRecord } from '../view/records.ts';
import type { RingView } from '../view/ring-view.ts';
import type { CommonArguments } from './options.ts';
import { lookAndPrint } from './look-and-print.ts';
import type { Settings } from './read-settings.ts';
import type { Surroundings } from './surroundings.ts';

/** A ring that is not right owns other keys than its arcs say: the verdict stands last, and decides the exit code. */
export async function load(args: Partial<CommonArguments>, around: Surroundings): Promise<number> {
  return await lookAndPrint(args, around, {
    lines: loadAndVerdict,
    lastRecords: (view) => {
      const found = loadOf(view.statuses);
      return found === undefined ? [] : [loadRecord(view.at, found)];
    },
  });
}

function loadAndVerdict(view: RingView, { colors, loudness }: Settings): readonly string[] {
  const verdict = verdictLine(view, palette(colors));
  const found = loadOf(view.statuses);
  if (found === undefined || loudness === 'quiet') return [verdict];
  return [...loadLines(found, { colors }), '', verdict];
}
