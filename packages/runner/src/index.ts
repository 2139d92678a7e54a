// Starting, breaking and judging rings of real peers, as a library.

export * from './ring/index.ts';
export type { GuardKind, PeerCommand } from './spawn/index.ts';
export { StartError } from './spawn/index.ts';
export type { RingPlan } from './plan/index.ts';
