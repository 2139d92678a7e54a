// The end of a bid: everybody has granted it and was compared with; now they hear that the tenure begins.

import { KeeperTurn } from '../turn.ts';
import type { Contact } from '../../../ring/contact.ts';
import { isWaking } from './absence.ts';
import { changeBid } from './bid.ts';
import type { Said } from '../message.ts';
import { answered, ask } from '../asks.ts';
import { openTenure } from './tenure.ts';
import { granted, overlay } from './charter.ts';
import { type Evidence, weigh } from './evidence.ts';
import { askToo } from './claim.ts';
import type { Bid } from './owning-state.ts';
import { isComplete, ownReport, withoutValues } from './report.ts';
import { setCharter } from './charter-desk.ts';

/** So long the values themselves are waited for. */
const fetchMaxMs = 5_000;

/** Every version that this peer holds is known now. */
export function onCompared(turn: KeeperTurn, from: Contact): void {
  const { bid } = turn.state;
  if (bid?.stage !== 'claiming') return;
  changeBid(turn, { compared: new Set([...bid.compared, from.id]) });
  goOnBidding(turn);
}

export function onOpened(turn: KeeperTurn, from: Contact, said: Said<'opened'>): void {
  const { n } = said;
  const { bid } = turn.state;
  if (!answered(turn, from, said) || bid?.n !== n) return;
  changeBid(turn, { told: new Set([...bid.told, from.id]) });
  goOnBidding(turn);
}

/** The next stage, when this one is done. */
export function goOnBidding(turn: KeeperTurn): void {
  const { bid, self } = turn.state;
  if (bid === undefined) return;
  const all = [...bid.holders, ...bid.others];
  if (bid.stage === 'claiming' && haveAll(bid.compared, all)) return decide(turn, bid);
  if (bid.stage === 'sealing' && bid.told.has(self.id)) return open(turn, bid);
  if (bid.stage === 'opening' && haveAll(bid.told, bid.holders)) return tell(turn, bid);
  if (bid.stage === 'telling' && haveAll(bid.told, all)) {
    turn.set({ bid: undefined });
    openTenure(turn, bid);
  }
}

function haveAll(done: ReadonlySet<Contact['id']>, contacts: readonly Contact[]): boolean {
  return contacts.every(({ id }) => done.has(id));
}

/** Everybody was compared with: is everything that was ever acknowledged among us? */
function decide(turn: KeeperTurn, bid: Bid): void {
  const { self, view } = turn.state;
  const around = [...view.succ, ...(view.pred === undefined ? [] : [view.pred])];
  const { isSure, isChained, whole } = evidenceFor(turn, bid, around);
  // Something may be missing: whoever is near may have it.
  if (!isSure && (askToo(turn, around) || isWaking(turn, bid.since))) return;
  const isHere = whole.has(self.id) || (isChained && isComplete(turn.state, bid.territory));
  const isAtHolder = bid.holders.some(({ id }) => whole.has(id));
  // Only somebody who will not be a holder has everything: what it has is on its way to us.
  const isWorthWaiting = isChained && !isHere && !isAtHolder && turn.now - bid.since < fetchMaxMs;
  if (isWorthWaiting) return;
  seal(turn, { ...bid, isSure, isChained, whole: isHere ? new Set([...whole, self.id]) : whole });
}

function evidenceFor(turn: KeeperTurn, bid: Bid, around: readonly Contact[]): Evidence {
  const { options, self, charter } = turn.state;
  const present = new Set([self, ...bid.holders, ...bid.others, ...around].map(({ id }) => id));
  const heard = [...bid.reports].map(([id, report]) => {
    return [id, bid.compared.has(id) ? report : withoutValues(report)] as const;
  });
  const reports = new Map(heard).set(self.id, ownReport(turn, bid.territory, charter));
  return weigh(options.space, bid.territory, reports, present);
}

/** Another number than the claims had: an answer to one of those may still come. */
function seal(turn: KeeperTurn, bid: Bid): void {
  const { options, charter, self } = turn.state;
  const sealing = { ...bid, n: turn.nextN(), stage: 'sealing' } as const;
  turn.set({ bid: sealing });
  setCharter(
    turn,
    overlay(options.space, charter, bid.territory, (known) => granted(known, self, bid.term, true)),
  );
  ask(turn, self, openOf(sealing, true, bid.whole.has(self.id)));
}

function open(turn: KeeperTurn, bid: Bid): void {
  changeBid(turn, { stage: 'opening' });
  for (const contact of bid.holders) ask(turn, contact, openOf(bid, true, bid.whole.has(contact.id)));
  goOnBidding(turn);
}

function tell(turn: KeeperTurn, bid: Bid): void {
  changeBid(turn, { stage: 'telling' });
  for (const contact of bid.others) ask(turn, contact, openOf(bid, false, false));
  goOnBidding(turn);
}

function openOf({ n, term, territory, isSure }: Bid, isHolder: boolean, isWhole: boolean): Said<'open'> {
  return { kind: 'open', n, term, territory, isHolder, isSure, isWhole };
}
