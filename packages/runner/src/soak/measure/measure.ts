// What both measurements of the failure detector share: their extent, and the patience they have with the ring between two rounds.

import { EXIT, ProgramError } from '@ringside/peer/settings';
import { healsWithin, type SoakRing } from '../soak-ring.ts';

export interface MeasureOptions {
  readonly peers: number;
  readonly count: number;
  readonly seed: number;
  readonly pingMs: number;
}

/** Nothing can be measured any more. */
export class MeasureError extends ProgramError {
  override readonly name = 'MeasureError';

  constructor(message: string) {
    super(EXIT.notHeld, message);
  }
}

/** Rejects when the ring does not come back to where measuring makes sense. */
export async function untilWhole({ watch }: SoakRing, pingMs: number, signal: AbortSignal): Promise<void> {
  const withinMs = healsWithin(pingMs);
  const wholeAt = await watch.untilWhole(withinMs, signal);
  if (wholeAt !== undefined || signal.aborted) return;
  throw new MeasureError(
    `the ring was not ideal within ${withinMs / 1_000} s: ${watch.history.last?.verdict.line}`,
  );
}

/** The last line of a measurement. One that was ended before its time has shown nothing. */
export function closingWords(isHeld: boolean, claim: string, { aborted, reason }: AbortSignal): string {
  return aborted ? `ended by ${String(reason)}` : `${isHeld ? 'HELD    ' : 'NOT HELD'}  ${claim}`;
}
