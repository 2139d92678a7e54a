// A request walking the ring: each peer passes it on or answers the asker. Nothing is kept at the peers it passes, so nothing is lost with them but time.

import { isSameContact, type Address } from './contact.ts';
import type { Channel } from './effect.ts';
import { startProbing } from './detector.ts';
import { onFound, onPassed, onStuck } from './lookup.ts';
import type { StuckCode, Walk } from './message.ts';
import { takesPart } from './phase.ts';
import { isPlaceOf, nextHop, ownsKey } from './routing.ts';
import type { Identifier } from './space.ts';
import { hasSuspects, suspectNamed } from './suspects.ts';
import type { RingState } from './state.ts';
import type { Turn } from './turn.ts';

const avoidMax = 16;

/** A walk arrived, or begins here (with an empty route). */
export function onWalk(turn: Turn, walk: Walk): void {
  suspectNamed(turn, walk.avoid.slice(-avoidMax));
  const { state } = turn;
  const route = [...walk.route, state.self.id];
  if (!takesPart(state.phase)) return answerStuck(turn, walk, 'not-member', route);
  if (isSought(state, walk)) return answerFound(turn, walk, route);
  passOn(turn, walk, route);
}

function isSought(state: RingState, { seek, key, isFinal }: Walk): boolean {
  const isOwner = seek !== 'place' && ownsKey(state, key, isFinal);
  return isOwner || (seek !== 'owner' && isPlaceOf(state, key));
}

/** The walk could not be given to the peer at `address`: try the next best. */
export function onWalkUndelivered(turn: Turn, walk: Walk, address: Address): void {
  const { succ, fingers, pred, self } = turn.state;
  const tried = [...succ, ...pred, ...fingers.map((finger) => finger.contact)].find(
    (each) => each.address === address,
  );
  if (tried === undefined || walk.route.at(-1) !== self.id) return;
  turn.set({ fingers: fingers.filter((finger) => finger.contact.id !== tried.id) });
  const avoid = [...walk.avoid, tried.id].slice(-avoidMax);
  passOn(turn, { ...walk, avoid, isFinal: false }, walk.route);
}

function passOn(turn: Turn, walk: Walk, route: readonly Identifier[]): void {
  const { state } = turn;
  if (walk.hopsLeft <= 0) return answerStuck(turn, walk, 'hop-limit', route);
  const [pred] = state.pred;
  // Whoever sent it holds us for the owner, and somebody has come between us: it is one step back.
  const isBack = walk.isFinal && pred !== undefined && !walk.avoid.includes(pred.id);
  if (walk.isFinal && pred !== undefined && !isBack) {
    // Only pred could say more, and it did not answer before.
    startProbing(turn, pred);
    return answerStuck(turn, walk, 'unsettled', route);
  }
  const hop = isBack ? { contact: pred, isFinal: true } : nextHop(state, walk.key, walk.avoid, turn.now);
  if (hop === undefined) {
    if (walk.seek === 'near') return answerFound(turn, walk, route);
    return answerStuck(turn, walk, state.succ.length === 0 ? 'no-way' : 'unsettled', route);
  }
  const { contact, isFinal } = hop;
  // Once one peer has asked for the trace, all that follow give it: the last one known is the one that was silent.
  const isTraced = walk.isTraced || (walk.purpose !== 'upkeep' && hasSuspects(state, turn.now));
  const hopsLeft = walk.hopsLeft - 1;
  turn.send(contact, { kind: 'find', walk: { ...walk, route, isFinal, isTraced, hopsLeft } });
  if (isTraced) {
    const trace = {
      kind: 'passed',
      n: walk.n,
      attempt: walk.attempt,
      hop: route.length,
      to: contact.id,
    } as const;
    if (isOwn(turn, walk)) onPassed(turn, trace);
    // A hint, worth no connection.
    else turn.send(walk.asker, trace, 'datagram');
  }
  if (walk.purpose === 'upkeep') return;
  turn.announce({
    event: 'forwarded',
    purpose: walk.purpose,
    asker: walk.asker.id,
    name: walk.name,
    to: contact.id,
    isSuccessor: contact.id === state.succ[0]?.id,
    isAsker: isOwn(turn, walk),
  });
}

function isOwn(turn: Turn, walk: Walk): boolean {
  const { self } = turn.state;
  // Somebody with our id who joins from another address may have started in the same millisecond.
  return isSameContact(walk.asker, self) && walk.asker.address === self.address;
}

function answerFound(turn: Turn, walk: Walk, route: readonly Identifier[]): void {
  const { self, pred, succ } = turn.state;
  const about = { kind: 'found', n: walk.n, seek: walk.seek } as const;
  if (walk.purpose === 'join' && walk.seek === 'place') {
    turn.announce({ event: 'join-received', asker: walk.asker.id, route });
  }
  // Only who looks for a place, or for who is near it, needs our lists, and merge only the head.
  const message =
    walk.purpose === 'upkeep'
      ? { ...about, route: [], pred: [], succ: walk.seek === 'place' ? succ.slice(0, 1) : [] }
      : walk.seek === 'owner'
        ? { ...about, route, pred: [], succ: [] }
        : { ...about, route, pred, succ };
  if (isOwn(turn, walk)) onFound(turn, self, message);
  else turn.send(walk.asker, message, answerChannel(walk));
}

/** The ring's own questions come again by themselves: their answers are worth no connection. */
function answerChannel({ purpose }: Walk): Channel {
  return purpose === 'upkeep' ? 'datagram' : 'stream';
}

function answerStuck(turn: Turn, walk: Walk, code: StuckCode, route: readonly Identifier[]): void {
  if (isOwn(turn, walk)) onStuck(turn, turn.state.self, walk.n, code, route);
  else
    turn.send(
      walk.asker,
      { kind: 'stuck', n: walk.n, code, route: walk.purpose === 'upkeep' ? [] : route },
      answerChannel(walk),
    );
}
