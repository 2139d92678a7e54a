// The door of the protocol: state, input and time in; new state and effects out. It never waits. All branching on what came in happens here, and for
// messages in received.ts: these two are the protocol's table of contents.

import { bury } from './bury.ts';
import type { Address } from './contact.ts';
import { onDoubt, onLinkLost, onRefused, watchTick } from './detector.ts';
import type { Effect } from './effect.ts';
import { fingerTick } from './fingers.ts';
import type { Input } from './input.ts';
import { joinTick, onJoinHeadRefused, startJoin } from './join.ts';
import { leaveTick, onLeaveHeard, startLeave } from './leave.ts';
import { lookupTick, onViaUndelivered, lookUp } from './lookup.ts';
import { startInit, startRing } from './member.ts';
import { mergeTick } from './merge.ts';
import type { Message } from './message.ts';
import { tellNeighbours } from './neighbours.ts';
import { onHeard, received } from './received.ts';
import { onRefillSilence, refillTick } from './refill.ts';
import { onOperationRefused, operationTick, startStabilize } from './stabilize.ts';
import type { Millis, RingState } from './state.ts';
import { suspectTick } from './suspects.ts';
import { Turn } from './turn.ts';
import { doubtful, postponed } from './wake.ts';
import { onWalkUndelivered } from './walk.ts';

export interface Transition {
  readonly state: RingState;
  readonly effects: readonly Effect[];
}

/** One step of one peer. Throws nothing for anything the network can bring; a broken invariant is a bug. */
export function step(state: RingState, input: Input, now: Millis): Transition {
  const turn = new Turn(state, now);
  if (state.phase !== 'left' && state.phase !== 'fenced') {
    take(turn, input);
    tellNeighbours(turn);
  }
  return { state: turn.state, effects: turn.effects };
}

function take(turn: Turn, input: Input): void {
  switch (input.kind) {
    case 'init':
      return startInit(turn, input.succ);
    case 'create':
      return startRing(turn);
    case 'join':
      return startJoin(turn, input.via, input.stored);
    case 'leave':
      return startLeave(turn, input.isForced);
    case 'received':
      return received(turn, input.from, input.message, input.channel);
    case 'undelivered':
      return undelivered(turn, input.to, input.message, input.isRefused);
    case 'link-lost':
      return onLinkLost(turn, input.address);
    case 'heard':
      return onHeard(turn, input.from);
    case 'doubt':
      return onDoubt(turn, input.contact);
    case 'slept':
      return slept(turn, input.lateMs);
    case 'tick':
      return tick(turn);
    case 'lookup':
      return lookUp(turn, input);
  }
}

function undelivered(turn: Turn, to: Address, message: Message, isRefused: boolean): void {
  if (isRefused) onRefused(turn, to);
  switch (message.kind) {
    case 'find':
      if (message.walk.route.length === 0) return onViaUndelivered(turn, message.walk.n);
      return onWalkUndelivered(turn, message.walk, to);
    case 'ask-state':
      // A connection that was not made in time proves nothing.
      if (!isRefused) return;
      onJoinHeadRefused(turn, message.n);
      return onAskRefused(turn, to, message.n);
    case 'leave':
      return onLeaveHeard(turn, to, message.n);
    default:
  }
}

function onAskRefused(turn: Turn, to: Address, n: number): void {
  const { op } = turn.state;
  const asked =
    op?.kind === 'refill'
      ? op.asked
      : op?.kind === 'candidate'
        ? [op.contact]
        : op?.candidate !== undefined
          ? [op.candidate]
          : [];
  const contact = asked.find((each) => each.address === to);
  if (contact === undefined) return;
  onRefillSilence(turn, contact.id, n);
  onOperationRefused(turn, contact.id, n, false);
}

function slept(turn: Turn, lateMs: number): void {
  turn.state = postponed(turn.state, lateMs);
  if (lateMs >= 2 * turn.state.options.pingMs) turn.state = doubtful(turn.state, turn.now);
}

function tick(turn: Turn): void {
  joinTick(turn);
  leaveTick(turn);
  for (const contact of watchTick(turn)) {
    const watch = turn.state.watches.find((each) => each.contact.id === contact.id);
    bury(turn, contact, turn.now - (watch?.askedAt ?? turn.now));
  }
  operationTick(turn);
  refillTick(turn);
  if (turn.state.stabilizeAt <= turn.now) startStabilize(turn, 'stabilize', null);
  mergeTick(turn);
  fingerTick(turn);
  suspectTick(turn);
  lookupTick(turn);
}
