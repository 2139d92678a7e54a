// The claim of a bid: who is asked to grant it, what they say, and who stands nearer.

import { KeeperTurn } from '../turn.ts';
import { answered, ask, forget, isGone } from '../asks.ts';
import { forgetSyncs, startSync } from '../copying/sync.ts';
import { segmentsIn } from './charter.ts';
import { changeBid, renew } from './bid.ts';
import { othersOf } from './desire.ts';
import { goOnBidding } from './opening.ts';
import { type Contact, isSameContact } from '../../../ring/contact.ts';
import type { Said } from '../message.ts';
import { arcOf, holdsKey, meet, nowhere } from '../../ledger/territory.ts';
import { endWritesIn } from '../serving/write.ts';
import { yieldPart } from './grant.ts';
const contestedPauseMs = 60;

export function claim(turn: KeeperTurn): void {
  const { bid, charter, lastTerm } = turn.state;
  if (bid === undefined) return;
  forget(turn, bid.n);
  forgetSyncs(turn, ({ use }) => use === 'bid' || use === 'pull');
  const known = segmentsIn(charter, bid.territory).map(({ term }) => term);
  const n = turn.nextN();
  const term = Math.max(lastTerm, bid.term, ...known) + 1;
  turn.set({ lastTerm: term });
  changeBid(turn, {
    n,
    term,
    others: othersOf(turn.state, bid, bid.acting),
    stage: 'claiming',
    reports: new Map(),
    compared: new Set(),
    told: new Set(),
    againAt: Number.POSITIVE_INFINITY,
  });
  const { acting } = bid;
  // Whoever acts for it finishes what is under way there before it grants it; until then nobody else may be kept from taking it.
  askToGrant(turn, ({ id }) => acting === undefined || id === acting.id);
  goOnBidding(turn);
}

function askToGrant(turn: KeeperTurn, isMeant: (contact: Contact) => boolean): void {
  const { bid, view } = turn.state;
  if (bid === undefined) return;
  const { n, term, territory } = bid;
  const gone = view.silent.filter(({ id }) => holdsKey(territory, id));
  const said = { kind: 'claim', n, term, territory, gone } as const;
  for (const contact of bid.holders.filter(isMeant)) ask(turn, contact, { ...said, isHolder: true });
  for (const contact of bid.others.filter(isMeant)) ask(turn, contact, { ...said, isHolder: false });
}

export function onGranted(turn: KeeperTurn, from: Contact, said: Said<'granted'>): void {
  const { n, term, report } = said;
  const { bid } = turn.state;
  if (!answered(turn, from, said) || bid?.n !== n || bid.term !== term) return;
  changeBid(turn, { reports: new Map(bid.reports).set(from.id, report) });
  if (isSameContact(bid.acting, from)) {
    turn.set({ hint: from });
    changeBid(turn, { acting: undefined });
    askToGrant(turn, ({ id }) => id !== from.id);
  }
  // They may act as the owner still.
  askToo(turn, report.ousted);
  startSync(turn, { source: from, territory: bid.territory, use: 'bid' });
}

/** More peers have to grant what we claim. Were there any who had not been asked? */
export function askToo(turn: KeeperTurn, contacts: readonly Contact[]): boolean {
  const { bid, self } = turn.state;
  if (bid === undefined) return false;
  const asked = new Set([self, ...bid.holders, ...bid.others].map(({ id }) => id));
  const more = contacts.filter((each) => !asked.has(each.id) && !isGone(turn.state, each));
  if (more.length === 0) return false;
  changeBid(turn, { others: [...bid.others, ...more] });
  askToGrant(turn, ({ id }) => more.some((each) => each.id === id));
  return true;
}

/** Somebody holds another one for the owner: a higher term may win it over. */
export function onContested(turn: KeeperTurn, from: Contact, said: Said<'contested'>): void {
  const { n, term, owner } = said;
  const { bid, tenure } = turn.state;
  if (!answered(turn, from, said)) return;
  if (owner !== null && !isGone(turn.state, owner)) yieldTo(turn, owner);
  if (tenure?.copyN === n) return renew(turn);
  if (bid?.n !== n) return;
  forget(turn, n);
  const againAt = turn.now + turn.jitter(contestedPauseMs);
  changeBid(turn, { stage: 'waiting', term: Math.max(bid.term, term), againAt });
}

/** Somebody who lives stands nearer to part of what we claim: it is not ours, whatever we have seen of the ring so far. */
function yieldTo(turn: KeeperTurn, owner: Contact): void {
  const { bid, tenure, self, options } = turn.state;
  turn.effects.push({ kind: 'doubt', contact: owner });
  const theirs = meet(
    bid?.territory ?? tenure?.territory ?? nowhere,
    arcOf(options.space, self.id, owner.id),
  );
  if (owner.id === self.id || theirs.length === 0) return;
  endWritesIn(turn, theirs);
  yieldPart(turn, theirs);
  turn.set({ strayAt: Math.min(turn.state.strayAt, turn.now) });
}
