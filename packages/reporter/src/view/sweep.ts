// One round of questions to everybody, as data. A sweep is not a moment: its answers were given one after another.

import type { StatusAnswer } from '@ringside/peer/client';
import type { Address, Identifier } from '@ringside/peer/survey';

export interface Asked {
  /** Null while a peer that was given as host:port has never answered. */
  readonly id: Identifier | null;
  readonly address: Address;
  /** Polled; else only named by somebody and asked whether it lives. */
  readonly isMonitored: boolean;
  readonly answer: StatusAnswer;
}

/** Every question of a sweep is sent after the last answer of the sweep before it. */
export interface Sweep {
  /** Counts from 1. */
  readonly number: number;
  /** When the last answer was in, in ms since 1970. */
  readonly at: number;
  readonly asked: readonly Asked[];
}
