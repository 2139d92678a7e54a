// What one peer says of itself when an observer asks. The survey, the reporter and the simulator all judge this one shape.

import type { Contact } from '../ring/contact.ts';
import type { Phase } from '../ring/phase.ts';

/** A peer's own snapshot. Index 0 of both lists is the nearest neighbour; neither list holds the peer itself. */
export interface PeerStatus extends Contact {
  readonly phase: Phase;
  /** Grows with every change of neighbours: two equal versions are two views of the same lists. */
  readonly version: number;
  /** At most 2. */
  readonly pred: readonly Contact[];
  /** At most `successorsMax`. */
  readonly succ: readonly Contact[];
  /** How many values this peer holds, copies for others included, and their bytes. */
  readonly keys: number;
  readonly bytes: number;
  /** How many of them lie between its predecessor and itself, and their bytes. */
  readonly owned: number;
  readonly ownedBytes: number;
  /** The ring's name; peers of another ring are never spoken to. */
  readonly ring: string;
  readonly bits: number;
  /** L, the length of the successor list in a ring that is large enough. */
  readonly successorsMax: number;
  /** R: how many peers are to hold each value. */
  readonly replicas: number;
  /** T, the ping interval, in ms. */
  readonly pingMs: number;
}
