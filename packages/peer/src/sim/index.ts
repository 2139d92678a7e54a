// The simulator: the same core as in every peer, thousands of them in one process, on a virtual clock, a lossy network and one seed.

export { Chance } from './chance.ts';
export { drawRing, isFindable, isIdeal, living, members, observations } from './census.ts';
export { ringCore, type Core } from './core.ts';
export { calmNetwork, wayOf, type Bursts, type NetworkConditions, type WayConditions } from './network.ts';
export { addressOfId, isLiving, type Answer, type Condition, type Seat } from './seat.ts';
export { Simulation } from './simulation.ts';
export type { Observer, SimulationOptions } from './simulation-options.ts';
export { drawIds, seatIdealRing } from './ideal-ring.ts';
export { SafetyWatch, type Found } from './safety/safety-watch.ts';
export { stepViolations } from './safety/step-rules.ts';
export type { Rule, Violation } from './safety/violation.ts';
export { drawPlan, type Act, type Extent, type Fault, type Plan, type Step } from './swarm/plan.ts';
export {
  drawValuePlan,
  type ValueExtent,
  type ValueFault,
  type ValuePlan,
  type ValueStep,
} from './values/value-plan.ts';
export { playValues, type ValueOutcome } from './values/value-play.ts';
export { judgeValues, type ValueRule, type ValueViolation } from './values/value-judge.ts';
export type { KeeperCore, KeeperSeat } from './values/keeper-seat.ts';
export { ValueRing } from './values/value-ring.ts';
export type { CallEnd } from './values/calls.ts';
export type { ValueParts } from './values/value-parts.ts';
export { play, roundsMax, type Outcome, type PlayOptions } from './swarm/play.ts';
