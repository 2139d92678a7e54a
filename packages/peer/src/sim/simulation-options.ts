// What a simulation is asked for, and who may look on.

import type { Effect, Input, LookupOutcome, Message, RingOptions, RingState } from '../ring/index.ts';
import type { Core } from './core.ts';
import type { NetworkConditions } from './network.ts';
import type { Seat, SeatInput } from './seat.ts';

export interface SimulationOptions extends Partial<Omit<RingOptions, 'space'>> {
  readonly seed?: number;
  readonly bits?: number;
  readonly network?: Partial<NetworkConditions>;
  readonly core?: Core;
  /** Messages of these kinds never arrive. */
  readonly muted?: readonly Message['kind'][];
}

/** The part of the peers that keeps values, when there is one. */
export interface Keeping {
  /** A peer has made a step in the ring. */
  onRingStep(seat: Seat, before: RingState): void;
  /** A message of a keeper has come, or could not be brought to whom it was for. */
  onMessage(seat: Seat, input: SeatInput): void;
  /** A walk that was asked for with this tag has ended. Was it asked for by a keeper? */
  onLookupEnded(seat: Seat, tag: number, outcome: LookupOutcome): boolean;
  onResumed(seat: Seat): void;
}

/** Sees every step of every peer. */
export interface Observer {
  onStep(seat: Seat, before: RingState, input: Input, effects: readonly Effect[]): void;
}
