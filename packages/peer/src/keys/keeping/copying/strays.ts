// Entries that this peer holds although nobody counts on it: copies left over when somebody came between, or what a former life kept. They are offered to
// whoever owns them now, and dropped only some time after all its holders were seen to have them.

import type { LookupOutcome } from '../../../ring/effect.ts';
import { toIdentifier, type Identifier } from '../../../ring/space.ts';
import {
  arcOf,
  meet,
  comparePositions,
  doOverlap,
  holdsKey,
  nowhere,
  without,
  type Territory,
} from '../../ledger/territory.ts';
import { isSameStamp, stampOf } from '../../ledger/index.ts';
import { isGone } from '../asks.ts';
import { leftovers } from '../owning/desire.ts';
import { offer, offerTenure } from '../owning/offer.ts';
import type { Millis } from '../../../ring/state.ts';
import type { KeeperState } from '../state.ts';
import { startSync } from './sync.ts';
import type { KeeperTurn } from '../turn.ts';
import type { Sync } from './copying-state.ts';

const roundMs = 30_000;
/** While we act for what is somebody else's. */
const leftoverMs = 1_000;
/** Two sweeps of an owner, and some more. */
const countedMs = 75_000;
/** From one owner of strays to the next. */
const nextMs = 100;

/** What others count on us for: our own territory, and what we hold for owners that have said so lately. */
export function careOf(state: KeeperState, now: Millis): Territory {
  const { charter, tenure, options, self, countedAt } = state;
  const held = charter.segments.filter(
    ({ isHolder, owner }) =>
      isHolder &&
      owner !== null &&
      owner.id !== self.id &&
      now - (countedAt.get(owner.id) ?? 0) < countedMs &&
      !isGone(state, owner),
  );
  const own = tenure?.territory ?? nowhere;
  return [...own, ...without(options.space, held, own)];
}

export function strayTick(turn: KeeperTurn): void {
  const { state, now } = turn;
  if (state.strayAt > now) return;
  turn.set({ strayAt: now + turn.jitter(leftovers(state).length > 0 ? leftoverMs : roundMs) });
  if (state.view.phase !== 'member' || state.strayFind !== undefined) return;
  const key = nextKey(state, now);
  if (key === undefined) return turn.set({ strayFrom: undefined });
  // Below zero, where no client's calls are.
  const tag = -turn.nextN();
  turn.set({ strayFind: { tag, key } });
  turn.effects.push({ kind: 'find', tag, seek: 'owner', key, purpose: 'upkeep', name: null });
}

/** The first position after those of this round that somebody else should be asked about. */
function nextKey(state: KeeperState, now: Millis): Identifier | undefined {
  const { options, ledger, strayFrom } = state;
  const { space } = options;
  const top = toIdentifier(space, -1);
  const rest = arcOf(space, strayFrom ?? top, top);
  const [stray] = ledger.between(without(space, rest, careOf(state, now)), null, null);
  const [acting] = meet(leftovers(state), rest);
  const keys = [stray?.key, acting?.first].filter((key) => key !== undefined);
  return keys.toSorted(comparePositions)[0];
}

/** The ring says who owns the position. */
export function onStrayOwner(turn: KeeperTurn, outcome: LookupOutcome): void {
  const { strayFind, options, self } = turn.state;
  if (strayFind === undefined) return;
  const { key } = strayFind;
  turn.set({ strayFind: undefined });
  if (outcome.kind === 'failed') return;
  const { owner } = outcome;
  const territory = arcOf(options.space, toIdentifier(options.space, key - 1), owner.id);
  const isRound = holdsKey(territory, toIdentifier(options.space, -1));
  turn.set(isRound ? { strayFrom: undefined } : { strayFrom: owner.id, strayAt: turn.now + nextMs });
  if (owner.id === self.id) return;
  const ours = without(
    options.space,
    territory,
    without(options.space, careOf(turn.state, turn.now), leftovers(turn.state)),
  );
  startSync(turn, { source: owner, territory: ours, use: 'stray' });
}

/** What the owner lacks is offered to it; what all its holders have may go some day. */
export function onStraysCompared(
  turn: KeeperTurn,
  { source, territory, ours, isActing, isProved }: Sync,
): void {
  const { ledger, strays } = turn.state;
  if (isActing && doOverlap(leftovers(turn.state), territory)) return offerTenure(turn, source, territory);
  if (ours.length > 0) return offer(turn, source, territory);
  if (!isProved || !isActing) return;
  const next = new Map(strays);
  const stranger = without(turn.state.options.space, territory, careOf(turn.state, turn.now));
  for (const entry of ledger.between(stranger, null, null)) {
    const stamp = stampOf(entry);
    const known = next.get(entry.name);
    if (!isSameStamp(known?.stamp, stamp)) next.set(entry.name, { stamp, provedAt: turn.now });
  }
  turn.set({ strays: next });
  dropProved(turn);
}

function dropProved(turn: KeeperTurn): void {
  const { strays, ledger, options } = turn.state;
  const cared = careOf(turn.state, turn.now);
  const next = new Map(strays);
  for (const [name, { stamp, provedAt }] of strays) {
    const entry = ledger.get(name);
    const isStill = entry !== undefined && isSameStamp(stampOf(entry), stamp) && !holdsKey(cared, entry.key);
    if (isStill && turn.now - provedAt < options.graceMs) continue;
    next.delete(name);
    if (!isStill) continue;
    ledger.remove(name);
    turn.effects.push({ kind: 'remove', token: turn.begin({ kind: 'remove', name, stamp }), name, stamp });
  }
  turn.set({ strays: next });
}
