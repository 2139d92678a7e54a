// What can happen to one peer, as a number; and how the core is made to do exactly that.

import type { Input, RingState } from '../ring/index.ts';
import { messageIn, type Letter } from './letter.ts';
import { givenUpOn, longAgo, now } from './unfold.ts';
import { contactOf, lifeOf, stepsTo, type Who } from './who.ts';

export type Stimulus = number;

/** Its round begins. */
export const timer: Stimulus = 0;
/** It waits no longer for the answer to its question. */
export const silence: Stimulus = 1;
/** It asks the same once more. */
export const retry: Stimulus = 2;
/** Its head told it of a change. */
export const told: Stimulus = 3;
/** Our own verdict; an old verdict is forgotten; a letter is read. */
const bases = { verdict: 128, forget: 192, letter: 256 } as const;

export const verdict = (who: Who): Stimulus => bases.verdict + who;
export const forget = (who: Who): Stimulus => bases.forget + who;
export const reading = (letter: number): Stimulus => bases.letter + letter;

/** The letter that this stimulus is the reading of. */
export function letterRead(stimulus: Stimulus): number | undefined {
  return stimulus >= bases.letter ? stimulus - bases.letter : undefined;
}

/** The state, as it must be for it, and what the core is given then. No input at all: the state is the outcome. */
export function prepared(
  state: RingState,
  stimulus: Stimulus,
  letterAt: (letter: number) => Letter,
): readonly [RingState, Input | undefined] {
  const read = letterRead(stimulus);
  if (read !== undefined) {
    const letter = letterAt(read);
    const from = contactOf(letter.from);
    return [state, { kind: 'received', from, message: messageIn(letter), channel: 'stream' }];
  }
  const tick = { kind: 'tick' } as const;
  const [head] = state.succ;
  if (stimulus === told && head !== undefined) {
    const message = { kind: 'changed', pred: null } as const;
    return [state, { kind: 'received', from: head, message, channel: 'stream' }];
  }
  if (stimulus >= bases.forget) return [forgotten(state, stimulus - bases.forget), undefined];
  if (stimulus >= bases.verdict) return [givenUpOn(state, stimulus - bases.verdict), tick];
  if (stimulus === silence) return [outOfPatience(state), tick];
  if (stimulus === retry && state.op?.kind === 'stabilize') {
    return [{ ...state, op: { ...state.op, retryAt: now } }, tick];
  }
  const isLost = state.phase === 'isolated' && state.succ.length === 0;
  return [isLost ? { ...state, refillAt: now } : { ...state, stabilizeAt: now }, tick];
}

function outOfPatience(state: RingState): RingState {
  const { op, join } = state;
  switch (op?.kind) {
    case undefined:
      return join === undefined ? state : { ...state, join: { ...join, retryAt: now } };
    case 'stabilize':
      return { ...state, op: { ...op, askedAt: longAgo, retryAt: now } };
    case 'candidate':
      return { ...state, op: { ...op, giveUpAt: now } };
    case 'refill':
      return { ...state, op: { ...op, decideAt: now } };
  }
}

function forgotten(state: RingState, who: Who): RingState {
  const silent = state.silent.filter(
    ({ contact }) => contact.id !== stepsTo(who) || contact.epoch !== lifeOf(who),
  );
  return { ...state, silent };
}
