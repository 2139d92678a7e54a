// The result of a run that could not even begin. Pure.

import type { ArenaKind, CheckResult, Plan, PlayResult } from '../scenario/index.ts';

export function arenaFailed(plan: Plan, arena: ArenaKind, why: string): PlayResult {
  return {
    arena,
    tookMs: 0,
    steps: [],
    always: plan.always.map(notJudged),
    finally: plan.finally.map(notJudged),
    samples: [],
    loads: {},
    operations: [],
    wasParted: false,
    endings: [],
    arenaFailure: why,
    isInterrupted: false,
  };
}

function notJudged({ name }: { readonly name: string }): CheckResult {
  return { name, outcome: 'not-judged', says: 'nothing was started', atMs: null };
}
