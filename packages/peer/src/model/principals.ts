// Principals (Zave 2017, section 6): members that no list skips, neither one that is kept nor one that is on its way. A list that holds a former life
// of a member skips it too: that contact is dead, and will be dropped.

import type { Lives } from './facts.ts';
import { absent } from './moves.ts';
import { letterIn, receiverOf, type Scene } from './scene.ts';
import type { Stage } from './stage.ts';

/** A bit for every place at which a principal stands. */
export function principals({ moves: { catalogue }, model }: Stage, { places, mail }: Scene): number {
  const count = model.places;
  let members = 0;
  let reborn = 0;
  let skipped = 0;
  for (let place = 0; place < count; place += 1) {
    const number = places[place] ?? absent;
    if (number === absent) continue;
    const { takesPart, skips, essence } = catalogue.local(number);
    if (takesPart) members |= 1 << place;
    if (takesPart && essence.life > 1) reborn |= 1 << place;
    skipped |= turned(skips, place, count);
  }
  for (const word of mail) skipped |= turned(catalogue.note(letterIn(word)).skips, receiverOf(word), count);
  const standing = members & ~skipped;
  return reborn === 0 ? standing : standing & ~outlived({ catalogue, places, mail }, standing & reborn);
}

/** Of these members, those of whom a former life stands in a list. */
function outlived(
  { catalogue, places, mail }: Pick<Scene, 'places' | 'mail'> & Pick<Stage['moves'], 'catalogue'>,
  reborn: number,
): number {
  const count = places.length;
  let skipped = 0;
  for (let place = 0; place < count; place += 1) {
    if (((reborn >> place) & 1) === 0) continue;
    const former = (1 << catalogue.local(places[place] ?? absent).essence.life) - 1;
    const holds = (listed: Lives, at: number): boolean =>
      ((listed[(place - at + count) % count] ?? 0) & former) !== 0;
    const isHeld =
      places.some((number, at) => number !== absent && holds(catalogue.local(number).listed, at)) ||
      mail.some((word) => holds(catalogue.note(letterIn(word)).listed, receiverOf(word)));
    if (isHeld) skipped |= 1 << place;
  }
  return skipped;
}

function turned(mask: number, by: number, count: number): number {
  return ((mask << by) | (mask >> (count - by))) & ((1 << count) - 1);
}

export function countOf(mask: number): number {
  let count = 0;
  for (let rest = mask; rest !== 0; rest &= rest - 1) count += 1;
  return count;
}
