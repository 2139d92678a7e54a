// `reporter once`: one sweep, two when torn, print, exit.

import { addressesOf } from './addresses.ts';
import { endingCode, verdictCode } from './exit-code.ts';
import type { CommonArguments } from './options.ts';
import { readSettings } from './read-settings.ts';
import type { Surroundings } from './surroundings.ts';
import { watchAndReport } from './watch-and-report.ts';
import { isIdeal } from '@ringside/peer/survey';
import { EXIT, ProgramError } from '@ringside/peer/settings';
import { surveyGapMs, surveySweepsMax } from '../poll/survey-once.ts';
import { palette } from '../print/palette.ts';
import { tableLines, verdictLine } from '../print/table.ts';
import type { RingView } from '../view/ring-view.ts';
import { jsonReporting, silentReporting } from '../watch/reporting.ts';

export async function once(args: Partial<CommonArguments>, around: Surroundings): Promise<number> {
  const settings = await readSettings(args, around);
  const { stdout, signal } = around;
  const { view, exitCode } = await watchAndReport(settings, around, {
    intervalMs: settings.intervalMs ?? surveyGapMs,
    signal,
    reporting: settings.isJson ? jsonReporting((text) => stdout.write(text)) : silentReporting(),
    isEnough: ({ verdict, isFirm, sweep }) => isIdeal(verdict) || isFirm || sweep >= surveySweepsMax,
    exitCodeOf: (last) => endingCode(signal) ?? verdictCode(last),
  });
  if (view === undefined) return exitCode;
  if (!settings.isJson) stdout.write(`${linesOf(view).join('\n')}\n`);
  if (exitCode === EXIT.unavailable) {
    throw new ProgramError(
      exitCode,
      `nobody answers at ${addressesOf(settings.targets)}; is the ring running?`,
    );
  }
  return exitCode;

  function linesOf(last: RingView): readonly string[] {
    const { colors, loudness } = settings;
    if (loudness === 'quiet') return [verdictLine(last, palette(colors))];
    const width = stdout.isTTY === true ? stdout.columns : undefined;
    return tableLines(last, width === undefined ? { colors } : { colors, width });
  }
}
