// Waiting for a right ring: two reports in a row that are ideal and show the same versions. No sleeping past the condition.

import { setTimeout } from 'node:timers/promises';
import { isIdeal } from '@ringside/peer/survey';
import { parseTime } from '@ringside/peer/settings';
import { CommandError } from './command-error.ts';
import type { Ring, RingReport } from './ring.ts';
import { isSamePicture } from './survey.ts';

const shortestGapMs = 50;
/** Asking everybody is work for everybody: a ring of 200 is asked less often. */
const gapPerPeerMs = 5;

export async function untilIdeal(
  ring: Ring,
  within: string,
  ending: AbortSignal,
): Promise<{ tookMs: number; report: RingReport }> {
  const limitMs = parseTime(within, 'within');
  const startedAt = performance.now();
  let before: RingReport | undefined;
  for (;;) {
    const report = await ring.status();
    const tookMs = performance.now() - startedAt;
    const isFirm =
      before !== undefined && isIdeal(before.verdict) && isSamePicture(before.peers, report.peers);
    if (isIdeal(report.verdict) && isFirm) return { tookMs, report };
    if (tookMs >= limitMs) {
      throw new CommandError('not-ideal', `the ring was not ideal within ${within}: ${report.verdict.line}`);
    }
    before = report;
    if (ending.aborted) throw new CommandError('ending', 'the ring is being ended');
    const gapMs = Math.max(shortestGapMs, ring.peers.length * gapPerPeerMs);
    await setTimeout(Math.min(gapMs, Math.max(1, limitMs - tookMs)));
  }
}
