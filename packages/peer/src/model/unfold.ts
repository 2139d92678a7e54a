// From an essence back to the state the core works on: every deadline far away, every number fixed, so that a step does exactly what is wanted.
// The literal below names every field of a state, so the compiler asks here about a field that is new.

import type { Contact, RingOptions, RingState } from '../ring/index.ts';
import { lifeOf, nobody, contactOf, stepsTo, type Who, whoAt } from './who.ts';
import type { Asking, Essence } from './essence.ts';

/** The moment at which everything happens. */
export const now = 1_000_000;
/** Long enough ago for every patience to be over. */
export const longAgo = 0;
const never = Number.POSITIVE_INFINITY;

/** The number of the open question, of the walk of a joiner, and the first that is free. */
export const openN = 1;
const walkN = 2;
const freeN = 10;

type Watch = RingState['watches'][number];

export function unfolded(options: RingOptions, essence: Essence): RingState {
  const { phase, op, place } = essence;
  const self = contactOf(whoAt(0, essence.life));
  return {
    options,
    self,
    phase,
    version: 0,
    pred: contactsOf([essence.pred]),
    succ: contactsOf(essence.succ),
    announced: [],
    given: [],
    isAlone: essence.isAlone,
    op: op === undefined ? undefined : operationOf(op),
    agreed: undefined,
    again: undefined,
    candidates: contactsOf(essence.candidates).map((contact) => ({ contact, reason: 'stabilize' })),
    rectifier: contactsOf([essence.rectifier])[0],
    beyondLeaver: undefined,
    join: phase === 'joining' ? joiningOf(essence) : undefined,
    leave: undefined,
    known: new Map(contactsOf(essence.known).map((contact) => [contact.id, contact])),
    watches: watchesOf(essence),
    silent: contactsOf(essence.silent).map((contact) => ({
      contact,
      hasLeft: false,
      until: never,
      askAt: never,
    })),
    suspects: [],
    fingers: [],
    fingerIndex: 0,
    lookups: phase === 'joining' && place === nobody ? [walkOf(self)] : [],
    stabilizeAt: never,
    merge: { at: never, rows: 0, asked: 0, turn: 0, united: new Set(), quietSince: now },
    fingerAt: never,
    refillAt: never,
    refillPauseMs: essence.isSure ? 1 : 0,
    tellAt: never,
    toldAt: now,
    toldPred: undefined,
    nextN: freeN,
    random: 1,
  };
}

/** The number of the question whose answer counts. */
export function openQuestion({ op, phase, join }: RingState): number | undefined {
  if (op !== undefined) return op.n;
  return phase === 'joining' && join?.place !== undefined ? join.n : undefined;
}

function contactsOf(list: readonly Who[]): readonly Contact[] {
  return list.filter((who) => who !== nobody).map(contactOf);
}

function operationOf(op: Asking): NonNullable<RingState['op']> {
  switch (op.kind) {
    case 'stabilize': {
      const [candidate] = contactsOf([op.candidate]);
      const reason = op.isQuiet ? 'stabilize' : 'told';
      const asked = { n: openN, askedAt: now, retryAt: never, by: null, relay: undefined } as const;
      return { kind: 'stabilize', head: contactOf(op.head), candidate, reason, ...asked };
    }
    case 'candidate':
      return {
        kind: 'candidate',
        contact: contactOf(op.contact),
        n: openN,
        giveUpAt: never,
        reason: 'stabilize',
      };
    case 'refill': {
      const answers = op.answers.flatMap(([who, ...succ]) =>
        who === undefined ? [] : [{ contact: contactOf(who), succ: contactsOf(succ) }],
      );
      const { asked, silent, tried } = op;
      return {
        kind: 'refill',
        n: openN,
        asked: contactsOf(asked),
        silent: idsAt(silent),
        answers,
        tried: idsAt(tried),
        decideAt: never,
      };
    }
  }
}

function idsAt(steps: readonly number[]): readonly Contact['id'][] {
  return steps.map((each) => contactOf(whoAt(each, 1)).id);
}

function joiningOf({ place, heads }: Essence): NonNullable<RingState['join']> {
  return {
    via: ['anybody'],
    stored: [],
    turn: 0,
    startedAt: now,
    giveUpAt: never,
    retryAt: never,
    place: contactsOf([place])[0],
    heads: contactsOf(heads),
    n: place === nobody ? 0 : openN,
    route: [],
    succPointsAtUs: false,
    predPointsAtUs: false,
    waiting: [],
    why: '',
  };
}

/** The first two successors and pred; in doubt are a pred that somebody wants to replace, and those whom a list no longer holds. */
function watchesOf({ succ, pred, rectifier, doubted }: Essence): readonly Watch[] {
  const pinged = succ.slice(0, 2);
  const isApart = pred !== nobody && !pinged.some((who) => stepsTo(who) === stepsTo(pred));
  return [
    ...pinged.map((who) => watchOf(who, true, who === pred && rectifier !== nobody)),
    ...(isApart ? [watchOf(pred, false, rectifier !== nobody)] : []),
    ...doubted.map((who) => watchOf(who, true, true)),
  ];
}

function watchOf(who: Who, isPinged: boolean, isDoubted: boolean): Watch {
  return {
    contact: contactOf(who),
    isPinged,
    heardAt: now,
    pingAt: never,
    askedAt: isDoubted ? now : undefined,
    probeAt: isDoubted ? never : undefined,
    probes: isDoubted ? 1 : 0,
    enoughAt: never,
    isLinkLost: false,
    relay: undefined,
    isOutOfReach: false,
    refusedSince: undefined,
    refusals: 0,
    lastN: 0,
    lastAt: now,
    smoothedRttMs: undefined,
    rttVarianceMs: 0,
    loss: 0,
  };
}

/** The same state in which this peer has been silent long enough to be judged. */
export function givenUpOn(state: RingState, who: Who): RingState {
  const watches = state.watches.map((watch) =>
    watch.contact.id === stepsTo(who) && watch.contact.epoch === lifeOf(who)
      ? { ...watch, askedAt: longAgo, probeAt: never, probes: 1_000, enoughAt: longAgo }
      : watch,
  );
  return { ...state, watches };
}

function walkOf(self: Contact): RingState['lookups'][number] {
  return {
    n: walkN,
    purpose: 'join',
    name: null,
    seek: 'place',
    key: self.id,
    use: { kind: 'join' },
    via: 'anybody',
    attempt: 1,
    retryAt: never,
    giveUpAt: never,
    avoid: [],
    lastTo: undefined,
    lastHop: -1,
    lastStuck: undefined,
    route: [],
  };
}
