// Exit codes of a watch: what the ring was, unless somebody ended the program.

import { EXIT, type ExitCode } from '@ringside/peer/settings';
import { isIdeal } from '@ringside/peer/survey';
import type { RingView } from '../view/ring-view.ts';

/** For `once`: the ring is OK, is not, or nobody answers. */
export function verdictCode(view: RingView | undefined): ExitCode {
  if (view === undefined || view.verdict.state === 'BLIND') return EXIT.unavailable;
  return isIdeal(view.verdict) ? EXIT.ok : EXIT.notHeld;
}

/** Undefined while nobody ended the program. */
export function endingCode(signal: AbortSignal): ExitCode | undefined {
  if (!signal.aborted) return undefined;
  switch (signal.reason) {
    case 'SIGINT':
      return EXIT.interrupted;
    case 'SIGTERM':
      return EXIT.terminated;
    default:
      return EXIT.ok;
  }
}
