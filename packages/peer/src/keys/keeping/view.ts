// The ring has changed around us: who is gone is not waited for, and what the ring wants of us now is brought about.

import type { Contact } from '../../ring/contact.ts';
import { forgetGone, isGone } from './asks.ts';
import { startAbsence } from './owning/absence.ts';
import { reconsider, renew } from './owning/bid.ts';
import { forgetGoneCalls } from './serving/call.ts';
import { foundersCharter } from './owning/charter.ts';
import { setCharter } from './owning/charter-desk.ts';
import { leftovers } from './owning/desire.ts';
import { onViewWhileLeaving } from './owning/depart.ts';
import { retryRequests } from './serving/request.ts';
import type { KeeperState, View } from './state.ts';
import { forgetGoneSyncs } from './copying/sync.ts';
import type { KeeperTurn } from './turn.ts';
import { releaseWants } from './copying/want.ts';

/** Owners of what we hold that are gone leave us with something to offer: to whoever follows them, who may have to look for it. */
const offerSoonMs = 1_000;
/** Whoever comes before us claims its part of what was ours by itself, as a rule. */
const leftoverSoonMs = 200;
const livesMax = 1_024;
/** After a pause of such a part of an interval others may have held us dead, and gone on without us: a verdict takes nine tenths. */
const sleptShare = 0.4;
const pulseShare = 0.1;

export function onView(turn: KeeperTurn, view: View): void {
  const before = turn.state;
  turn.set({ view });
  onChanged(turn, before);
}

/** Somebody speaks, in a life that is not over? Whatever an earlier one was asked has no answer any more. */
export function isPresentLife(turn: KeeperTurn, { id, epoch }: Contact): boolean {
  const before = turn.state;
  const known = before.lives.get(id);
  if (known !== undefined && known >= epoch) return known === epoch;
  const lives = new Map(before.lives);
  const [oldest] = lives.keys();
  if (lives.size >= livesMax && oldest !== undefined) lives.delete(oldest);
  turn.set({ lives: lives.set(id, epoch) });
  if (known !== undefined) onChanged(turn, before);
  return true;
}

function onChanged(turn: KeeperTurn, before: KeeperState): void {
  forgetGone(turn);
  forgetGoneSyncs(turn);
  releaseWants(turn);
  forgetGoneCalls(turn, (contact) => isGone(turn.state, contact));
  const { departing, charter, strayAt } = turn.state;
  const stillDeparting = [...departing].filter(([, { contact }]) => !isGone(turn.state, contact));
  if (stillDeparting.length < departing.size) turn.set({ departing: new Map(stillDeparting) });
  const isOrphaned = charter.segments.some(
    ({ isHolder, owner }) =>
      isHolder && owner !== null && isGone(turn.state, owner) && !isGone(before, owner),
  );
  if (isOrphaned) turn.set({ strayAt: Math.min(strayAt, turn.now + turn.jitter(offerSoonMs)) });
  if (leftovers(turn.state).length > 0)
    turn.set({ strayAt: Math.min(turn.state.strayAt, turn.now + turn.jitter(leftoverSoonMs)) });
  reconsider(turn);
  retryRequests(turn);
  onViewWhileLeaving(turn);
}

/** Among the first members of a ring: in the beginning there is nothing. */
export function onFound(turn: KeeperTurn): void {
  const { charter, ledger, options } = turn.state;
  if (charter.segments.length > 0 || ledger.count > 0) return;
  setCharter(turn, foundersCharter(options.space));
}

export function beat(turn: KeeperTurn): void {
  const { pulseAt, options } = turn.state;
  if (pulseAt <= turn.now) turn.set({ pulseAt: turn.now + pulseShare * options.pingMs });
}

/** We slept: nothing is served until our territory is claimed anew. */
export function onSlept(turn: KeeperTurn, lateMs: number): void {
  const { tenure, options } = turn.state;
  if (lateMs < sleptShare * options.pingMs) return;
  startAbsence(turn, lateMs);
  if (tenure === undefined) return;
  turn.set({ tenure: { ...tenure, isSuspended: true } });
  renew(turn);
}

/**
 * A founder's word that there is nothing counts only until it has a territory of its own: from then on others have theirs, and know better. Without
 * this, whoever is left after a disaster would take what was lost for what was never there.
 */
export function settleFounder(turn: KeeperTurn): void {
  const { charter, tenure } = turn.state;
  if (!charter.isFounder || tenure === undefined) return;
  const segments = charter.segments.filter(({ term }) => term > 0);
  setCharter(turn, { ...charter, segments, isFounder: false });
}
