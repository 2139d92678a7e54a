// What must be true in the end: all faults are healed, whoever stands still goes on, and the ring has its time to settle.

import type { PlannedCondition, PlannedFinal } from '../plan/plan.ts';
import { limitWords } from '../plan/words.ts';
import { untilHolds, type Latest } from './claims.ts';
import { isTrue } from './conditions.ts';
import { resume } from './members.ts';
import type { CheckResult } from './result.ts';
import type { Stage } from './stage.ts';
import { within } from './within.ts';

export async function healAll(stage: Stage): Promise<void> {
  const { arena, faults } = stage;
  if (faults.open > 0) await faults.heal(null);
  const still = arena.peers().filter(({ state }) => state === 'paused');
  await Promise.all(still.map(async ({ id }) => await resume(stage, id)));
}

/** Those that can be looked at while the ring runs, side by side. */
export async function playFinals(stage: Stage, signal: AbortSignal): Promise<readonly CheckResult[]> {
  const { plan, arena, tell } = stage;
  const checks = plan.finally.filter(({ condition }) => !isAboutProcesses(condition));
  return await Promise.all(
    checks.map(async (final) => {
      const check = await playFinal(stage, final, signal);
      tell({ kind: 'check', atMs: arena.now(), group: 'finally', check });
      return check;
    }),
  );
}

async function playFinal(stage: Stage, final: PlannedFinal, outer: AbortSignal): Promise<CheckResult> {
  const { arena, plan } = stage;
  const { name, withinMs } = final;
  const latest: Latest = { truth: undefined };
  const played = await within(
    arena,
    withinMs,
    outer,
    async (signal) => await untilHolds({ stage, claim: final, sinceMs: 0, signal, latest }),
  );
  if (played.kind === 'done' && played.result)
    return { name, outcome: 'held', says: null, atMs: arena.now() };
  if (outer.aborted) return { name, outcome: 'not-judged', says: 'the run was given up', atMs: null };
  const what = latest.truth?.says ?? 'nobody looked';
  const says = `not within ${limitWords(withinMs, plan.ring.pingMs)}: ${what}`;
  return { name, outcome: 'not-held', says, atMs: arena.now() };
}

/** Once everybody has been ended: how did they? */
export async function playLastFinals(stage: Stage): Promise<readonly CheckResult[]> {
  const { plan, arena, watch, tell } = stage;
  const checks = plan.finally.filter(({ condition }) => isAboutProcesses(condition));
  const sweep = watch.last;
  if (sweep === undefined)
    return checks.map(({ name }) => ({ name, outcome: 'not-judged', says: 'nobody looked', atMs: null }));
  return await Promise.all(
    checks.map(async ({ name, condition }): Promise<CheckResult> => {
      const found = await isTrue(
        { stage, sweep, sinceMs: 0, signal: new AbortController().signal },
        condition,
      );
      const check: CheckResult = {
        name,
        outcome: found.holds ? 'held' : 'not-held',
        says: found.holds ? null : found.says,
        atMs: arena.now(),
      };
      tell({ kind: 'check', atMs: arena.now(), group: 'finally', check });
      return check;
    }),
  );
}

function isAboutProcesses(condition: PlannedCondition): boolean {
  if (condition.kind === 'processes') return true;
  if (condition.kind === 'not') return isAboutProcesses(condition.of);
  return (condition.kind === 'all' || condition.kind === 'any') && condition.of.some(isAboutProcesses);
}
