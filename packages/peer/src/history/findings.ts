// The shape of what the checks find. Plain values, so that a judgement can be printed, recorded and compared.

import type { Operation } from './operation.ts';

/**
 * Read: `nobody-stored`, `refused` a store that was refused for certain, `too-early` before its store began, `absent` though
 * stored before, `stale` though replaced before, `went-back` to older after newer, `no-order` any other knot.
 * At the end: `nobody-stored`, `refused`, `lost` absent though acknowledged, `unavailable`, `damaged`, `came-back` though replaced.
 */
export type ViolationKind =
  | 'nobody-stored'
  | 'refused'
  | 'too-early'
  | 'absent'
  | 'stale'
  | 'went-back'
  | 'no-order'
  | 'lost'
  | 'unavailable'
  | 'damaged'
  | 'came-back';

export type CheckName = 'register' | 'final';

export interface Violation {
  readonly check: CheckName;
  readonly kind: ViolationKind;
  readonly name: string;
  /** One sentence for people, without a full stop: what was done and heard, when, by whom, and what it should have been. */
  readonly line: string;
  /** What the sentence is made of, one operation a line, in the order of time. */
  readonly story: readonly string[];
  /** The records that prove it, in the order of time. */
  readonly operations: readonly Operation[];
}

/** A name of which a check cannot say whether it is right. Never a pass. */
export interface Undecided {
  readonly check: CheckName;
  readonly name: string;
  /** In words, without a full stop. */
  readonly why: string;
}

export interface Findings {
  readonly check: CheckName;
  /** How many names were looked at, the undecided ones included. */
  readonly names: number;
  readonly violations: readonly Violation[];
  readonly undecided: readonly Undecided[];
  /** Steps that exact searches took. Names whose contents are all different need none. */
  readonly searchSteps: number;
}
