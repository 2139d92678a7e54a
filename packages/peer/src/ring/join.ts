// Join, from Zave 2017, section 4: take the whole list of the peer before our place, ask its head, adopt, notify. Done when both neighbours were seen to point at us.

import { isSameContact, type Address, type Contact } from './contact.ts';
import type { LookupFailure } from './effect.ts';
import { believed } from './bury.ts';
import { idsOf, isNearerSuccessor, successorList } from './lists.ts';
import { startLookup } from './lookup.ts';
import { becomeMember } from './member.ts';
import { askForOurPlace } from './merge.ts';
import type { Message } from './message.ts';
import { setSucc } from './neighbours.ts';
import { notifyHead, startStabilize } from './stabilize.ts';
import type { Joining } from './state.ts';
import type { Turn } from './turn.ts';

const giveUpMs = 60_000;
const headLimitMs = 1_000;
const againMs = 500;
const aloneMinMs = 5_000;
const waitingMax = 64;

/** Looks for our place through any of these addresses. */
export function startJoin(turn: Turn, via: readonly Address[], stored: readonly Contact[]): void {
  const { now } = turn;
  turn.set({
    phase: 'joining',
    known: new Map(stored.map((contact) => [contact.id, contact])),
    join: {
      via,
      stored,
      turn: 0,
      startedAt: now,
      giveUpAt: now + giveUpMs,
      retryAt: Number.POSITIVE_INFINITY,
      place: undefined,
      heads: [],
      n: 0,
      route: [],
      succPointsAtUs: false,
      predPointsAtUs: false,
      waiting: [],
      why: 'nobody answered',
    },
  });
  askForPlace(turn);
}

function change(turn: Turn, part: Partial<Joining>): Joining | undefined {
  const { join } = turn.state;
  if (join !== undefined) turn.set({ join: { ...join, ...part } });
  return turn.state.join;
}

function askForPlace(turn: Turn): void {
  const { join, self, known } = turn.state;
  if (join === undefined) return;
  // The stored contacts are known, and so is whoever answered us before.
  const addresses = [...new Set([...join.via, ...[...known.values()].map((contact) => contact.address)])];
  const via = addresses.filter((address) => address !== self.address)[
    join.turn % Math.max(1, addresses.length)
  ];
  change(turn, { turn: join.turn + 1, place: undefined, retryAt: Number.POSITIVE_INFINITY });
  if (via === undefined) return void change(turn, { retryAt: turn.now + againMs });
  startLookup(turn, { use: { kind: 'join' }, seek: 'place', key: self.id, purpose: 'join', name: null, via });
}

/** Nobody answered there, or it is no member either (restarted like us, perhaps): the next contact, after a pause. */
export function onJoinWalkFailed(turn: Turn, code: LookupFailure, from?: Contact): void {
  const { join } = turn.state;
  if (join === undefined) return;
  const waiting =
    from === undefined ? join.waiting : [...new Set([...join.waiting, from.id])].slice(-waitingMax);
  const why = code === 'not-member' ? `peer ${from?.id ?? '?'} is no member of the ring` : 'nobody answered';
  if (join.turn === 1) {
    const message = `Join request not answered yet (${why}); trying again for up to ${giveUpMs / 1_000} s`;
    turn.announce({ event: 'trouble', code: 'join-retry', message });
  }
  change(turn, { retryAt: turn.now + againMs, waiting, why });
}

/** `place` is the last peer before our id. */
export function onPlaceFound(turn: Turn, place: Contact, found: Extract<Message, { kind: 'found' }>): void {
  const { self, join } = turn.state;
  if (join === undefined) return;
  if (place.id === self.id) return failIdInUse(turn, place);
  // Our own former life may still be in its list. Without anybody else the place itself is our head: a ring of two.
  const others = found.succ.filter(({ id, address }) => id !== self.id || address !== self.address);
  change(turn, { place, heads: others.length > 0 ? others : [place], route: found.route });
  askNextHead(turn);
}

function askNextHead(turn: Turn): void {
  const { join } = turn.state;
  if (join === undefined) return;
  const [head] = join.heads;
  if (head === undefined)
    return void change(turn, { place: undefined, retryAt: turn.now + againMs, why: 'no successor answered' });
  const n = turn.nextN();
  change(turn, { n, retryAt: turn.now + headLimitMs });
  turn.send(head, { kind: 'ask-state', n });
}

