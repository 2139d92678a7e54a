// Rings to begin with: ideal ones of any size, and the ring of one.

import type { Essence } from './essence.ts';
import { absent } from './moves.ts';
import { Scene } from './scene.ts';
import type { Stage } from './stage.ts';
import { nobody, whoAt, type Who } from './who.ts';

/** The peers at these places are members and know it; all others are absent. */
export function idealScene(stage: Stage, members: readonly number[]): Scene {
  const { places } = stage.model;
  const scene = new Scene(places);
  for (const place of members)
    scene.places[place] = stage.moves.catalogue.numberOf(idealOf(stage, members, place));
  return scene;
}

function idealOf(stage: Stage, members: readonly number[], place: number): Essence {
  const { places, options } = stage.model;
  const steps = members.map((each) => (each - place + places) % places).filter((each) => each > 0);
  const others: Who[] = steps.toSorted((a, b) => a - b).map((each) => whoAt(each, 1));
  return {
    phase: 'member',
    life: 1,
    pred: others.at(-1) ?? nobody,
    succ: others.slice(0, options.successorsMax),
    op: undefined,
    candidates: [],
    rectifier: nobody,
    place: nobody,
    heads: [],
    silent: [],
    known: stage.model.failures === 'any' ? others : [],
    doubted: [],
    isAlone: others.length === 0,
    isSure: false,
  };
}

/** Every member's pred and list are true, in their present lives, and nothing is under way. */
export function isIdeal(stage: Stage, scene: Scene): boolean {
  if (scene.mail.length > 0) return false;
  const { places, options } = stage.model;
  for (let place = 0; place < places; place += 1) {
    const local = stage.local(scene, place);
    if (local === undefined) continue;
    const { phase, op, succ, pred } = local.essence;
    if (op !== undefined || (phase !== 'member' && !isLeftOver(stage, scene, place))) return false;
    let slot = 0;
    let last = nobody;
    for (let steps = 1; steps < places; steps += 1) {
      const other = stage.local(scene, (place + steps) % places);
      if (other === undefined) continue;
      last = whoAt(steps, other.essence.life);
      if (slot < options.successorsMax && succ[slot] !== last) return false;
      slot += 1;
    }
    if (pred !== last || succ.length !== Math.min(slot, options.successorsMax)) return false;
  }
  return true;
}

/** The only one left has nobody to be a ring with; it says so. */
function isLeftOver(stage: Stage, scene: Scene, place: number): boolean {
  const isAlone = scene.places.every((local, other) => other === place || local === absent);
  return isAlone && stage.local(scene, place)?.isIsolated === true;
}
