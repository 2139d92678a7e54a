// The spelling of a scene: a few numbers, the same for every scene that is the same ring, however it is turned.

import { letterIn, receiverOf, wordOf, type Scene } from './scene.ts';

/** The first word holds how many letters there are, and the local state at place 0. */
const countShift = 26;
export const mailMax = 31;
export const wordsMax = 40;

/** Writes the spelling, and returns its length. `turns`: the ring may be turned. */
export function spell(scene: Scene, turns: boolean, words: Int32Array): number {
  const { places, mail } = scene;
  if (mail.length > mailMax) throw new RangeError(`${mail.length} letters are too many for one scene`);
  write(scene, turns ? leastTurn(scene) : 0, words);
  words[0] = (words[0] ?? 0) + mail.length * 2 ** countShift;
  return places.length + mail.length;
}

/** Reads a spelling back. */
export function unspell(words: Int32Array, scene: Scene): void {
  const { places, mail } = scene;
  const first = words[0] ?? 0;
  mail.length = first >>> countShift;
  for (let place = 0; place < places.length; place += 1) places[place] = words[place] ?? 0;
  places[0] = first % 2 ** countShift;
  for (let slot = 0; slot < mail.length; slot += 1) mail[slot] = words[places.length + slot] ?? 0;
}

/** How many words the spelling has that begins with this one. */
export function lengthOf(first: number, places: number): number {
  return places + (first >>> countShift);
}

function write({ places, mail }: Scene, turn: number, words: Int32Array): void {
  const count = places.length;
  for (let place = 0; place < count; place += 1) words[place] = places[(place + turn) % count] ?? 0;
  if (turn === 0) {
    for (let slot = 0; slot < mail.length; slot += 1) words[count + slot] = mail[slot] ?? 0;
    return;
  }
  // Sorted by receiver: a turn moves those before `turn` behind the others.
  let split = 0;
  while (split < mail.length && receiverOf(mail[split] ?? 0) < turn) split += 1;
  for (let slot = 0; slot < mail.length; slot += 1) {
    const word = mail[(slot + split) % mail.length] ?? 0;
    words[count + slot] = wordOf((receiverOf(word) - turn + count) % count, letterIn(word));
  }
}

const one = new Int32Array(wordsMax);
const other = new Int32Array(wordsMax);

function leastTurn(scene: Scene): number {
  const { places, mail } = scene;
  const count = places.length;
  let least = 0;
  for (let turn = 1; turn < count; turn += 1) {
    let place = 0;
    while (place < count && places[(place + turn) % count] === places[(place + least) % count]) place += 1;
    if (place < count) {
      if ((places[(place + turn) % count] ?? 0) < (places[(place + least) % count] ?? 0)) least = turn;
    } else if (mail.length > 0 && isLessMail(scene, turn, least)) least = turn;
  }
  return least;
}

function isLessMail(scene: Scene, turn: number, least: number): boolean {
  write(scene, turn, one);
  write(scene, least, other);
  const count = scene.places.length;
  for (let slot = count; slot < count + scene.mail.length; slot += 1) {
    const difference = (one[slot] ?? 0) - (other[slot] ?? 0);
    if (difference !== 0) return difference < 0;
  }
  return false;
}
