// What a simulation is asked for, and who may look on.

import type { Effect, Input, Message, RingOptions, RingState } from '../ring/index.ts';
import type { Core } from './core.ts';
import type { NetworkConditions } from './network.ts';
import type { Seat } from './seat.ts';

export interface SimulationOptions extends Partial<Omit<RingOptions, 'space'>> {
  readonly seed?: number;
  readonly bits?: number;
  readonly network?: Partial<NetworkConditions>;
  readonly core?: Core;
  /** Messages of these kinds never arrive. */
  readonly muted?: readonly Message['kind'][];
}

/** Sees every step of every peer. */
export interface Observer {
  onStep(seat: Seat, before: RingState, input: Input, effects: readonly Effect[]): void;
}
