// The shape of a judgement of a whole ring. Plain values, so that a verdict can be printed, recorded and compared.

import type { Phase } from '../ring/phase.ts';
import type { Identifier } from '../ring/space.ts';

/**
 * Worst first. BLIND nobody answers; LOOPY one ring that winds more than once; SPLIT several rings; HEALING someone
 * gone is still named; UNSETTLED another wrong entry; `OK*` right, but some member was not polled; OK.
 */
export const ringStates = ['BLIND', 'LOOPY', 'SPLIT', 'HEALING', 'UNSETTLED', 'OK*', 'OK'] as const;
export type RingState = (typeof ringStates)[number];

/**
 * Why an entry is wrong: it names somebody else; somebody gone; somebody alive who is no member; a former life of the
 * right peer; nobody where somebody belongs; somebody where the list should have ended.
 */
export type FindingReason = 'other' | 'gone' | 'no-member' | 'former-life' | 'missing' | 'surplus';

/** One wrong entry: who, which list, which slot (0 is nearest), what it says and what it should say. */
export interface Finding {
  readonly peer: Identifier;
  readonly list: 'pred' | 'succ';
  readonly slot: number;
  readonly says: Identifier | null;
  readonly should: Identifier | null;
  readonly why: FindingReason;
}

/** Alive, but no member (yet). */
export interface Outsider {
  readonly id: Identifier;
  readonly phase: Phase;
}

export interface Verdict {
  readonly state: RingState;
  /** One sentence for people, without a full stop. */
  readonly line: string;
  /** Sorted by peer; its successors before its predecessors, nearest first. */
  readonly findings: readonly Finding[];
  /** Each cycle of first live successors, as sorted ids. */
  readonly rings: readonly (readonly Identifier[])[];
  /** How often the ring that winds most goes round the circle; 0 without a ring. */
  readonly windings: number;
  /** Everybody alive who takes part, sorted. */
  readonly members: readonly Identifier[];
  readonly outsiders: readonly Outsider[];
  /** Members that lost everybody they knew. */
  readonly isolated: readonly Identifier[];
  /** Alive, not polled, and a member or named by one. */
  readonly unmonitored: readonly Identifier[];
  /** Silent, left or fenced, and still named by a member. */
  readonly gone: readonly Identifier[];
  /** Polled and gone, and nobody names it any more. */
  readonly forgotten: readonly Identifier[];
}
