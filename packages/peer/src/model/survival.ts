// May this peer be lost without taking a promise away? Zave's operating assumption: no member loses its whole list, and L + 1 principals remain.
// A list counts from the moment it is on its way to whoever will adopt it.

import { countOf, principals } from './principals.ts';
import { letterIn, receiverOf, type Scene } from './scene.ts';
import type { Stage } from './stage.ts';
import type { Who } from './who.ts';

export function mayFail(stage: Stage, scene: Scene, lost: number): boolean {
  const { failures, options } = stage.model;
  const local = stage.local(scene, lost);
  if (local === undefined) return false;
  if (failures === 'any' || !local.takesPart) return true;
  if (!leavesSomebody(stage, scene, lost)) return false;
  if (failures !== 'principals' && !keepsLists(stage, scene, lost)) return false;
  if (failures === 'kept-list') return true;
  return countOf(principals(stage, scene) & ~(1 << lost)) > options.successorsMax;
}

function leavesSomebody(stage: Stage, scene: Scene, lost: number): boolean {
  for (let place = 0; place < scene.places.length; place += 1)
    if (place !== lost && stage.local(scene, place)?.takesPart === true) return true;
  return false;
}

function keepsLists(stage: Stage, scene: Scene, lost: number): boolean {
  const holds = (place: number, list: readonly Who[]): boolean =>
    list.some((who) => stage.placeOf(place, who) !== lost && stage.isAlive(scene, place, who));
  for (let place = 0; place < scene.places.length; place += 1) {
    const local = stage.local(scene, place);
    if (place === lost || local === undefined || !local.takesPart || local.isIsolated) continue;
    const { succ, isAlone } = local.essence;
    if (!holds(place, succ) && !(isAlone && succ.length === 0)) return false;
  }
  for (const word of scene.mail) {
    const { list } = stage.moves.catalogue.note(letterIn(word));
    if (receiverOf(word) !== lost && list.length > 0 && !holds(receiverOf(word), list)) return false;
  }
  return true;
}
