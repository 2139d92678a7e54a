// The door of the protocol: state, input and time in; new state and effects out. It never waits. All branching on what came in happens here, so this file is the protocol's table of contents.

import { onAskChange, onAskState, onPing } from './answers.ts';
import { onLinkLost, onPong, onRefused, heard, watchTick } from './detector.ts';
import { bury, buryFormerLife } from './bury.ts';
import { askTwin, fence, tellSuperseded } from './twin.ts';
import type { Address, Contact } from './contact.ts';
import type { Channel, Effect } from './effect.ts';
import { fingerTick } from './fingers.ts';
import type { Input } from './input.ts';
import { joinTick, onJoinHeadRefused, onJoinState, onPointsAtUs, startJoin } from './join.ts';
import { isFormerLife, learn } from './known.ts';
import { leaveTick, onLeave, onLeaveHeard, startLeave } from './leave.ts';
import { lookupTick, onFound, onPassed, onStuck, onViaUndelivered, startLookup } from './lookup.ts';
import { startInit, startRing } from './member.ts';
import { mergeTick } from './merge.ts';
import type { Message } from './message.ts';
import { learnBeyond, tellNeighbours } from './neighbours.ts';
import { takesPart } from './phase.ts';
import { onNotify, onSuccOfPred } from './rectify.ts';
import { onRefillSilence, onRefillState, refillTick } from './refill.ts';
import {
  considerCandidate,
  onHeadUnchanged,
  onOperationRefused,
  onOperationState,
  operationTick,
  startStabilize,
} from './stabilize.ts';
import type { Millis, RingState } from './state.ts';
import { suspectTick } from './suspects.ts';
import { Turn } from './turn.ts';
import { doubtful, postponed } from './wake.ts';
import { onWalk, onWalkUndelivered } from './walk.ts';

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
    case 'slept':
      return slept(turn, input.lateMs);
    case 'tick':
      return tick(turn);
    case 'lookup': {
      const { seek, key, purpose, name, tag } = input;
      return startLookup(turn, { use: { kind: 'host', tag }, seek, key, purpose, name });
    }
  }
}

function received(turn: Turn, from: Contact, message: Message, channel: Channel): void {
  const { self } = turn.state;
  if (from.id === self.id) {
    // A later life of ours at our own address, or a member in our place: whom the others know by the higher epoch goes on.
    const isLater = from.epoch > self.epoch;
    if (from.address === self.address) return isLater ? fence(turn, from) : undefined;
    if (isLater && isOfMember(message) && takesPart(turn.state.phase)) return fence(turn, from);
  } else if (isFormerLife(turn, from)) return tellSuperseded(turn, from, message.kind);
  else if (isOfMember(message)) learn(turn, from);
  else {
    buryFormerLife(turn, from);
    heard(turn, from);
  }
  const isTwin = from.id === self.id;
  switch (message.kind) {
    case 'ping':
      return onPing(turn, from, message, isTwin, channel);
    case 'pong':
      onPong(turn, from, message.n);
      if (!isTwin) onSuccOfPred(turn, from, message.succ);
      return turn.announce({ event: 'pong-received', from: from.id });
    case 'ask-state':
      return onAskState(turn, from, message.n, channel);
    case 'ask-change':
      return onAskChange(turn, from, message, channel);
    case 'same':
      return onHeadUnchanged(turn, from, message.n);
    case 'state':
      return onState(turn, from, message);
    case 'not-member':
      onJoinHeadRefused(turn, message.n);
      onRefillSilence(turn, from.id, message.n);
      return onOperationRefused(turn, from.id, message.n, true);
    case 'notify':
      if (isTwin || !takesPart(turn.state.phase)) return;
      onNotify(turn, from, message.pred);
      return onPointsAtUs(turn, from, 'pred');
    case 'changed':
      return isTwin ? undefined : onChanged(turn, from, message.pred);
    case 'superseded':
      return askTwin(turn, [message.by]);
    case 'candidate':
      if (isTwin) return;
      return from.id === turn.state.succ[0]?.id
        ? startStabilize(turn, 'join', from.id)
        : considerCandidate(turn, from, 'join');
    case 'leave':
      return isTwin ? undefined : onLeave(turn, from, message);
    case 'leave-heard':
      return onLeaveHeard(turn, from.address, message.n);
    case 'find':
      return onWalk(turn, message.walk);
    case 'found':
      return onFound(turn, from, message);
    case 'stuck':
      return onStuck(turn, from, message.n, message.code, message.route);
    case 'passed':
      return onPassed(turn, message);
  }
}

/** Said only by peers that take part; a joiner's questions prove nothing about its place. */
function isOfMember(message: Message): boolean {
  switch (message.kind) {
    case 'pong':
    case 'state':
      return takesPart(message.phase) && message.phase !== 'leaving';
    case 'ping':
    case 'notify':
    case 'changed':
    case 'candidate':
    case 'found':
    case 'same':
      return true;
    case 'ask-state':
    case 'ask-change':
    case 'not-member':
    case 'leave':
    case 'leave-heard':
    case 'find':
    case 'stuck':
    case 'passed':
    case 'superseded':
      return false;
  }
}

function onState(turn: Turn, from: Contact, message: Extract<Message, { kind: 'state' }>): void {
  onJoinState(turn, from, message);
  onRefillState(turn, from, message.n, message.succ, message.phase === 'leaving');
  onOperationState(turn, from, message);
  if (message.pred[0]?.id === turn.state.self.id) onPointsAtUs(turn, from, 'succ');
}

function onChanged(turn: Turn, from: Contact, beyond: Contact | null): void {
  const { pred, succ } = turn.state;
  if (pred[0]?.id === from.id) learnBeyond(turn, beyond);
  if (succ[0]?.id === from.id) startStabilize(turn, 'told', from.id);
}

function undelivered(turn: Turn, to: Address, message: Message, isRefused: boolean): void {
  if (isRefused) onRefused(turn, to);
  switch (message.kind) {
    case 'find':
      if (message.walk.route.length === 0) return onViaUndelivered(turn, message.walk.n);
      return onWalkUndelivered(turn, message.walk, to);
    case 'ask-state':
      onJoinHeadRefused(turn, message.n);
      return isRefused ? onAskRefused(turn, to, message.n) : undefined;
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
