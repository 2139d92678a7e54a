// The verdict on a run, in three values, or that there is none because the arena failed. A machine that starved the runner says nothing about
// the ring, and the verdict says so. Pure.

import { EXIT, type ExitCode } from '@ringside/peer/settings';
import type { Lag, Plan, PlayResult } from '../scenario/index.ts';
import { msWords } from './amounts.ts';
import { checksOf, type Check } from './checks.ts';

export type VerdictKind = 'held' | 'not-held' | 'inconclusive' | 'arena-failed' | 'interrupted';

export interface RunVerdict {
  readonly kind: VerdictKind;
  readonly exitCode: ExitCode;
  /** One sentence that names the cause. Null: it held. */
  readonly cause: string | null;
  readonly checks: readonly Check[];
}

/** Who stands still for so long sees nothing of what should be true all the time: whatever he found, there is a hole in it. */
const standstillMs = 2_000;
/** Who is late for so much of the time measures times that are too long. What held all the same has held. */
const lostShareMax = 0.25;

export function judgeRun(plan: Plan, result: PlayResult, lag: Lag): RunVerdict {
  const checks = checksOf(plan, result);
  const verdict = (kind: VerdictKind, exitCode: ExitCode, cause: string | null): RunVerdict => ({
    kind,
    exitCode,
    cause,
    checks,
  });
  if (result.arenaFailure !== null) return verdict('arena-failed', EXIT.arenaFailed, result.arenaFailure);
  if (result.isInterrupted) return verdict('interrupted', EXIT.interrupted, 'it was given up from outside');
  // A wrong answer is wrong however late the machine was.
  const wrong = checks.find(({ group, outcome }) => group === 'history' && outcome === 'not-held');
  if (wrong !== undefined) return verdict('not-held', EXIT.notHeld, causeOf(wrong));
  const broken = checks.find(({ outcome }) => outcome === 'not-held');
  const starved = starvation(lag, broken);
  if (starved !== undefined) return verdict('inconclusive', EXIT.inconclusive, starved);
  if (broken !== undefined) return verdict('not-held', EXIT.notHeld, causeOf(broken));
  const unsure = checks.find(({ outcome }) => outcome !== 'held');
  if (unsure !== undefined) return verdict('inconclusive', EXIT.inconclusive, causeOf(unsure));
  return verdict('held', EXIT.ok, null);
}

function causeOf({ name, says }: Check): string {
  return says === null ? name : `${name}: ${says}`;
}

/** What the machine did to the runner, when it was too much; and what is therefore not blamed on the ring. */
function starvation({ maxMs, share }: Lag, broken: Check | undefined): string | undefined {
  const unsaid = broken === undefined ? '' : `; so this says nothing: ${causeOf(broken)}`;
  if (maxMs >= standstillMs)
    return `the machine starved the runner, which stood still for ${msWords(maxMs)}: what happened meanwhile nobody saw${unsaid}`;
  if (share <= lostShareMax || broken === undefined) return undefined;
  return `the machine starved the runner, which was late for ${Math.round(100 * share)}% of the time${unsaid}`;
}
