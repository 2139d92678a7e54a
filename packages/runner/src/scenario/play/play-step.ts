// One step from start to end: the deed, then what it waits for, all of it within its limit. Steps inside a step are steps like any other.

import { claimWords } from '../plan/condition-words.ts';
import type { PlannedStep } from '../plan/plan.ts';
import { deedWords } from '../plan/step-words.ts';
import { limitWords } from '../plan/words.ts';
import { untilHolds, type Latest } from './claims.ts';
import { DeedRefused } from './members.ts';
import { perform, type Performing } from './perform.ts';
import type { Failure, StepResult } from './result.ts';
import type { Stage } from './stage.ts';
import { within } from './within.ts';

/** A step failed, so that those after it make no sense. Its result has been told. */
export class StepFailed extends Error {
  override readonly name = 'StepFailed';
}

export interface StepPlayer {
  readonly stage: Stage;
  readonly results: StepResult[];
}

/** Rejects with StepFailed at the first one that fails. */
export async function playSteps(
  player: StepPlayer,
  steps: readonly PlannedStep[],
  signal: AbortSignal,
): Promise<void> {
  for (const step of steps) {
    if (signal.aborted) return;
    // oxlint-disable-next-line no-await-in-loop
    await playStep(player, step, signal);
  }
}

async function playStep(player: StepPlayer, step: PlannedStep, signal: AbortSignal): Promise<void> {
  const { stage, results } = player;
  const { arena, tell, phase } = stage;
  const startedMs = arena.now();
  const words = wordsOf(step);
  const latest: Latest = { truth: undefined };
  tell({ kind: 'step', atMs: startedMs, id: step.id, words });
  const fault = await faultOf(player, step, signal, latest);
  if (signal.aborted) return;
  const result: StepResult = {
    id: step.id,
    phase: phase.name,
    words,
    isClaim: step.act === 'wait' || step.act === 'expect' || step.until !== null,
    startedMs,
    tookMs: arena.now() - startedMs,
    limitMs: step.limitMs,
    failure: fault?.failure ?? null,
    says: fault?.says ?? null,
  };
  results.push(result);
  tell({ kind: 'step-over', atMs: arena.now(), step: result });
  if (fault !== undefined) throw new StepFailed(fault.says);
}

function wordsOf(step: PlannedStep): string {
  const until = step.until === null ? '' : `, until ${claimWords(step.until)}`;
  return `${deedWords(step)}${until}`;
}

interface Fault {
  readonly failure: Failure;
  readonly says: string;
}

async function faultOf(
  player: StepPlayer,
  step: PlannedStep,
  outer: AbortSignal,
  latest: Latest,
): Promise<Fault | undefined> {
  const { stage } = player;
  const playAll: Performing['playAll'] = async (steps, signal) => await playSteps(player, steps, signal);
  const sinceMs = stage.arena.now();
  try {
    const played = await within(stage.arena, step.limitMs, outer, async (signal) => {
      const ids = await perform({ stage, step, signal, latest, playAll });
      if (step.as !== null) stage.bound.set(step.as, ids);
      if (step.until === null) return;
      await untilHolds({ stage, claim: step.until, sinceMs, signal, latest });
    });
    if (played.kind === 'done') return undefined;
    const limit = limitWords(step.limitMs, stage.plan.ring.pingMs);
    const what = latest.truth === undefined ? 'it was not over' : latest.truth.says;
    return { failure: 'late', says: `not within ${limit}: ${what}` };
  } catch (error) {
    if (error instanceof DeedRefused)
      return { failure: step.act === 'expect' ? 'false' : 'refused', says: error.message };
    if (error instanceof StepFailed) return { failure: 'refused', says: `inside it: ${error.message}` };
    throw error;
  }
}
