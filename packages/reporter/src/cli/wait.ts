// `reporter wait --until ideal`: sweeps until the ring is ideal and stands still, or the time is over.

import { formatTimeMs, EXIT, parseTime, ProgramError } from '@ringside/peer/settings';
import { palette } from '../print/palette.ts';
import { verdictLine } from '../print/table.ts';
import type { RingView } from '../view/ring-view.ts';
import { jsonReporting, plainReporting, silentReporting, type Reporting } from '../watch/reporting.ts';
import { addressesOf } from './addresses.ts';
import { endingCode } from './exit-code.ts';
import type { CommonArguments } from './options.ts';
import { readSettings, type Settings } from './read-settings.ts';
import type { Output, Surroundings } from './surroundings.ts';
import { watchAndReport } from './watch-and-report.ts';

export interface WaitArguments extends Partial<CommonArguments> {
  readonly timeout: string;
}

const intervalDefaultMs = 250;
/** A sweep is not a moment; two in a row that show the same lists are. */
const idealSweepsNeeded = 2;

export async function wait(args: WaitArguments, around: Surroundings): Promise<number> {
  const timeoutMs = parseTime(args.timeout, '--timeout');
  const settings = await readSettings(args, around);
  const { stdout, signal } = around;
  using timeOut = abortAfter(timeoutMs, around);

  const { view, exitCode } = await watchAndReport(settings, around, {
    intervalMs: settings.intervalMs ?? intervalDefaultMs,
    signal: AbortSignal.any([signal, timeOut.signal]),
    reporting: reportingOf(settings, stdout),
    isEnough: isIdealLongEnough,
    exitCodeOf: (last) => {
      if (isIdealLongEnough(last)) return EXIT.ok;
      const code = last?.hasEverHeard === true ? EXIT.timeOut : EXIT.unavailable;
      return endingCode(signal) ?? code;
    },
  });
  const within = formatTimeMs(timeoutMs);
  if (exitCode === EXIT.timeOut) {
    const { state, line } = view?.verdict ?? { state: 'BLIND', line: 'nobody was asked' };
    throw new ProgramError(exitCode, `the ring was not ideal within ${within}: ${state}, ${line}.`);
  }
  if (exitCode === EXIT.unavailable) {
    const where = addressesOf(settings.targets);
    throw new ProgramError(exitCode, `nobody answered within ${within} at ${where}; is the ring running?`);
  }
  const isSaid = view !== undefined && exitCode === EXIT.ok && !settings.isJson;
  if (isSaid) stdout.write(`${verdictLine(view, palette(settings.colors))}\n`);
  return exitCode;
}

function isIdealLongEnough(view: RingView | undefined): boolean {
  return view !== undefined && view.idealSweeps >= idealSweepsNeeded;
}

function reportingOf({ isJson, colors, loudness }: Settings, stdout: Output): Reporting {
  const write = (text: string): unknown => stdout.write(text);
  if (isJson) return jsonReporting(write);
  return loudness === 'verbose' ? plainReporting(write, colors, loudness) : silentReporting();
}

/** Aborts when the time is over; its timer ends with the block. */
function abortAfter(ms: number, { pace }: Surroundings): Disposable & { readonly signal: AbortSignal } {
  const timeOut = new AbortController();
  const given = new AbortController();
  void pace.pause(ms, given.signal).then(() => timeOut.abort());
  return { signal: timeOut.signal, [Symbol.dispose]: () => given.abort() };
}
