// Which territory this peer is to own, who is to hold copies of it, and who else has to know: read off the ring as it is now. Pure; bid.ts brings it about.

import { isSameContact, type Contact } from '../../../ring/contact.ts';
import { takesPart } from '../../../ring/phase.ts';
import { arcOf, isSameTerritory, nowhere, together, type Territory } from '../../ledger/territory.ts';
import { isGone } from '../asks.ts';
import { ownersIn } from './charter.ts';
import type { KeeperState } from '../state.ts';

export interface Desire {
  readonly territory: Territory;
  readonly holders: readonly Contact[];
}

/** Undefined while there is nothing for us to own. */
export function desireOf(state: KeeperState): Desire | undefined {
  const { view, tenure, options } = state;
  if (!takesPart(view.phase)) return undefined;
  // Whoever comes between takes over when it is ready; until then we act for its part as well.
  const territory = together(options.space, ringTerritory(state), tenure?.territory ?? nowhere);
  return territory.length === 0 ? undefined : { territory, holders: nextHolders(state) };
}

/** What the ring says is ours: nowhere, while nobody knows where our arc begins. */
export function ringTerritory({ view, self, options }: KeeperState): Territory {
  if (view.pred !== undefined) return arcOf(options.space, view.pred.id, self.id);
  return view.isAlone ? arcOf(options.space, self.id, self.id) : nowhere;
}

/** The next R - 1 peers that mean to stay; whoever leaves needs one more in its own place. */
function nextHolders({ view, departing, departure, options }: KeeperState): readonly Contact[] {
  const staying = view.succ.filter(({ id }) => !departing.has(id));
  return staying.slice(0, departure === undefined ? options.replicas - 1 : options.replicas);
}

/**
 * Who else may hold copies, or think that it is to: the R - 1 peers behind the holders, those who are leaving, the holders of the tenure before,
 * whoever acts for part of it or was its owner, and whoever offered something.
 */
export function othersOf(
  state: KeeperState,
  { holders, territory }: Desire,
  acting: Contact | undefined,
): readonly Contact[] {
  const { view, options, tenure, self, witnesses, charter } = state;
  const near = view.succ.slice(0, holders.length + options.replicas - 1);
  const before = ownersIn(charter, territory);
  const far = [
    ...(tenure?.holders ?? []),
    ...witnesses,
    ...before,
    ...(acting === undefined ? [] : [acting]),
  ];
  const all = new Map(
    [...far.filter((each) => !isGone(state, each)), ...near].map((each) => [each.id, each]),
  );
  for (const { id } of [...holders, self]) all.delete(id);
  return [...all.values()];
}

export function isSameDesire(a: Desire, b: Desire): boolean {
  return isSameTerritory(a.territory, b.territory) && isSameCompany(a.holders, b.holders);
}

/** The same peers in the same lives, in any order? */
function isSameCompany(a: readonly Contact[], b: readonly Contact[]): boolean {
  return a.length === b.length && a.every((contact) => b.some((other) => isSameContact(contact, other)));
}
