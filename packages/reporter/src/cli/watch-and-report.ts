// The thin loop that every command shares: open, greet, sweep, show, record, say good-bye, close. It decides nothing.

import type { ByeRecord, HelloRecord, ReportRecord } from '../view/record.ts';
import { byeRecord, isoTime, recordsOf } from '../view/records.ts';
import type { RingView } from '../view/ring-view.ts';
import { watchRing } from '../poll/watch-ring.ts';
import { openRecorder } from '../watch/recorder.ts';
import type { Reporting } from '../watch/reporting.ts';
import { programName, programVersion } from './program-name.ts';
import type { Settings } from './read-settings.ts';
import type { Surroundings } from './surroundings.ts';

export interface Watch {
  readonly intervalMs: number;
  readonly signal: AbortSignal;
  readonly reporting: Reporting;
  /** True ends the watch after this view. */
  readonly isEnough: (view: RingView) => boolean;
  /** More to record about what was seen last, before the good-bye. */
  readonly lastRecords?: (view: RingView) => readonly ReportRecord[];
  /** The exit code for what was seen last. */
  readonly exitCodeOf: (view: RingView | undefined) => number;
}

export interface Watched {
  readonly view: RingView | undefined;
  readonly exitCode: number;
}

export async function watchAndReport(
  settings: Settings,
  { openObserver, pace }: Surroundings,
  { intervalMs, signal, reporting, isEnough, lastRecords, exitCodeOf }: Watch,
): Promise<Watched> {
  await using observer = await openObserver({ ring: settings.ring });
  using recorder = settings.record === undefined ? undefined : openRecorder(settings.record);
  const hello = helloRecord(settings, intervalMs, pace.now());
  recorder?.write([hello]);

  let view: RingView | undefined;
  let hasFailed = true;
  try {
    const { targetsNow: targets, shouldDiscover } = settings;
    for await (const next of watchRing({ observer, targets, intervalMs, shouldDiscover, signal, pace })) {
      const records: readonly ReportRecord[] = recordsOf(next, view);
      recorder?.write(records);
      reporting.show(next, view === undefined ? [hello, ...records] : records);
      view = next;
      if (isEnough(next)) break;
    }
    const more = view === undefined ? [] : (lastRecords?.(view) ?? []);
    if (view !== undefined && more.length > 0) {
      recorder?.write(more);
      reporting.show(view, more);
    }
    hasFailed = false;
  } finally {
    // Whatever ended it, the screen is given back before an error is printed.
    if (hasFailed) reporting.close(undefined, byeRecord(pace.now(), view, 70));
  }
  const exitCode = exitCodeOf(view);
  const bye: ByeRecord = byeRecord(pace.now(), view, exitCode);
  recorder?.write([bye]);
  reporting.close(view, bye);
  return { view, exitCode };
}

function helloRecord({ ring, bits, targets }: Settings, intervalMs: number, at: number): HelloRecord {
  const said = { program: programName, version: programVersion, ring, bits, intervalMs, peers: targets };
  return { v: 1, type: 'hello', at: isoTime(at), ...said };
}
