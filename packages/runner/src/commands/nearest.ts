// The word that was probably meant.

import { closest, distance } from 'fastest-levenshtein';

/** Undefined when nothing is near enough to be more than a guess. */
export function nearest(word: string, words: readonly string[]): string | undefined {
  if (words.length === 0) return undefined;
  const found = closest(word, words);
  return distance(word, found) <= Math.max(1, Math.floor(word.length / 2)) ? found : undefined;
}