function dropJoinHead(turn: Turn): void {
  change(turn, { heads: turn.state.join?.heads.slice(1) ?? [] });
  askNextHead(turn);
}

/** The peer that will be our successor answers: adopt its list and take part. */
export function onJoinState(turn: Turn, head: Contact, answer: Extract<Message, { kind: 'state' }>): void {
  const { join, phase, self } = turn.state;
  if (
    join?.place === undefined ||
    phase !== 'joining' ||
    join.n !== answer.n ||
    join.heads[0]?.id !== head.id
  )
    return;
  if (head.id === self.id) return failIdInUse(turn, head);
  if (answer.phase === 'leaving') return dropJoinHead(turn);
  change(turn, { retryAt: turn.now + turn.state.options.pingMs });
  becomeMember(turn);
  setSucc(turn, successorList(turn.state, head, believed(turn, answer.succ)), 'join', self.id);
  notifyHead(turn);
  turn.send(join.place, { kind: 'candidate' });
  // Somebody else joined in the same gap meanwhile.
  const [nearer] = answer.pred;
  if (nearer !== undefined && isNearerSuccessor(turn.state, nearer)) startStabilize(turn, 'join', null);
}

/** The head we asked is no member, or cannot be reached. */
export function onJoinHeadRefused(turn: Turn, n: number): void {
  const { join, phase } = turn.state;
  if (phase === 'joining' && join?.place !== undefined && join.n === n) dropJoinHead(turn);
}

/** A neighbour was seen to point at us; with both we have joined. */
export function onPointsAtUs(turn: Turn, from: Contact, side: 'pred' | 'succ'): void {
  const { join, phase, pred, succ } = turn.state;
  if (join === undefined || phase !== 'member') return;
  if (side === 'succ' && isSameContact(succ[0], from)) change(turn, { succPointsAtUs: true });
  if (side === 'pred' && isSameContact(pred[0], from)) change(turn, { predPointsAtUs: true });
  if (turn.state.join?.succPointsAtUs !== true || !turn.state.join.predPointsAtUs) return;
  turn.set({ join: undefined });
  turn.announce({ event: 'joined', pred: idsOf(pred), succ: idsOf(succ), route: join.route });
}

/** Retries what was not answered; gives up, with the reason, after a minute. */
export function joinTick(turn: Turn): void {
  const { join, phase } = turn.state;
  if (join === undefined) return;
  if (join.giveUpAt <= turn.now)
    return fail(turn, 'timeout', `could not join within ${giveUpMs / 1_000} s: ${join.why}`);
  if (join.retryAt > turn.now) return;
  if (phase === 'member') {
    change(turn, {
      retryAt: turn.now + turn.state.options.pingMs,
      why: 'the neighbours do not point at us yet',
    });
    startStabilize(turn, 'join', null);
    if (join.place !== undefined) askForOurPlace(turn, join.place);
  } else if (join.place !== undefined) {
    // Silence proves nothing: to take the next one might be to skip the living. Whoever stands before our place will find out.
    change(turn, { why: `peer ${join.heads[0]?.id ?? '?'}, next to our place, does not answer` });
    askForPlace(turn);
  } else if (mayBeFirst(turn, join)) becomeFirst(turn);
  else askForPlace(turn);
}

/** All went down at once: the lowest of those who came back waits for the others as ISOLATED, so that the ring returns. */
function mayBeFirst(turn: Turn, join: Joining): boolean {
  const waitMs = Math.max(2 * turn.state.options.pingMs, aloneMinMs);
  const isLowest = join.waiting.every((id) => id > turn.state.self.id);
  return join.via.length === 0 && join.stored.length > 0 && turn.now - join.startedAt >= waitMs && isLowest;
}

function becomeFirst(turn: Turn): void {
  turn.set({ join: undefined, refillAt: turn.now });
  becomeMember(turn, 'isolated');
  turn.announce({
    event: 'phase-changed',
    phase: 'isolated',
    was: 'joining',
    why: 'no member of the former ring answers',
  });
}

function failIdInUse(turn: Turn, holder: Contact): void {
  const { id } = turn.state.self;
  fail(turn, 'id-in-use', `id ${id} is in use by the peer at ${holder.address}; take another id`);
}

function fail(turn: Turn, code: string, message: string): void {
  turn.set({ join: undefined, phase: 'left', lookups: [] });
  turn.announce({ event: 'join-failed', code, message });
  turn.effects.push({ kind: 'end', why: 'join-failed', message });
}
