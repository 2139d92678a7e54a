// Where a plan is played: what a player may ask of a ring and of its clock. Shapes only. Real processes and the simulator are both an arena.

import type { EventLine } from '@ringside/peer/control';
import type { Observation } from '@ringside/peer/survey';
import type { PlannedEffect } from '../plan/plan.ts';

export type ArenaKind = 'processes' | 'simulator';

/** `gone`: ended, and nobody had asked for it. */
export type LifeState = 'running' | 'paused' | 'left' | 'killed' | 'gone';

export interface ArenaPeer {
  readonly id: number;
  readonly state: LifeState;
}

/** How a peer's last life ended. */
export interface Ending {
  readonly id: number;
  readonly state: LifeState;
  /** In words: `ended with exit code 0`. */
  readonly how: string;
  /** It was told to end, and did so as it should. Of a kill nothing else is asked. */
  readonly isClean: boolean;
}

export type ArenaEvent =
  | { readonly kind: 'notice'; readonly id: number; readonly notice: EventLine }
  /** A line of its own, for people. */
  | { readonly kind: 'text'; readonly id: number; readonly text: string }
  | { readonly kind: 'ended'; readonly ending: Ending };

/** One look at everybody who runs. Not a moment, unless the clock is virtual. */
export interface Look {
  readonly startedAt: number;
  readonly endedAt: number;
  readonly observations: readonly Observation[];
  /** Who runs, in which life, with which lists: two looks that show the same saw one picture. */
  readonly picture: string;
}

/** Something failed, with the ring's own reason. `isDefinite`: nothing was changed anywhere. */
export interface Refusal {
  readonly ok: false;
  readonly code: string;
  readonly isDefinite: boolean;
  readonly message: string;
}

export type Done<Result = unknown> = { readonly ok: true } & Result;
export type Outcome<Result = unknown> = Done<Result> | Refusal;

/** The peers that a request passed, the asker first. */
export interface Walked {
  readonly owner: number;
  readonly route: readonly number[];
}

/** `isSure` false: a newer version may be at peers that are gone. */
export interface Brought extends Walked {
  readonly bytes: Uint8Array;
  readonly isSure: boolean;
}

/** All that one peer's messages to another one suffer now. */
export interface LinkRule {
  readonly from: number;
  readonly to: number;
  readonly effect: PlannedEffect;
  readonly seed: number;
}

export interface Arena {
  readonly kind: ArenaKind;
  /** In ms since the arena was opened, by its own clock. */
  now(): number;
  /** Resolves after so many ms of the arena's clock, or when the signal is aborted. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  /** Everybody who was ever started, in the order of ids. */
  peers(): readonly ArenaPeer[];
  listen(listener: (event: ArenaEvent) => void): void;
  look(): Promise<Look>;

  /** First members, each told the next two; a lone one makes the ring. Rejects with an ArenaError when a process cannot be had. */
  startGiven(ids: readonly number[]): Promise<void>;
  join(id: number, via: number): Promise<Outcome>;
  /** With what it had stored, through `via` or through whom it knew. Who runs is killed first. */
  restart(id: number, via: number | undefined): Promise<Outcome>;
  leave(id: number): Promise<Outcome>;
  kill(id: number): Promise<Outcome>;
  pause(id: number): Promise<Outcome>;
  resume(id: number): Promise<Outcome>;
  /** From now on these rules hold, and no others. Those of peers that are started later hold from their start. */
  setLinks(rules: readonly LinkRule[]): Promise<void>;

  store(name: string, bytes: Uint8Array, via: number): Promise<Outcome<Walked>>;
  request(name: string, via: number): Promise<Outcome<Brought>>;
  lookup(name: string, via: number): Promise<Outcome<Walked>>;

  /** A file beside the scenario. */
  read(path: string): Promise<Uint8Array>;
  /** A file in the folder of the run. */
  keep(path: string, bytes: Uint8Array): Promise<void>;
  /** Ends everybody, politely, and says how each last life ended. */
  end(): Promise<readonly Ending[]>;
}

/** The arena itself failed: a process did not start, a file is not there. Nothing is said about the ring. */
export class ArenaError extends Error {
  override readonly name = 'ArenaError';
}
