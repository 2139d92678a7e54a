// The last lines of a run, and one line for each check that did not hold. Pure.

import type { Check } from './checks.ts';
import type { RunVerdict, VerdictKind } from './judge.ts';

export const verdictWords: Readonly<Record<VerdictKind, string>> = {
  held: 'held',
  'not-held': 'NOT HELD',
  inconclusive: 'INCONCLUSIVE',
  'arena-failed': 'ARENA FAILED',
  interrupted: 'given up',
};

/** One line a check that is not as it should be, in the order of the run. */
export function troubleLines({ checks }: RunVerdict): readonly string[] {
  return checks
    .filter(({ outcome }) => outcome === 'not-held' || outcome === 'no-samples' || outcome === 'undecided')
    .map(
      (check) =>
        `  ${outcomeWords[check.outcome]}  ${check.group}: ${check.name}${check.says === null ? '' : `: ${check.says}`}`,
    );
}

const outcomeWords: Readonly<Record<Check['outcome'], string>> = {
  held: 'held    ',
  'not-held': 'NOT HELD',
  'no-samples': 'no data ',
  undecided: 'unsure  ',
  'not-judged': 'skipped ',
};

/** `classic seed=1: held  (26 of 26 checks, 41.2 s)`, and why not. */
export function verdictLine(name: string, { kind, cause, checks }: RunVerdict, tookMs: number): string {
  const held = checks.filter(({ outcome }) => outcome === 'held').length;
  const counted = `${held} of ${checks.length} checks held, ${(tookMs / 1_000).toFixed(1)} s`;
  return `${name}: ${verdictWords[kind]}  (${counted})${cause === null ? '' : `\n  ${cause}`}`;
}
