// The language of scenarios: from a file to runs, from a run to a plan. Pure. Whoever plays a plan finds everything he needs in it.

export * from './language/index.ts';
export { mistakeAt, type Document } from './document.ts';
export { mistakeLines, sortMistakes, type Mistake } from './mistake.ts';
export { readRuns, runOnSeed, type Outside, type ReadRuns, type Run } from './settings/runs.ts';
export { writeScenario } from './yaml/write-document.ts';
export { scenarioSchema } from './shape/json-schema.ts';
export * from './plan/plan.ts';
export { compile, type CompiledPlan } from './plan/compile.ts';
export { compileRun, type PlannedRun } from './plan/compile-run.ts';
export { chanceOf, countOf, drawFrom, drawName } from './plan/draw.ts';
export { detectionMs, mayLose, type GuardRule, type Life, type Loss } from './plan/guard.ts';
export { printPlan } from './plan/print-plan.ts';
export { claimWords, conditionWords } from './plan/condition-words.ts';
export { deedWords, eventWords } from './plan/step-words.ts';
export { shrinkPlan, type ShrinkOptions, type Shrunk } from './plan/shrink.ts';
export { readPlan, writePlan, type ReadPlan } from './plan-file/read-plan.ts';
export * from './play/arena.ts';
export { compare } from './play/compare.ts';
export * from './play/result.ts';
export { play, type PlayOptions } from './play/play.ts';
export { aggregated, valuesOf, type Sample } from './play/samples.ts';
export type { Counts } from './play/clients.ts';
export type { Sweep } from './play/sweep.ts';
export { wantsOf, type Ability, type Wants } from './play/wants.ts';
