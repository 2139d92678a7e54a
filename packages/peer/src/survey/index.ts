// The survey: what peers say of themselves, and every predicate over a set of it. Pure; the reporter, the runner and the simulator all judge with this.

export * from './status.ts';
export * from './observation.ts';
export * from './verdict.ts';
export * from './expected.ts';
export * from './rings.ts';
export { judge, isIdeal } from './judge.ts';
export * from './load/index.ts';
export { claim, describeFinding, listIds, slotWords } from './sentence.ts';
export type { Address, Contact } from '../ring/contact.ts';
export type { Phase } from '../ring/phase.ts';
export type { Identifier } from '../ring/space.ts';
