// Offers to an owner: of what it lacks, and of tenures of its territory that began without its knowledge, as in parts of a ring that did not know each
// other. It claims from all who took part in those: whoever has opened a tenure and hears of no other would be sure of it when everybody else is gone.

import type { Contact } from '../../../ring/contact.ts';
import { meet, nowhere, type Territory } from '../../ledger/territory.ts';
import { ask } from '../asks.ts';
import { startSync } from '../copying/sync.ts';
import type { Said } from '../message.ts';
import type { KeeperTurn } from '../turn.ts';
import { renew } from './bid.ts';

const witnessesMax = 16;

/** We hold something of its territory that it lacks. */
export function offer(turn: KeeperTurn, owner: Contact, territory: Territory): void {
  ask(turn, owner, { kind: 'offer', n: turn.nextN(), territory, company: [] });
}

/** We have opened a tenure of what belongs to `owner`: it is to be claimed. */
export function offerTenure(turn: KeeperTurn, owner: Contact, territory: Territory): void {
  const { tenure, self } = turn.state;
  const company = [self, ...(tenure?.holders ?? [])];
  ask(turn, owner, { kind: 'offer', n: turn.nextN(), territory, company });
}

/** Somebody holds what we should have, or has opened a tenure of it. */
export function onOffer(turn: KeeperTurn, from: Contact, { n, territory, company }: Said<'offer'>): void {
  const { tenure, bid, witnesses, self } = turn.state;
  // Asked again when that bid is over: it may be too late for it.
  if (company.length > 0 && bid !== undefined) return;
  const part = meet(tenure?.territory ?? nowhere, territory);
  // Whoever offers comes again in the next round.
  turn.send(from, { kind: 'offer-heard', n });
  if (tenure === undefined || part.length === 0) return;
  startSync(turn, { source: from, territory: part, use: 'sweep' });
  if (company.length === 0 && tenure.isSure) return;
  // They may know what those next to us do not.
  const known = new Map(witnesses.map((each) => [each.id, each]));
  const fresh = [from, ...company].filter(
    ({ id, epoch }) => id !== self.id && known.get(id)?.epoch !== epoch,
  );
  if (company.length === 0 && fresh.length === 0) return;
  for (const each of fresh) known.delete(each.id);
  turn.set({ witnesses: [...known.values(), ...fresh].slice(-witnessesMax) });
  renew(turn);
}
