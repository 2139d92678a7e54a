// What others say, and who hears it: one line a message. First of all it is settled who speaks: a life of our own, a former one of somebody, or a peer.

import { onAskChange, onAskState, onPing } from './answers.ts';
import { buryFormerLife } from './bury.ts';
import type { Contact } from './contact.ts';
import { heard, onPong } from './detector.ts';
import type { Channel } from './effect.ts';
import { onJoinHeadRefused, onJoinState, onPointsAtUs } from './join.ts';
import { isFormerLife, learn } from './known.ts';
import { onLeave, onLeaveHeard } from './leave.ts';
import { onFound, onPassed, onStuck } from './lookup.ts';
import type { Message } from './message.ts';
import { learnBeyond } from './neighbours.ts';
import { takesPart } from './phase.ts';
import { onNotify, onSuccOfPred } from './rectify.ts';
import { onRefillSilence, onRefillState } from './refill.ts';
import { onRelayPing, onRelayPong } from './relay.ts';
import {
  considerCandidate,
  onHeadUnchanged,
  onOperationRefused,
  onOperationState,
  startStabilize,
} from './stabilize.ts';
import type { Turn } from './turn.ts';
import { askTwin, fence, tellSuperseded } from './twin.ts';
import { onWalk } from './walk.ts';

/** A message has arrived from `from`, on that channel. */
export function received(turn: Turn, from: Contact, message: Message, channel: Channel): void {
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
    case 'relay-ping':
      return isTwin ? undefined : onRelayPing(turn, from, message);
    case 'relay-pong':
      return isTwin ? undefined : onRelayPong(turn, from, message);
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

/** It said something to somebody else at ours: that it lives in this life is all that we learn. */
export function onHeard(turn: Turn, from: Contact): void {
  if (from.id !== turn.state.self.id && !isFormerLife(turn, from)) learn(turn, from);
}

/** Said only by peers that take part; a joiner's questions prove nothing about its place. */
function isOfMember(message: Message): boolean {
  switch (message.kind) {
    case 'pong':
    case 'state':
      return takesPart(message.phase) && message.phase !== 'leaving';
    case 'ping':
    case 'relay-ping':
    case 'notify':
    case 'changed':
    case 'candidate':
    case 'found':
    case 'same':
      return true;
    case 'relay-pong':
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
