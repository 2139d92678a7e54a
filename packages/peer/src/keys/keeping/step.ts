// The door of the keeper: state, input and time in; new state and effects out. It never waits. All branching on what came in happens here, and for
// messages in received.ts.

import type { Millis } from '../../ring/state.ts';
import { askTick, onUndelivered } from './asks.ts';
import { absenceTick } from './owning/absence.ts';
import { bidTick, reconsider, spareNoStore } from './owning/bid.ts';
import { callTick, onCallShipped, onCallUndelivered, onOwner, startCall } from './serving/call.ts';
import { onDelivered } from './serving/call-answers.ts';
import { onNear } from './serving/aside.ts';
import { onCharterSaved } from './owning/charter-desk.ts';
import { departTick, startDeparture } from './owning/depart.ts';
import type { KeeperEffect } from './effect.ts';
import type { Ending, KeeperInput } from './input.ts';
import { unstall } from './serving/write.ts';
import { grantWaiting } from './owning/grant.ts';
import { received } from './received.ts';
import { onReplicaCommitted, onReplicaStaged, stagedTick } from './serving/replica.ts';
import { onReadForClient, requestTick, retryRequests } from './serving/request.ts';
import { onReadForOther, spoil } from './copying/serve.ts';
import type { KeeperState, Work } from './state.ts';
import { onStrayOwner, strayTick } from './copying/strays.ts';
import { endIfComplete } from './copying/sync.ts';
import { settle, sweepTick, unsettle } from './owning/tenure.ts';
import { KeeperTurn } from './turn.ts';
import { beat, isPresentLife, onFound, onSlept, onView, settleFounder } from './view.ts';
import { fetchTick, onKept, onReceived } from './copying/want.ts';
import { onOwnCommit, onShipped, onStaged } from './serving/write-answers.ts';
import { goOnBidding } from './owning/opening.ts';

export interface KeeperTransition {
  readonly state: KeeperState;
  readonly effects: readonly KeeperEffect[];
}

/** One step of one keeper. Throws nothing for anything the network or the disk can bring; a broken invariant is a bug. */
export function keep(state: KeeperState, input: KeeperInput, now: Millis): KeeperTransition {
  const turn = new KeeperTurn(state, now);
  take(turn, input);
  beat(turn);
  for (let message = turn.toSelf.shift(); message !== undefined; message = turn.toSelf.shift())
    received(turn, turn.state.self, message);
  // Whatever has changed what we have: does the ring want something else?
  if (turn.state.tenure !== state.tenure) reconsider(turn);
  spareNoStore(turn);
  unstall(turn);
  endIfComplete(turn);
  fetchTick(turn);
  if (turn.state.bid?.stage === 'claiming') goOnBidding(turn);
  settle(turn);
  settleFounder(turn);
  departTick(turn);
  for (let message = turn.toSelf.shift(); message !== undefined; message = turn.toSelf.shift())
    received(turn, turn.state.self, message);
  return { state: turn.state, effects: turn.effects };
}

function take(turn: KeeperTurn, input: KeeperInput): void {
  switch (input.kind) {
    case 'found':
      return onFound(turn);
    case 'view':
      return onView(turn, input.view);
    case 'received':
      // What a former life said comes too late.
      if (!isPresentLife(turn, input.from)) return;
      return received(turn, input.from, input.message);
    case 'undelivered':
      onUndelivered(turn, input.to, input.message);
      return onCallUndelivered(turn, input.to, input.message);
    case 'slept':
      return onSlept(turn, input.lateMs);
    case 'tick':
      return tick(turn);
    case 'ended':
      return ended(turn, input.token, input.ending);
    case 'read':
      return read(turn, input);
    case 'spoiled':
      return spoil(turn, input.name);
    case 'owner':
      if (input.tag === turn.state.strayFind?.tag) return onStrayOwner(turn, input.outcome);
      if (onNear(turn, input.tag, input.outcome)) return;
      return onOwner(turn, input.tag, input.outcome);
    case 'call':
      return startCall(turn, input);
    case 'delivered':
      return onDelivered(turn, input.tag, input.ending);
    case 'depart':
      return startDeparture(turn);
  }
}

function takeWork(turn: KeeperTurn, token: number): Work | undefined {
  const work = turn.state.works.get(token);
  const works = new Map(turn.state.works);
  works.delete(token);
  turn.set({ works });
  return work;
}

function ended(turn: KeeperTurn, token: number, ending: Ending): void {
  if (onCharterSaved(turn, token, ending.kind === 'done')) return;
  const work = takeWork(turn, token);
  finish(turn, work, ending);
  grantWaiting(turn);
}

function finish(turn: KeeperTurn, work: Work | undefined, ending: Ending): void {
  switch (work?.kind) {
    case 'keep':
      if (onKept(turn, work.entry, ending)) unsettle(turn, work.entry.key);
      return retryRequests(turn);
    case 'receive':
      return onReceived(turn, work.entry, work.from, ending);
    case 'stage-write':
      return onStaged(turn, work.write, ending);
    case 'commit-write':
      return onOwnCommit(turn, work.write, ending);
    case 'stage-replica':
      return onReplicaStaged(turn, work.token, ending);
    case 'commit-replica':
      return onReplicaCommitted(turn, work.token, ending);
    case 'ship-replica':
      return onShipped(turn, work.write, work.holder, ending);
    case 'ship-call':
      return onCallShipped(turn, work.tag, ending);
    case 'remove':
    case 'read-value':
    case 'read-values':
    case undefined:
  }
}

function read(turn: KeeperTurn, input: Extract<KeeperInput, { kind: 'read' }>): void {
  const work = takeWork(turn, input.token);
  if (work?.kind === 'read-values') onReadForOther(turn, work, input);
  if (work?.kind === 'read-value') onReadForClient(turn, work.waiting, input);
}

function tick(turn: KeeperTurn): void {
  askTick(turn);
  absenceTick(turn);
  bidTick(turn);
  sweepTick(turn);
  requestTick(turn);
  stagedTick(turn);
  callTick(turn);
  strayTick(turn);
}
