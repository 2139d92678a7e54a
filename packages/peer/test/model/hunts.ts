// Where the model checker meets each known trap: the smallest ring in which it shows, and what it breaks there; or why no ring of the model shows it.
// Data only. The traps are those of the simulator.

import type { Rule, searchOf } from '../../src/model/index.ts';

export interface Hunt {
  readonly search: Parameters<typeof searchOf>[0];
  readonly rule: Rule;
  /** Of the shortest story with the fewest faults. */
  readonly steps: number;
}

/** Broken in the story itself, not only in what comes of it. */
const stepwise = { recoverEvery: 0 } as const;
const ofFour = { places: 4, members: 4, faultsMax: 3 } as const;
/** Five ids of which four are members, any joins, and one loss that no list is spared. */
const oneLoss = {
  places: 5,
  members: 4,
  failures: 'principals',
  faultsMax: 1,
  counted: 'losses',
  ...stepwise,
} as const;

export const hunts: Readonly<Record<string, Hunt | string>> = {
  'adopting a candidate unchecked': { search: oneLoss, rule: 'step', steps: 4 },
  'list not reconciled': { search: ofFour, rule: 'recovery', steps: 1 },
  'list out of order accepted': {
    search: { places: 4, members: 2, successorsMax: 3, failures: 'none' },
    rule: 'lists',
    steps: 7,
  },
  'rectify without a probe': { search: { ...ofFour, ...stepwise }, rule: 'step', steps: 4 },
  'lower epoch accepted': { search: oneLoss, rule: 'step', steps: 7 },
  'lower epoch accepted: from the peer itself': {
    search: { ...oneLoss, lateWords: true },
    rule: 'step',
    steps: 7,
  },
  '"busy" answers': { search: { places: 2, members: 1, failures: 'none' }, rule: 'storm', steps: 6 },
  'no merge': 'nothing tears a ring of the model apart',
  'no refill': { search: { ...ofFour, failures: 'any' }, rule: 'step', steps: 2 },
  'list of one': { search: ofFour, rule: 'recovery', steps: 1 },
  'verdict on hearsay': { search: { ...ofFour, ...stepwise }, rule: 'step', steps: 3 },
  'deadlines not moved after a pause': 'the model has no time, and nobody sleeps',
  'a question to a live non-member retried for ever':
    'whoever is no member yet becomes one at last, and answers',
  'modulo 2^bits - 1': { search: { ...ofFour, ...stepwise }, rule: 'step', steps: 4 },
  'id 0 treated as absent': 'every peer is peer 0 to itself and nobody else is; sameness.test.ts catches it',
};
