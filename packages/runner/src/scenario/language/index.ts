// The scenario language as types: what a scenario says, whatever file it came from.

export * from './amounts.ts';
export * from './target.ts';
export * from './condition.ts';
export * from './threshold.ts';
export type {
  Answer,
  Burst,
  Churn,
  Deed,
  Fresh,
  Guard,
  LinkEffect,
  LossKind,
  Names,
  StartWay,
  Step,
  Value,
  Verb,
} from './step.ts';
export { answers, guards, lossKinds, startWays } from './step.ts';
export * from './scenario.ts';
