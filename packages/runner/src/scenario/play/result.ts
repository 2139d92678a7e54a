// What came of playing a plan: plain values, so that they can be judged, written down and compared. Shapes only.

import type { Operation } from '@ringside/peer/history';
import type { ArenaKind, Ending } from './arena.ts';
import type { Counts } from './clients.ts';
import type { Sample } from './samples.ts';

/** `late`: not within its limit. `refused`: the ring said no. `false`: what was expected was not so. */
export type Failure = 'late' | 'refused' | 'false';

export interface StepResult {
  /** `churn.2`, as in the plan. */
  readonly id: string;
  readonly phase: string;
  /** What it is, in words. */
  readonly words: string;
  /** It claims something: a wait, an expectation, or an until. */
  readonly isClaim: boolean;
  readonly startedMs: number;
  readonly tookMs: number;
  readonly limitMs: number;
  readonly failure: Failure | null;
  /** One sentence: why it failed, or null. */
  readonly says: string | null;
}

export interface CheckResult {
  readonly name: string;
  readonly outcome: 'held' | 'not-held' | 'not-judged';
  /** One sentence: why not. */
  readonly says: string | null;
  /** When it was found out. */
  readonly atMs: number | null;
}

/** How late the conductor's own clock was: what the machine did to every time that was measured. */
export interface Lag {
  readonly maxMs: number;
  /** The share of the time that was lost to it, 0 to 1. */
  readonly share: number;
}

export interface PlayResult {
  readonly arena: ArenaKind;
  readonly tookMs: number;
  readonly steps: readonly StepResult[];
  readonly always: readonly CheckResult[];
  readonly finally: readonly CheckResult[];
  readonly samples: readonly Sample[];
  readonly loads: Readonly<Record<string, Counts>>;
  readonly operations: readonly Operation[];
  /** There was more than one ring at some moment, or a cut: two sides may have answered differently. */
  readonly wasParted: boolean;
  readonly endings: readonly Ending[];
  /** Why the arena could not go on; null: it could. */
  readonly arenaFailure: string | null;
  /** It was given up from outside. */
  readonly isInterrupted: boolean;
}

/** What happens, as it happens: for a screen, and for the record. */
export type PlayEvent =
  | { readonly kind: 'phase'; readonly atMs: number; readonly name: string; readonly steps: number }
  | {
      readonly kind: 'phase-over';
      readonly atMs: number;
      readonly name: string;
      readonly tookMs: number;
      readonly isHeld: boolean;
    }
  | { readonly kind: 'step'; readonly atMs: number; readonly id: string; readonly words: string }
  | { readonly kind: 'step-over'; readonly atMs: number; readonly step: StepResult }
  /** One thing was done to one peer. */
  | {
      readonly kind: 'deed';
      readonly atMs: number;
      readonly act: string;
      readonly peer: number | null;
      readonly words: string;
    }
  | { readonly kind: 'state'; readonly atMs: number; readonly state: string; readonly line: string }
  | { readonly kind: 'mark'; readonly atMs: number; readonly text: string }
  | {
      readonly kind: 'check';
      readonly atMs: number;
      readonly group: 'always' | 'finally';
      readonly check: CheckResult;
    }
  | {
      readonly kind: 'peer';
      readonly atMs: number;
      readonly peer: number;
      readonly event: string;
      readonly about: object;
    };
