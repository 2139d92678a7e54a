// The records of a watched ring, one JSON object a line: a later reporter can replay them. Absent is null, units are in the name, index 0 is nearest.

import type { Finding, PeerLoad, RingLoad, RingState } from '@ringside/peer/survey';

interface Common<Type extends string> {
  readonly v: 1;
  readonly type: Type;
  /** ISO UTC. */
  readonly at: string;
}

export interface HelloRecord extends Common<'hello'> {
  readonly program: string;
  readonly version: string;
  readonly ring: string | null;
  readonly bits: number;
  readonly intervalMs: number;
  readonly peers: readonly { readonly id: number | null; readonly address: string }[];
}

/** What one polled peer said in one sweep, or that it said nothing. */
export interface PeerRecord extends Common<'peer'> {
  readonly sweep: number;
  readonly peer: number;
  readonly answered: boolean;
  readonly rttMs: number | null;
  readonly pred: readonly number[] | null;
  readonly succ: readonly number[] | null;
  readonly version: number | null;
  readonly phase: string | null;
  readonly epoch: number | null;
  readonly keys: number | null;
  readonly address: string;
}

export interface ChangeRecord extends Common<'change'> {
  readonly sweep: number;
  readonly peer: number;
  readonly list: 'pred' | 'succ';
  readonly slot: number;
  readonly from: number | null;
  readonly to: number | null;
}

/** Written when a finding is first seen, and once more when it is firm. */
export interface FindingRecord extends Common<'finding'>, Finding {
  readonly sweep: number;
  readonly firm: boolean;
}

/** A firm change of verdict. */
export interface StateRecord extends Common<'state'> {
  readonly sweep: number;
  readonly state: RingState;
  readonly was: RingState | null;
  readonly line: string;
  readonly rings: readonly (readonly number[])[];
  readonly unmonitored: readonly number[];
  readonly gone: readonly number[];
}

/** Who carries how much: `load` of the runner and of the reporter. Shares are of the circle, 0 to 1. */
export interface LoadRecord extends Common<'load'>, Omit<RingLoad, 'peers'> {
  readonly peers: readonly (Omit<PeerLoad, 'id'> & { readonly peer: number })[];
  /** The same in sentences. */
  readonly lines: readonly string[];
}

export interface ByeRecord extends Common<'bye'> {
  readonly sweeps: number;
  readonly state: RingState | null;
  readonly line: string | null;
  readonly exitCode: number;
}

export type ReportRecord =
  | HelloRecord
  | PeerRecord
  | ChangeRecord
  | FindingRecord
  | StateRecord
  | LoadRecord
  | ByeRecord;
