// An open tenure: seeing to it that every holder has everything, saying so, and looking again every half minute.

import { isSameContact, type Contact } from '../../../ring/contact.ts';
import { doOverlap, holdsKey, type Territory } from '../../ledger/territory.ts';
import { answered, ask, forget } from '../asks.ts';
import { renew } from './bid.ts';
import { held, overlay } from './charter.ts';
import { setCharter } from './charter-desk.ts';
import type { Said } from '../message.ts';
import { retryRequests } from '../serving/request.ts';
import type { KeeperState } from '../state.ts';
import { startSync } from '../copying/sync.ts';
import type { KeeperTurn } from '../turn.ts';
import { forgetMissing, wantsIn } from '../copying/want.ts';
import { redispatch } from '../serving/write.ts';
import type { Bid, Tenure } from './owning-state.ts';
import { isComplete } from './report.ts';

const sweepMs = 30_000;

export function openTenure(turn: KeeperTurn, bid: Bid): void {
  const { term, territory, holders, heirs, isSure, isChained } = bid;
  const tenure: Tenure = {
    term,
    territory,
    holders,
    heirs,
    isSure,
    isChained,
    isSuspended: false,
    copyN: turn.nextN(),
    copied: new Set(),
    isSettled: false,
    sweepAt: turn.now + turn.jitter(sweepMs),
  };
  const { witnesses } = turn.state;
  turn.set({ tenure, witnesses: isSure ? [] : witnesses });
  settle(turn);
  redispatch(turn);
  retryRequests(turn);
}

/** When all that is known of is here, the holders are to fetch what they lack. */
export function settle(turn: KeeperTurn): void {
  const { tenure, charter, options } = turn.state;
  if (tenure === undefined || tenure.isSettled || wantsIn(turn.state, tenure.territory).length > 0) return;
  const { term, territory, holders, isSure, isChained, copyN } = tenure;
  turn.set({ tenure: { ...tenure, isSettled: true } });
  if (isChained && isComplete(turn.state, territory)) {
    const whole = overlay(options.space, charter, territory, (known) =>
      known.term === term ? held(known, term, isSure) : known,
    );
    setCharter(turn, whole);
  }
  for (const contact of holders) ask(turn, contact, { kind: 'copy', n: copyN, term, territory });
  relieve(turn);
}

/** Something of ours has come from elsewhere: the holders are to have it too. */
export function unsettle(turn: KeeperTurn, key: Contact['id']): void {
  const { tenure } = turn.state;
  if (tenure?.isSettled === true && holdsKey(tenure.territory, key)) unprove(turn, tenure);
}

/** Every holder says once more that it has everything: what it said before is no word of one that has died since. */
export function proveAnew(turn: KeeperTurn): void {
  const { tenure } = turn.state;
  if (tenure === undefined) return;
  unprove(turn, tenure);
  settle(turn);
}

function unprove(turn: KeeperTurn, tenure: Tenure): void {
  forget(turn, tenure.copyN);
  turn.set({ tenure: { ...tenure, copyN: turn.nextN(), copied: new Set(), isSettled: false } });
}

export function onCopied(turn: KeeperTurn, from: Contact, said: Said<'copied'>): void {
  const { n } = said;
  const { tenure } = turn.state;
  if (!answered(turn, from, said) || tenure?.copyN !== n) return;
  turn.set({ tenure: { ...tenure, copied: new Set([...tenure.copied, from.id]) } });
  const { term, territory, isSure, isChained } = tenure;
  if (isChained && isComplete(turn.state, territory))
    ask(turn, from, { kind: 'whole', n: turn.nextN(), term, territory, isSure });
  relieve(turn);
}

/** Every R - 1 other holders, or as many as there are, have all that we have, and nothing is on its way. */
export function isProved(state: KeeperState): boolean {
  const { tenure, bid } = state;
  return (
    tenure !== undefined &&
    bid === undefined &&
    tenure.isSettled &&
    wantsIn(state, tenure.territory).length === 0 &&
    tenure.holders.every(({ id }) => tenure.copied.has(id))
  );
}

/** Is this peer the acting owner of part of it? */
export function isActingIn({ tenure }: KeeperState, territory: Territory): boolean {
  return tenure !== undefined && !tenure.isSuspended && doOverlap(tenure.territory, territory);
}

/** Those who wait to leave may go as soon as others hold what they held. */
export function relieve(turn: KeeperTurn): void {
  const { departing, tenure } = turn.state;
  if (departing.size === 0 || tenure === undefined || !isProved(turn.state)) return;
  for (const { contact, n } of departing.values()) {
    if (tenure.holders.some((holder) => isSameContact(holder, contact))) continue;
    turn.send(contact, { kind: 'relieved', n, territory: tenure.territory });
  }
}

/** Looks again: what got lost on one disk is on another. */
export function sweepTick(turn: KeeperTurn): void {
  const { tenure } = turn.state;
  if (tenure === undefined || tenure.sweepAt > turn.now) return;
  turn.set({ tenure: { ...tenure, sweepAt: turn.now + turn.jitter(sweepMs) } });
  const { term, territory, holders, copyN } = tenure;
  forgetMissing(turn, (key) => holdsKey(territory, key));
  // Somebody who knows more may have come back.
  if (!tenure.isSure) return renew(turn);
  for (const source of holders) {
    startSync(turn, { source, territory, use: 'sweep' });
    if (tenure.isSettled) ask(turn, source, { kind: 'copy', n: copyN, term, territory });
  }
}
