// Is placement fair? What each peer carries, and what chance and theory say to it.

export { loadOf, type Loss, type Peak, type PeerLoad, type RingLoad } from './load.ts';
export { expectedLargestArc, lostShare, type Expected } from './theory.ts';
export { loadSentences, percent } from './words.ts';
export type { Fit } from './chi-square.ts';
