// Which territory this peer is to own, who is to hold copies of it, and who else has to know: read off the ring as it is now. Pure; bid.ts brings it about.

import { isSameContact, type Contact } from '../../../ring/contact.ts';
import { takesPart } from '../../../ring/phase.ts';
import {
  arcOf,
  isSameTerritory,
  nowhere,
  together,
  without,
  type Territory,
} from '../../ledger/territory.ts';
import { isGone } from '../asks.ts';
import { ownersIn } from './charter.ts';
import type { KeeperState } from '../state.ts';

export interface Desire {
  readonly territory: Territory;
  /** The other holders. */
  readonly holders: readonly Contact[];
  /** With one copy nobody else is a holder; whoever would come after us has to know of our tenure all the same. */
  readonly heirs: readonly Contact[];
}

/** Undefined while there is nothing for us to own. */
export function desireOf(state: KeeperState): Desire | undefined {
  const { view, tenure, options } = state;
  if (!takesPart(view.phase)) return undefined;
  // Whoever comes between takes over when it is ready; until then we act for its part as well.
  const territory = together(options.space, ringTerritory(state), tenure?.territory ?? nowhere);
  if (territory.length === 0) return undefined;
  const heirs = options.replicas === 1 ? view.succ.slice(0, 1) : [];
  return { territory, holders: nextHolders(state), heirs };
}

/** What the ring says is ours: nowhere, while nobody knows where our arc begins. */
export function ringTerritory({ view, self, options }: KeeperState): Territory {
  if (view.pred !== undefined) return arcOf(options.space, view.pred.id, self.id);
  return view.isAlone ? arcOf(options.space, self.id, self.id) : nowhere;
}

/**
 * Positions of which we have opened a tenure, although the ring has given them to somebody else: until that peer has claimed them from us, and has opened
 * its own.
 */
export function leftovers(state: KeeperState): Territory {
  const { tenure, charter, self, options, view } = state;
  if (view.pred === undefined) return nowhere;
  const opened = charter.segments.filter(({ owner, ousted }) =>
    [...ousted, owner].some((each) => isSameContact(self, each ?? undefined)),
  );
  const ours = together(options.space, tenure?.territory ?? nowhere, opened);
  return without(options.space, ours, ringTerritory(state));
}

/** The next R - 1 peers that mean to stay; whoever leaves needs one more in its own place. */
function nextHolders({ view, departing, departure, options }: KeeperState): readonly Contact[] {
  const staying = view.succ.filter(({ id }) => !departing.has(id));
  return staying.slice(0, departure === undefined ? options.replicas - 1 : options.replicas);
}

/**
 * How many copies of what is ours there are to be, ours among them: where there are fewer peers there are fewer. Whoever knows of somebody before it,
 * and of nobody after it yet, will in a moment.
 */
export function copiesWanted(state: KeeperState): number {
  const { view, options } = state;
  const offered = view.succ.length === 0 && !view.isAlone ? 1 : nextHolders(state).length;
  return Math.min(options.replicas, 1 + offered);
}

/** The ring offers more holders than the tenure has: what is stored waits for the next tenure. */
export function isShort(state: KeeperState): boolean {
  return 1 + (state.tenure?.holders.length ?? 0) < copiesWanted(state);
}

/**
 * Who else may hold copies, or think that it is to: the R - 1 peers behind the holders, those who are leaving, the holders of the tenure before,
 * whoever acts for part of it or was its owner, and whoever offered something.
 */
export function othersOf(
  state: KeeperState,
  { holders, heirs, territory }: Desire,
  acting: Contact | undefined,
): readonly Contact[] {
  const { view, options, tenure, self, witnesses, charter } = state;
  const near = [...view.succ.slice(0, holders.length + options.replicas - 1), ...heirs];
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
  const isSameNext = isSameCompany(a.holders, b.holders) && isSameCompany(a.heirs, b.heirs);
  return isSameNext && isSameTerritory(a.territory, b.territory);
}

/** The same peers in the same lives, in any order? */
function isSameCompany(a: readonly Contact[], b: readonly Contact[]): boolean {
  return a.length === b.length && a.every((contact) => b.some((other) => isSameContact(contact, other)));
}
