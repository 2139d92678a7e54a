// How a territory gets its owner. Every question of a bid is asked of all who may hold copies, and none of them is passed over unless it is dead.
//
//   sparing    only the holders change: those go first that take over from the dead, since nobody serves what was theirs
//   pulling    somebody else acts as the owner, and lives: fetch what it has first, so that nobody has to wait
//   claiming   "it is mine from this term on": whoever grants it takes no more versions from anybody else, and says what it knows;
//              each that granted is compared with: now every version that anybody holds is known
//   sealing    "the tenure begins", on our own disk first: when this bid comes to nothing we know that we held everything all the same
//   opening    the same to the holders: whoever held everything holds everything still
//   telling    the same to the others, whose copies are out of date from now on
//
// Then the tenure is open: stores and requests are served. No version is acknowledged before, so whoever knows of no later tenure missed none.

import type { Contact } from '../../../ring/contact.ts';
import { isWithin, nowhere } from '../../ledger/territory.ts';
import { forget, isGone } from '../asks.ts';
import { type Desire, desireOf, isSameDesire } from './desire.ts';
import { forgetSyncs, startSync } from '../copying/sync.ts';
import type { KeeperTurn } from '../turn.ts';
import type { Bid } from './owning-state.ts';
import type { Sync } from '../copying/copying-state.ts';
import { claim } from './claim.ts';
import { goOnBidding } from './opening.ts';
import type { KeeperState } from '../state.ts';
import type { Millis } from '../../../ring/state.ts';

const pullsMax = 3;

/** Whoever only gets other holders waits so long after the last change, and so long in all: a store that needs them ends it at once. */
const spareMs = 400;
const spareMaxMs = 1_000;

/** Whoever acts for a territory is looked for through so many others. */
const triedMax = 16;

const newcomerPauseMs = 50;

/** So long one waits for whoever has just come, too. */
const newcomerMaxMs = 1_000;

export function changeBid(turn: KeeperTurn, part: Partial<Bid>): void {
  const { bid } = turn.state;
  if (bid !== undefined) turn.set({ bid: { ...bid, ...part } });
}

/** Begins a bid when the ring wants another territory or other holders than we have. */
export function reconsider(turn: KeeperTurn): void {
  const { tenure, bid, lastTerm } = turn.state;
  const desire = desireOf(turn.state);
  if (desire === undefined) return endBid(turn);
  if (bid !== undefined && isSameDesire(desire, bid)) return withoutGone(turn);
  // A claim after it came to nothing: whoever granted that has to hear of a tenure, or would take what it knew before for the last word.
  const isLast = tenure?.term === lastTerm && !tenure.isSuspended;
  if (isLast && isSameDesire(desire, tenure)) return endBid(turn);
  startBid(turn, desire);
}

export function endBid(turn: KeeperTurn): void {
  const { bid } = turn.state;
  if (bid === undefined) return;
  forget(turn, bid.n);
  forgetSyncs(turn, ({ use }) => use === 'bid' || use === 'pull');
  turn.set({ bid: undefined });
}

/** A holder takes no more from us, or we slept: claim what we have once more. */
export function renew(turn: KeeperTurn): void {
  const desire = desireOf(turn.state);
  if (turn.state.bid === undefined && desire !== undefined) startBid(turn, desire);
}

function startBid(turn: KeeperTurn, desire: Desire): void {
  const { tenure, options, view, bid: before } = turn.state;
  endBid(turn);
  const isNew = !isWithin(options.space, desire.territory, tenure?.territory ?? nowhere);
  const [head] = view.succ;
  const bid: Bid = {
    ...desire,
    n: turn.nextN(),
    term: 0,
    others: [],
    stage: 'pulling',
    acting: undefined,
    reports: new Map(),
    compared: new Set(),
    told: new Set(),
    isSure: false,
    isChained: false,
    whole: new Set(),
    pulls: 0,
    tried: new Set(),
    since: turn.now,
    againAt: Number.POSITIVE_INFINITY,
  };
  turn.set({ bid });
  if (isNew && head !== undefined) pullFrom(turn, head);
  else if (canWait(turn.state)) spare(turn, before?.stage === 'sparing' ? before.since : turn.now);
  else claim(turn);
}

/** Nothing waits for us: we serve, and only who is to hold copies has changed. */
function canWait({ tenure, writes, departing, departure }: KeeperState): boolean {
  const isServing = tenure?.isSuspended === false && writes.size === 0;
  return isServing && departure === undefined && departing.size === 0;
}

function spare(turn: KeeperTurn, since: Millis): void {
  changeBid(turn, { stage: 'sparing', since, againAt: Math.min(turn.now + spareMs, since + spareMaxMs) });
}

/** A store that has come meanwhile needs the new holders. */
export function spareNoStore(turn: KeeperTurn): void {
  const { bid, writes } = turn.state;
  if (bid?.stage === 'sparing' && writes.size > 0) claim(turn);
}

function pullFrom(turn: KeeperTurn, source: Contact): void {
  const { bid } = turn.state;
  if (bid === undefined) return;
  changeBid(turn, { tried: new Set([...bid.tried, source.id]), againAt: Number.POSITIVE_INFINITY });
  startSync(turn, { source, territory: bid.territory, use: 'pull' });
}

/** Somebody has answered whether it acts for our territory: then there is more to fetch; or it knows who may; or we claim it. */
export function onPulled(turn: KeeperTurn, sync: Sync): void {
  const { bid, self } = turn.state;
  if (bid?.stage !== 'pulling') return;
  const { source, hint, isNew, isNews, isActing, isCompared } = sync;
  if (isActing) {
    changeBid(turn, { acting: source });
    if (!isCompared) return;
    changeBid(turn, { pulls: bid.pulls + 1 });
    // What came in while we fetched is little, and is fetched under the claim.
    return isNews && bid.pulls < pullsMax ? pullFrom(turn, source) : claim(turn);
  }
  forgetSyncs(turn, ({ use }) => use === 'pull');
  const isWorthAsking =
    hint !== null && hint.id !== self.id && !bid.tried.has(hint.id) && !isGone(turn.state, hint);
  if (isWorthAsking && bid.tried.size < triedMax) return pullFrom(turn, hint);
  if (isNew && turn.now - bid.since < newcomerMaxMs)
    return changeBid(turn, { againAt: turn.now + newcomerPauseMs });
  claim(turn);
}

export function bidTick(turn: KeeperTurn): void {
  const { bid, view } = turn.state;
  if (bid === undefined || bid.againAt > turn.now) return;
  const [head] = view.succ;
  if (bid.stage === 'pulling' && head !== undefined) pullFrom(turn, head);
  else claim(turn);
}

/** Whoever died is not waited for any more. */
function withoutGone(turn: KeeperTurn): void {
  const { bid } = turn.state;
  if (bid === undefined) return;
  const others = bid.others.filter((contact) => !isGone(turn.state, contact));
  if (others.length < bid.others.length) changeBid(turn, { others });
  if (bid.acting !== undefined && isGone(turn.state, bid.acting)) {
    changeBid(turn, { acting: undefined });
    if (bid.stage !== 'waiting') return claim(turn);
  }
  // Nobody is left who could be asked for what it has.
  const isPulling = turn.state.syncs.some(({ use }) => use === 'pull');
  if (bid.stage === 'pulling' && !isPulling && bid.againAt === Number.POSITIVE_INFINITY) return claim(turn);
  goOnBidding(turn);
}
