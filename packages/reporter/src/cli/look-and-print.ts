// What `once` and `load` share: one sweep, two when torn, print, exit with the verdict's code.

import { isIdeal } from '@ringside/peer/survey';
import { EXIT, ProgramError } from '@ringside/peer/settings';
import { surveyGapMs, surveySweepsMax } from '../poll/survey-once.ts';
import type { ReportRecord } from '../view/record.ts';
import type { RingView } from '../view/ring-view.ts';
import { jsonReporting, silentReporting } from '../watch/reporting.ts';
import { addressesOf } from './addresses.ts';
import { endingCode, verdictCode } from './exit-code.ts';
import type { CommonArguments } from './options.ts';
import { readSettings, type Settings } from './read-settings.ts';
import type { Surroundings } from './surroundings.ts';
import { watchAndReport } from './watch-and-report.ts';

/** How the last view is told. */
export interface Telling {
  readonly lines: (view: RingView, settings: Settings) => readonly string[];
  readonly lastRecords?: (view: RingView) => readonly ReportRecord[];
}

export async function lookAndPrint(
  args: Partial<CommonArguments>,
  around: Surroundings,
  { lines, lastRecords = () => [] }: Telling,
): Promise<number> {
  const settings = await readSettings(args, around);
  const { stdout, signal } = around;
  const { view, exitCode } = await watchAndReport(settings, around, {
    intervalMs: settings.intervalMs ?? surveyGapMs,
    signal,
    reporting: settings.isJson ? jsonReporting((text) => stdout.write(text)) : silentReporting(),
    isEnough: ({ verdict, isFirm, sweep }) => isIdeal(verdict) || isFirm || sweep >= surveySweepsMax,
    lastRecords,
    exitCodeOf: (last) => endingCode(signal) ?? verdictCode(last),
  });
  if (view === undefined) return exitCode;
  if (!settings.isJson) stdout.write(`${lines(view, settings).join('\n')}\n`);
  if (exitCode === EXIT.unavailable) {
    throw new ProgramError(
      exitCode,
      `nobody answers at ${addressesOf(settings.targets)}; is the ring running?`,
    );
  }
  return exitCode;
}
