// Histories of client operations and their judges: what clients did and heard, and whether a ring that keeps its promises could have said it.
// Pure; the simulator, the soak and the scenarios judge with it.

export * from './operation.ts';
export * from './findings.ts';
export { checkFinal, type FinalReading } from './check-final.ts';
export { checkRegister, type RegisterCheckOptions } from './register/check-register.ts';
export { summarize, type HistorySummary, type Tally } from './summary.ts';
export * from './log/history-log.ts';
export * from './log/operation-line.ts';
