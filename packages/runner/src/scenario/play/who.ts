// Who is meant, when the time has come: what a plan left open is decided by the ring as it is then, with the seed that the plan gave.

import type { Sha256 } from '@ringside/peer/keys';
import type { RingRules } from '../language/index.ts';
import { chanceOf, countOf, drawFrom } from '../plan/draw.ts';
import type { PlannedSide, Who } from '../plan/plan.ts';
import { keyOf } from '../roster.ts';
import { ownerAmong, successorAmong } from './standing.ts';

export interface Scene {
  /** Members now, in the order of ids. */
  readonly members: readonly number[];
  /** Whom each `as` stands for. */
  readonly bound: ReadonlyMap<string, readonly number[]>;
  readonly ring: RingRules;
  readonly sha256: Sha256;
}

export function whoIs(scene: Scene, who: Who): readonly number[] {
  switch (who.kind) {
    case 'peers':
      return who.ids;
    case 'successor-of': {
      const [of] = whoIs(scene, who.of);
      const next = of === undefined ? undefined : successorAmong(scene.members, of);
      return next === undefined ? [] : [next];
    }
    case 'owner-of': {
      const named = keyOf(who.name, scene.ring, scene.sha256);
      const owner = named.kind === 'key' ? ownerAmong(scene.members, named.key, scene.ring.owner) : undefined;
      return owner === undefined ? [] : [owner];
    }
    case 'bound':
      return scene.bound.get(who.name) ?? who.expected;
    case 'several':
      return [...new Set(who.of.flatMap((each) => whoIs(scene, each)))].toSorted((a, b) => a - b);
    case 'draw': {
      const { members } = scene;
      const not = new Set(who.not.flatMap((each) => whoIs(scene, each)));
      const pool = members.filter((id) => !not.has(id) && (who.among?.includes(id) ?? true));
      return drawFrom({ members, pool }, who.how, countOf(who.amount, pool.length), chanceOf(who.seed));
    }
  }
}

/** Each side by its ids; `rest` are all others of the plan, whether they run yet or not. */
export function sidesOf(
  scene: Scene,
  everybody: readonly number[],
  sides: readonly PlannedSide[],
): readonly (readonly number[])[] {
  const named = sides.map((side) => (side.kind === 'rest' ? undefined : whoIs(scene, side)));
  const taken = new Set(named.flatMap((ids) => ids ?? []));
  const rest = everybody.filter((id) => !taken.has(id));
  return named.map((ids) => ids ?? rest);
}
