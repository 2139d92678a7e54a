// What is known while a scenario becomes a plan: the ring as foreseen, what is bound, what is taken, and what turned out to be impossible.

import type { Sha256 } from '@ringside/peer/keys';
import type { Chance } from '@ringside/peer/sim';
import type { Scenario } from '../language/index.ts';
import type { End, Fault, Path } from '../mistake.ts';
import type { Roster } from '../roster.ts';
import { drawId, drawName } from './draw.ts';
import type { PlannedPeer, Who } from './plan.ts';
import type { PlannedRing } from './planned-ring.ts';

/** Whom an `as` stands for. */
export interface Binding {
  readonly who: Who;
  readonly ids: readonly number[];
  /** The step that bound it, as an error names it. */
  readonly by: string;
}

export interface Rehearsal {
  readonly scenario: Scenario;
  readonly sha256: Sha256;
  readonly roster: Roster;
  readonly ring: PlannedRing;
  readonly chance: Chance;
  /** Ids of groups, those of counted ones drawn. */
  readonly groupIds: ReadonlyMap<string, readonly number[]>;
  readonly peers: Map<number, PlannedPeer>;
  readonly bound: Map<string, Binding>;
  /** Partitions that nobody has healed yet, by name; those without one under an empty name. */
  readonly cuts: Set<string>;
  /** Names that steps have stored, in order. */
  readonly stored: string[];
  readonly takenNames: Set<string>;
  /** Ids that no joiner may draw. */
  readonly takenIds: Set<number>;
  /** Values are at stake: some step, load or check is about them. */
  readonly hasValues: boolean;
  /** Steps so far, each turn and each event counted. */
  played: number;
  readonly faults: Fault[];
}

export function impossible(rehearsal: Rehearsal, path: Path, message: string, end: End = 'value'): undefined {
  rehearsal.faults.push({ path, end, message });
  return undefined;
}

/** The id of somebody who was never there; notes it among the peers. Undefined when the circle is full. */
export function freshPeer(rehearsal: Rehearsal): number | undefined {
  const { chance, scenario, takenIds } = rehearsal;
  const id = drawId(chance, scenario.ring.bits, takenIds);
  if (id === undefined) return undefined;
  notePeer(rehearsal, id);
  return id;
}

/** A joiner that no group lists runs the program of the first group. */
export function notePeer({ peers, takenIds, scenario }: Rehearsal, id: number): void {
  takenIds.add(id);
  if (peers.has(id)) return;
  peers.set(id, { id, name: null, group: null, program: scenario.groups[0]?.program ?? null });
}

/** A name that nothing has yet, as long as there are enough of them. */
export function freshName({ chance, scenario, takenNames }: Rehearsal): string {
  const tries = 200;
  let name = drawName(chance, scenario.ring);
  for (let left = tries; takenNames.has(name) && left > 0; left -= 1) name = drawName(chance, scenario.ring);
  takenNames.add(name);
  return name;
}
