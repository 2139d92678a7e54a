// Leaving: whatever this peer holds has as many holders elsewhere before it goes. Peers that are leaving themselves do not count.

import { isSameContact, type Contact } from '../../../ring/contact.ts';
import { takesPart } from '../../../ring/phase.ts';
import { toIdentifier } from '../../../ring/space.ts';
import { isSameStamp, stampOf } from '../../ledger/index.ts';
import { arcOf, without } from '../../ledger/territory.ts';
import { answered, ask, isGone } from '../asks.ts';
import { reconsider } from './bid.ts';
import type { Segment } from './charter.ts';
import { freeOthers } from './grant.ts';
import { desireOf, isSameDesire } from './desire.ts';
import type { Said } from '../message.ts';
import type { KeeperState } from '../state.ts';
import { careOf } from '../copying/strays.ts';
import { isProved, proveAnew, relieve } from './tenure.ts';
import type { KeeperTurn } from '../turn.ts';

const lookMs = 50;
/** When nobody around us stays, so long is waited for somebody who does. */
const patienceMs = 5_000;

export function startDeparture(turn: KeeperTurn): void {
  if (turn.state.departure !== undefined) return;
  turn.set({
    departure: {
      n: turn.nextN(),
      relieved: new Set(),
      isDone: false,
      provedN: undefined,
      lookAt: turn.now,
      quietSince: turn.now,
    },
  });
  reconsider(turn);
  departTick(turn);
}

/** Asks whoever counts on us to find somebody else; goes when all have, and our own territory is held by others. */
export function departTick(turn: KeeperTurn): void {
  const { departure, asks } = turn.state;
  if (departure === undefined || departure.isDone) return;
  const { n, relieved } = departure;
  const waiting = countingOnUs(turn.state).filter((each) => !relieved.has(tenureOf(each)));
  for (const { owner } of waiting) {
    const isAsked = asks.some((each) => each.n === n && owner !== null && isSameContact(each.to, owner));
    if (owner !== null && !isAsked) ask(turn, owner, { kind: 'depart', n });
  }
  if (waiting.length > 0 || departure.lookAt > turn.now || !isHeldByOthers(turn)) return;
  if (hasStrays(turn)) {
    // Nobody counts on us for them, and nobody may have them: they are offered before we go.
    turn.set({
      strayAt: Math.min(turn.state.strayAt, turn.now),
      departure: { ...departure, lookAt: turn.now + lookMs },
    });
    return;
  }
  const { tenure } = turn.state;
  if (tenure !== undefined && departure.provedN !== tenure.copyN) {
    proveAnew(turn);
    turn.set({ departure: { ...departure, provedN: turn.state.tenure?.copyN } });
    if (!isHeldByOthers(turn)) return;
  }
  turn.set({ departure: { ...departure, isDone: true } });
  turn.effects.push({ kind: 'may-leave' });
}

/** Do we hold anything that is neither ours nor held for somebody who lives, and that was not seen at all its holders? */
function hasStrays({ state, now }: KeeperTurn): boolean {
  const { ledger, strays, options } = state;
  const top = toIdentifier(options.space, -1);
  const strange = without(options.space, arcOf(options.space, top, top), careOf(state, now));
  return ledger
    .between(strange, null, null)
    .some((entry) => !isSameStamp(strays.get(entry.name)?.stamp, stampOf(entry)));
}

/** What we hold for others that live. */
function countingOnUs(state: KeeperState): readonly Segment[] {
  const { charter, self } = state;
  return charter.segments.filter(
    ({ isHolder, owner }) => isHolder && owner !== null && owner.id !== self.id && !isGone(state, owner),
  );
}

function tenureOf({ owner, term }: Segment): string {
  return `${owner?.id}.${owner?.epoch}.${term}`;
}

function isHeldByOthers({ state, now }: KeeperTurn): boolean {
  const { view, departure } = state;
  const desire = desireOf(state);
  // All who stand behind us are leaving too: those that can go first make room for others.
  const isWaitedFor = desire?.holders.length === 0 && view.succ.length > 0;
  if (isWaitedFor && now - (departure?.quietSince ?? now) < patienceMs) return false;
  if (desire === undefined || !takesPart(state.view.phase)) return true;
  return state.tenure !== undefined && isSameDesire(desire, state.tenure) && isProved(state);
}

/** The ring around us has changed. */
export function onViewWhileLeaving(turn: KeeperTurn): void {
  const { departure } = turn.state;
  if (departure === undefined) return;
  turn.set({ departure: { ...departure, quietSince: turn.now } });
  departTick(turn);
}

/** A holder of ours is leaving, or one that was. */
export function onDepart(turn: KeeperTurn, from: Contact, { n }: Said<'depart'>): void {
  turn.set({ departing: new Map(turn.state.departing).set(from.id, { contact: from, n }) });
  reconsider(turn);
  relieve(turn);
}

export function onRelieved(turn: KeeperTurn, from: Contact, said: Said<'relieved'>): void {
  const { n, territory } = said;
  const { departure } = turn.state;
  if (!answered(turn, from, said) || departure?.n !== n) return;
  freeOthers(turn, from, territory);
  const freed = turn.state.charter.segments
    .filter(({ owner }) => owner !== null && isSameContact(owner, from))
    .map(tenureOf);
  turn.set({ departure: { ...departure, relieved: new Set([...departure.relieved, ...freed]) } });
  departTick(turn);
}
