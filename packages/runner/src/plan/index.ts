// From what was said to a ring that can be started. Pure.

export * from './ring-plan.ts';
export * from './said.ts';
