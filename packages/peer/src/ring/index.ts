// The ring protocol, pure: what the host, the simulator and the tests may use of it.

export type { Address, Contact } from './contact.ts';
export { isSameContact } from './contact.ts';
export type { Channel, Effect, LookupFailure, LookupOutcome } from './effect.ts';
export type { Input } from './input.ts';
export type { Message, Seek, StuckCode, Walk, WalkPurpose } from './message.ts';
export type { ChangeReason, Notice, Purpose } from './notice.ts';
export { takesPart, type Phase } from './phase.ts';
export * from './space.ts';
export { initialState } from './initial-state.ts';
export type { Millis, RingOptions, RingState } from './state.ts';
export { step, type Transition } from './step.ts';
export { standsAlone } from './routing.ts';
export { wakeAt } from './wake.ts';
export { settledMember } from './member.ts';
