// `reporter`: the live table on a terminal; plain lines or records elsewhere. Ends when it is told to.

import { jsonReporting, plainReporting, screenReporting, type Reporting } from '../watch/reporting.ts';
import { watchKeys } from '../watch/keys.ts';
import { endingCode } from './exit-code.ts';
import type { CommonArguments } from './options.ts';
import { readSettings, type Settings } from './read-settings.ts';
import type { Output, Surroundings } from './surroundings.ts';
import { watchAndReport } from './watch-and-report.ts';
import { EXIT } from '@ringside/peer/settings';

const intervalDefaultMs = 1_000;

export async function live(args: Partial<CommonArguments>, around: Surroundings): Promise<number> {
  const settings = await readSettings(args, around);
  const { stdout } = around;
  const isScreen = stdout.isTTY === true && !settings.isJson && settings.loudness === 'normal';
  using keys = isScreen ? watchKeys(around.keyboard) : undefined;
  const signal = keys === undefined ? around.signal : AbortSignal.any([around.signal, keys.signal]);
  const { exitCode } = await watchAndReport(settings, around, {
    intervalMs: settings.intervalMs ?? intervalDefaultMs,
    signal,
    reporting: isScreen ? screenReporting(stdout, settings.colors) : linesReporting(settings, stdout),
    isEnough: () => false,
    exitCodeOf: () => endingCode(signal) ?? EXIT.ok,
  });
  return exitCode;
}

function linesReporting({ isJson, colors, loudness }: Settings, stdout: Output): Reporting {
  const write = (text: string): unknown => stdout.write(text);
  return isJson ? jsonReporting(write) : plainReporting(write, colors, loudness);
}
