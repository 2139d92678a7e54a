// What the model keeps of one peer's state, and nothing else: no time, no chance, no number of a question, nothing that is only announced.
//
// Left out, because the model takes for possible at any moment what it would only hasten or repeat:
//   again        a round asked for while another is under way: a round may begin whenever none is
//   watches      whoever stands in the first two slots or is pred is watched; only doubts about others are kept
//   join         of a member: it only decides when the user is told
//   pred[1], announced, version, beyondLeaver, given, fingers, refill pauses: for observers, for leaving, for `init`, for routing

import type { RingState } from '../ring/index.ts';
import { lifeOf, nobody, whoIs, type Who } from './who.ts';

/** The question that is open, if any. */
export type Asking =
  /** `isQuiet`: begun by its timer, so it need not tell the head what that knows already. */
  | { readonly kind: 'stabilize'; readonly head: Who; readonly candidate: Who; readonly isQuiet: boolean }
  | { readonly kind: 'candidate'; readonly contact: Who }
  | {
      readonly kind: 'refill';
      readonly asked: readonly Who[];
      readonly silent: readonly number[];
      /** Each answerer, and behind it its list. */
      readonly answers: readonly (readonly Who[])[];
      readonly tried: readonly number[];
    };

export interface Essence {
  readonly phase: 'joining' | 'member' | 'isolated';
  readonly life: number;
  readonly pred: Who;
  readonly succ: readonly Who[];
  readonly op: Asking | undefined;
  readonly candidates: readonly Who[];
  readonly rectifier: Who;
  /** Of a joiner: the peer before its place, and who may be its head, the first of them asked. Without a place its request walks the ring. */
  readonly place: Who;
  readonly heads: readonly Who[];
  readonly silent: readonly Who[];
  readonly known: readonly Who[];
  /** In no watched slot any more, and not judged yet. */
  readonly doubted: readonly Who[];
  readonly isAlone: boolean;
  /** Isolated, and it has asked everybody it knew in vain. */
  readonly isSure: boolean;
}

/** Undefined for a peer that does not take part and does not try to. */
export function essenceOf(state: RingState, keepsKnown: boolean): Essence | undefined {
  const { phase, succ, pred, join, silent, known, self } = state;
  if (phase !== 'joining' && phase !== 'member' && phase !== 'isolated') return undefined;
  const isJoining = phase === 'joining';
  return {
    phase,
    life: self.epoch,
    pred: whoIs(pred[0]),
    succ: succ.map(whoIs),
    op: askingOf(state),
    candidates: state.candidates.map(({ contact }) => whoIs(contact)),
    rectifier: whoIs(state.rectifier),
    place: isJoining ? whoIs(join?.place) : nobody,
    heads: isJoining && join?.place !== undefined ? join.heads.map(whoIs) : [],
    silent: inOrder(silent.map(({ contact }) => whoIs(contact))),
    // Who knows only the first life of a peer can take nobody for a former one.
    known: inOrder([...known.values()].map(whoIs).filter((who) => keepsKnown || lifeOf(who) > 1)),
    doubted: inOrder(doubtedBy(state)),
    isAlone: state.isAlone,
    isSure: phase === 'isolated' && state.refillPauseMs > 0,
  };
}

function askingOf({ op }: RingState): Asking | undefined {
  switch (op?.kind) {
    case undefined:
      return undefined;
    case 'stabilize':
      return {
        kind: 'stabilize',
        head: whoIs(op.head),
        candidate: whoIs(op.candidate),
        isQuiet: op.reason === 'stabilize',
      };
    case 'candidate':
      return { kind: 'candidate', contact: whoIs(op.contact) };
    case 'refill': {
      const answers = op.answers.map(({ contact, succ }) => [contact, ...succ].map(whoIs));
      return { kind: 'refill', asked: op.asked.map(whoIs), silent: op.silent, answers, tried: op.tried };
    }
  }
}

function doubtedBy({ watches, succ, pred }: RingState): Who[] {
  const watched = new Set([...succ.slice(0, 2), ...pred.slice(0, 1)].map(({ id }) => id));
  return watches.filter(({ contact }) => !watched.has(contact.id)).map(({ contact }) => whoIs(contact));
}

function inOrder(contacts: readonly Who[]): readonly Who[] {
  return contacts.toSorted((a, b) => a - b);
}

/** Every contact in it but those it only remembers: the silent and the known. */
export function named(essence: Essence): readonly Who[] {
  const { pred, succ, op, candidates, rectifier, place, heads, doubted } = essence;
  return [pred, ...succ, ...asked(op), ...candidates, rectifier, place, ...heads, ...doubted].filter(
    (who) => who !== nobody,
  );
}

function asked(op: Asking | undefined): readonly Who[] {
  switch (op?.kind) {
    case undefined:
      return [];
    case 'stabilize':
      return [op.head, op.candidate];
    case 'candidate':
      return [op.contact];
    case 'refill':
      return [...op.asked, ...op.answers.flat()];
  }
}

/** The same with other numbers for the lives of the peer that is `steps` away, and without memories that `keeps` refuses. */
export function relived(
  essence: Essence,
  rename: (who: Who) => Who,
  keeps: (who: Who, memory: 'silent' | 'known') => boolean,
): Essence {
  const { op } = essence;
  const self = lifeOf(rename(essence.life));
  return {
    ...essence,
    life: self,
    pred: rename(essence.pred),
    succ: essence.succ.map(rename),
    op: op === undefined ? undefined : relivedAsking(op, rename),
    candidates: essence.candidates.map(rename),
    rectifier: rename(essence.rectifier),
    place: rename(essence.place),
    heads: essence.heads.map(rename),
    silent: essence.silent.filter((who) => keeps(who, 'silent')).map(rename),
    known: essence.known.filter((who) => keeps(who, 'known')).map(rename),
    doubted: essence.doubted.map(rename),
  };
}

function relivedAsking(op: Asking, rename: (who: Who) => Who): Asking {
  switch (op.kind) {
    case 'stabilize':
      return { ...op, head: rename(op.head), candidate: rename(op.candidate) };
    case 'candidate':
      return { ...op, contact: rename(op.contact) };
    case 'refill':
      return { ...op, asked: op.asked.map(rename), answers: op.answers.map((list) => list.map(rename)) };
  }
}
