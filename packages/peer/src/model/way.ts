// The way from the start to a scene: which action led to each next one. Only the scenes are kept while exploring; the actions are found again here.

import { everything, type Action } from './actions.ts';
import { tidy } from './canon.ts';
import type { Counterexample, Explorer } from './explorer.ts';
import type { Breach } from './rules.ts';
import { letterIn, receiverOf, Scene } from './scene.ts';
import { spell, wordsMax } from './spelling.ts';

export interface Step {
  readonly action: Action;
  readonly before: Scene;
  readonly after: Scene;
}

export interface Way {
  readonly steps: readonly Step[];
  /** The rule that is broken at its end. */
  readonly breach: Breach;
}

/** The way to a counterexample. The ring was turned while it was explored, and is not turned on the way. */
export function wayTo(explorer: Explorer, { before, scene, breach }: Counterexample): Way {
  const spelled = indexesTo(explorer, before)
    .slice(1)
    .map((index) => spellingOf(explorer, sceneAt(explorer, index)));
  if (before >= 0) spelled.push(spellingOf(explorer, scene));
  const steps: Step[] = [];
  let here = explorer.start;
  for (const spelling of spelled) {
    const step = stepTo(explorer, here, spelling);
    steps.push(step);
    here = step.after;
  }
  const { place } = breach;
  const end = scene.copy();
  tidy(end, explorer.stage.moves);
  return { steps, breach: place === undefined ? breach : { ...breach, place: placeIn(here, end, place) } };
}

/** Where the peer stands that stands at `place` in `scene`, when `here` is the same ring, turned. */
function placeIn(here: Scene, scene: Scene, place: number): number {
  const count = here.places.length;
  const turn = here.places.findIndex((_, each) => isTurned(here, scene, each));
  return (place - turn + count) % count;
}

function isTurned(here: Scene, scene: Scene, turn: number): boolean {
  const count = here.places.length;
  const turned = new Scene(count);
  for (const place of turned.places.keys()) turned.places[place] = scene.places[(place + turn) % count] ?? 0;
  for (const word of scene.mail) turned.add((receiverOf(word) - turn + count) % count, letterIn(word));
  return (
    turned.places.every((local, place) => local === here.places[place]) &&
    turned.mail.length === here.mail.length &&
    turned.mail.every((word, slot) => word === here.mail[slot])
  );
}

function indexesTo({ scenes }: Explorer, last: number): number[] {
  const indexes: number[] = [];
  for (let index = last; index >= 0; index = scenes.parent(index)) indexes.push(index);
  return indexes.toReversed();
}

function sceneAt(explorer: Explorer, index: number): Scene {
  const scene = new Scene(explorer.stage.model.places);
  explorer.read(index, scene);
  return scene;
}

function stepTo(explorer: Explorer, before: Scene, spelling: string): Step {
  const found: Step[] = [];
  explorer.actions.each(before, everything, (kind, place, about, next) => {
    if (found.length > 0 || spellingOf(explorer, next) !== spelling) return;
    const after = next.copy();
    tidy(after, explorer.stage.moves);
    found.push({ action: { kind, place, about }, before, after });
  });
  const [step] = found;
  if (step === undefined) throw new RangeError('the way to a scene cannot be found again');
  return step;
}

function spellingOf({ stage }: Explorer, scene: Scene): string {
  const words = new Int32Array(wordsMax);
  const tidied = scene.copy();
  tidy(tidied, stage.moves);
  return words.subarray(0, spell(tidied, stage.model.turns, words)).join(' ');
}
