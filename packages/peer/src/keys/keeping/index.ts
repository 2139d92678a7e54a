// Keeping values: copies, versions, handing over when the ring changes. Pure; what a host and the simulator may use of it.

export { knowledgeOf, type Charter } from './owning/charter.ts';
export { ringInputOf, viewOf } from './couple.ts';
export type { CallOutcome, Former, KeeperEffect } from './effect.ts';
export { initialKeeper, type Kept } from './initial-state.ts';
export type { Ending, KeeperInput } from './input.ts';
export {
  isKeeperMessage,
  keeperKinds,
  type KeeperMessage,
  type KeeperMessageKind,
  type RefusalCode,
} from './message.ts';
export { inlineMaxBytes } from './copying/serve.ts';
export { isProved } from './owning/tenure.ts';
export type { Call } from './serving/serving-state.ts';
export type { KeeperOptions, KeeperState, View } from './state.ts';
export { keep, type KeeperTransition } from './step.ts';
export { keeperWakeAt } from './wake.ts';
