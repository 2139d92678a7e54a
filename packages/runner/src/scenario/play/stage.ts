// Everything that a plan is played with, in one hand: the arena, what is watched, counted and bound, and who is told.

import type { Sha256 } from '@ringside/peer/keys';
import type { Plan } from '../plan/plan.ts';
import type { Arena } from './arena.ts';
import type { Clients } from './clients.ts';
import type { Faults } from './faults.ts';
import type { Journal } from './journal.ts';
import type { Measures } from './measures.ts';
import type { PlayEvent } from './result.ts';
import type { Room } from './room.ts';
import type { Samples } from './samples.ts';
import type { Standing } from './standing.ts';
import type { Watch } from './watch.ts';

export interface Stage {
  readonly plan: Plan;
  readonly sha256: Sha256;
  readonly arena: Arena;
  readonly journal: Journal;
  readonly watch: Watch;
  readonly samples: Samples;
  readonly measures: Measures;
  readonly standing: Standing;
  readonly faults: Faults;
  readonly room: Room;
  readonly clients: Clients;
  /** Whom each `as` stands for. */
  readonly bound: Map<string, readonly number[]>;
  readonly tell: (event: PlayEvent) => void;
  /** Aborted when the run is given up from outside. */
  readonly signal: AbortSignal;
  phase: { readonly name: string; readonly beganMs: number };
}

/** Members that run and can be asked. */
export function askable({ arena, standing }: Pick<Stage, 'arena' | 'standing'>): readonly number[] {
  const running = new Set(
    arena
      .peers()
      .filter(({ state }) => state === 'running')
      .map(({ id }) => id),
  );
  return standing.members().filter((id) => running.has(id));
}
