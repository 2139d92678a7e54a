// Which findings count. What one sweep shows may be two moments; what is still so after both peers were asked again is so.

import type { Finding, Identifier, Verdict } from '@ringside/peer/survey';
import type { RingView, SeenFinding } from './ring-view.ts';

export interface Firmness {
  readonly findings: readonly SeenFinding[];
  readonly firstSeen: ReadonlyMap<string, number>;
}

/** `asked`: everybody who was asked in this sweep. */
export function firmnessOf(
  found: readonly Finding[],
  sweep: number,
  asked: ReadonlySet<Identifier>,
  before: RingView | undefined,
): Firmness {
  const firstSeen = new Map<string, number>();
  const findings = found.map((finding) => {
    const words = wordsOf(finding);
    const first = before?.memory.firstSeen.get(words) ?? sweep;
    firstSeen.set(words, first);
    const other = finding.should ?? finding.says;
    const wereAsked = asked.has(finding.peer) && (other === null || asked.has(other));
    return { ...finding, isFirm: first < sweep && wereAsked };
  });
  return { findings, firstSeen };
}

/**
 * A right ring counts at once, and a wrong one as soon as one finding is firm. Verdicts without
 * findings (nobody answers, nobody is a member yet) count when seen twice in a row.
 */
export function isFirmVerdict(
  verdict: Verdict,
  findings: readonly SeenFinding[],
  before: RingView | undefined,
): boolean {
  if (verdict.state === 'OK' || verdict.state === 'OK*') return true;
  if (findings.length === 0) return before?.verdict.state === verdict.state;
  return findings.some((finding) => finding.isFirm);
}

function wordsOf({ peer, list, slot, says, should, why }: Finding): string {
  return `${peer} ${list} ${slot} ${says} ${should} ${why}`;
}
