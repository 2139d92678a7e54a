// What is worked out once of each local state and each letter, so that whole rings are judged by a few masks: a bit for every life, a bit for every place.

import type { RingState } from '../ring/index.ts';
import { named, type Essence } from './essence.ts';
import type { Letter } from './letter.ts';
import { lifeOf, nobody, stepsTo, whoAt, type Who } from './who.ts';

/** Lives that are named, by steps: bit `life` of entry `steps`. */
export type Lives = readonly number[];

export interface Local {
  readonly essence: Essence;
  /** What the core is given. */
  readonly state: RingState;
  readonly takesPart: boolean;
  readonly isIsolated: boolean;
  readonly hasQuestion: boolean;
  readonly named: Lives;
  readonly silent: Lives;
  readonly known: Lives;
  /** Whom it watches. */
  readonly watched: readonly Who[];
  /** Whom its lists hold, and the places that they skip: bit `steps`. */
  readonly listed: Lives;
  readonly skips: number;
  /** What is wrong with its list as such. */
  readonly fault: string | undefined;
}

export interface Note {
  readonly letter: Letter;
  readonly named: Lives;
  readonly listed: Lives;
  readonly skips: number;
  /** The list that its receiver may adopt, before itself. */
  readonly list: readonly Who[];
}

export function localOf(essence: Essence, state: RingState, places: number, successorsMax: number): Local {
  const { phase, succ, op, place, silent, known, pred, doubted } = essence;
  const takesPart = phase !== 'joining';
  const pinged = succ.slice(0, 2);
  // A pred of whom a later life is in the list is not watched for itself.
  const isApart = pred !== nobody && !pinged.some((who) => stepsTo(who) === stepsTo(pred));
  const watched = [...pinged, ...(isApart ? [pred] : []), ...doubted];
  const lists = listsOf(essence);
  return {
    essence,
    state,
    takesPart,
    isIsolated: phase === 'isolated',
    hasQuestion: op !== undefined || place !== nobody,
    named: livesIn([whoAt(0, essence.life), ...named(essence)], places),
    silent: livesIn(silent, places),
    known: livesIn(known, places),
    watched: takesPart ? watched : [],
    listed: livesIn(lists.flat(), places),
    skips: skippedBy(lists, places),
    fault: faultIn(succ, successorsMax),
  };
}

export function noteOf(letter: Letter, places: number, successorsMax: number): Note {
  const { kind, from, pred, succ } = letter;
  const lists = kind === 'state' || kind === 'found' ? [[from, ...succ]] : [];
  return {
    letter,
    named: livesIn(
      [from, pred, ...succ].filter((who) => who !== nobody),
      places,
    ),
    listed: livesIn(lists.flat(), places),
    skips: skippedBy(lists, places),
    list: kind === 'state' ? asAdopted([from, ...succ]).slice(0, successorsMax) : [],
  };
}

/** The lists of a peer, each with its owner in front: its own, those it was given for a refill, and, of a joiner, those who may become its head. */
function listsOf({ phase, life, succ, op, heads }: Essence): readonly (readonly Who[])[] {
  const self = whoAt(0, life);
  const answers = op?.kind === 'refill' ? op.answers : [];
  if (phase === 'joining') return [[self, ...heads]];
  return phase === 'member' ? [[self, ...succ], ...answers] : answers;
}

/** Up to itself, and up to the first that is out of order. */
function asAdopted(list: readonly Who[]): readonly Who[] {
  let last = 0;
  const end = list.findIndex((who) => {
    const isBehind = stepsTo(who) <= last;
    last = stepsTo(who);
    return isBehind;
  });
  return end === -1 ? list : list.slice(0, end);
}

function livesIn(contacts: readonly Who[], places: number): Lives {
  const lives = Array.from({ length: places }, () => 0);
  for (const who of contacts) lives[stepsTo(who)] = (lives[stepsTo(who)] ?? 0) | (1 << lifeOf(who));
  return lives;
}

/** Who stands strictly between two neighbours of a list is skipped by it. */
function skippedBy(lists: readonly (readonly Who[])[], places: number): number {
  let skips = 0;
  for (const list of lists) {
    for (const [slot, who] of list.entries()) {
      const next = list[slot + 1];
      if (next === undefined) break;
      const arc = (stepsTo(next) - stepsTo(who) + places) % places || places;
      for (let step = 1; step < arc; step += 1) skips |= 1 << ((stepsTo(who) + step) % places);
    }
  }
  return skips;
}

function faultIn(succ: readonly Who[], successorsMax: number): string | undefined {
  if (succ.length > successorsMax) return `a list of ${succ.length} successors`;
  let last = 0;
  for (const steps of succ.map(stepsTo)) {
    if (steps <= last) return 'a successor list out of order';
    last = steps;
  }
  return undefined;
}
