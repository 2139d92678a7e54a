// One spelling for all scenes that are the same: lives numbered anew, useless memories dropped, and the ring turned to where its spelling is least.

import type { Moves } from './moves.ts';
import { letterIn, receiverOf, wordOf, type Scene } from './scene.ts';

/** Numbers the lives of each peer from 1 without gaps, and drops memories that can change nothing any more. In place. */
export function tidy(scene: Scene, { catalogue }: Moves): void {
  for (let place = 0; place < scene.places.length; place += 1) tidyLives(scene, catalogue, place);
}

function tidyLives({ places, mail }: Scene, catalogue: Moves['catalogue'], about: number): void {
  const { named, silent, known, written } = catalogue;
  const count = places.length;
  let mentioned = 0;
  let remembered = 0;
  for (let place = 0; place < count; place += 1) {
    const local = places[place] ?? 0;
    const steps = about >= place ? about - place : about - place + count;
    mentioned |= named.at(local, steps);
    remembered |= silent.at(local, steps) | known.at(local, steps);
  }
  for (const word of mail) {
    const receiver = receiverOf(word);
    mentioned |= written.at(letterIn(word), about >= receiver ? about - receiver : about - receiver + count);
  }
  let lives = mentioned;
  let isUseless = false;
  for (let place = 0; remembered !== 0 && place < count; place += 1) {
    const local = places[place] ?? 0;
    const steps = (about - place + count) % count;
    const unheard = silent.at(local, steps);
    const met = known.at(local, steps);
    const kept = catalogue.kept(unheard, met, mentioned);
    lives |= kept;
    if (catalogue.kept(unheard, 0, mentioned) !== unheard || catalogue.kept(0, met, mentioned) !== met)
      isUseless = true;
  }
  if (!isUseless && isDense(lives)) return;
  for (let place = 0; place < count; place += 1) {
    const local = places[place] ?? 0;
    const steps = (about - place + count) % count;
    if (local !== 0) places[place] = catalogue.relived(local, steps, mentioned, lives);
  }
  if (!isDense(lives)) reliveMail(mail, catalogue, about, lives, count);
}

function reliveMail(
  mail: number[],
  catalogue: Moves['catalogue'],
  about: number,
  lives: number,
  count: number,
): void {
  for (let slot = 0; slot < mail.length; slot += 1) {
    const word = mail[slot] ?? 0;
    const receiver = receiverOf(word);
    const steps = (about - receiver + count) % count;
    mail[slot] = wordOf(receiver, catalogue.relivedLetter(letterIn(word), steps, lives));
  }
  mail.sort((a, b) => a - b);
}

/** Bits 1, 2, 3 ... without a gap. */
function isDense(lives: number): boolean {
  const from1 = lives >> 1;
  return (from1 & (from1 + 1)) === 0;
}
