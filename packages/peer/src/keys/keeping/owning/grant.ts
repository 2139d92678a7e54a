// The other side of a bid: what a peer answers to whoever claims a territory. It grants what the ring bears out, takes versions from nobody else from
// then on, and says what it knows.

import { isSameContact, type Contact } from '../../../ring/contact.ts';
import { takesPart } from '../../../ring/phase.ts';
import { arcOf, doOverlap, holdsKey, meet, without, type Territory } from '../../ledger/territory.ts';
import { isGone } from '../asks.ts';
import { confirm } from './absence.ts';
import { reconsider } from './bid.ts';
import { granted, held, type Knowledge, knowledgeOf, opened, overlay, segmentsIn } from './charter.ts';
import { setCharter } from './charter-desk.ts';
import { ringTerritory } from './desire.ts';
import type { Said } from '../message.ts';
import type { KeeperState } from '../state.ts';
import { startSync } from '../copying/sync.ts';
import type { KeeperTurn } from '../turn.ts';
import { endWritesIn } from '../serving/write.ts';
import { ownReport } from './report.ts';

export function onClaim(turn: KeeperTurn, from: Contact, claim: Said<'claim'>): void {
  const { view, tenure, charter } = turn.state;
  if (!takesPart(view.phase)) return;
  const { territory, n, term, gone } = claim;
  const isRival = (known: Knowledge): boolean =>
    known.term > term || (known.term === term && !isOwnedBy(known, from));
  const rivals = segmentsIn(charter, territory).filter(isRival);
  // The ring says that it is ours: whoever claims it has not heard of us, or holds us dead, and hears now that we live.
  const isForeign = doOverlap(ringTerritory(turn.state), territory);
  const nearer = nearerOwner(turn.state, from, territory, gone);
  if (rivals.length > 0 || isForeign || nearer !== undefined) return contest(turn, from, n, territory);
  if (isWritingIn(turn.state, territory)) {
    const others = turn.state.claims.filter((each) => each.from.id !== from.id);
    return turn.set({ claims: [...others, { from, claim }] });
  }
  if (tenure !== undefined && doOverlap(tenure.territory, territory)) {
    endWritesIn(turn, territory);
    yieldPart(turn, territory);
  }
  grant(turn, from, claim);
}

/** Does our disk make versions visible there? Whoever is told what we have has to be told of them too. */
function isWritingIn({ writes, staged }: KeeperState, territory: Territory): boolean {
  return (
    [...staged.values()].some(({ entry, isCommitting }) => isCommitting && holdsKey(territory, entry.key)) ||
    [...writes.values()].some(({ entry, stage }) => stage === 'keeping' && holdsKey(territory, entry.key))
  );
}

/** The disk has ended something: somebody may have waited for that. */
export function grantWaiting(turn: KeeperTurn): void {
  const { claims } = turn.state;
  if (claims.length === 0) return;
  const ready = claims.filter(({ claim }) => !isWritingIn(turn.state, claim.territory));
  if (ready.length === 0) return;
  turn.set({ claims: claims.filter((each) => !ready.includes(each)) });
  for (const { from, claim } of ready) if (!isGone(turn.state, from)) onClaim(turn, from, claim);
}

/** This owner counts on us to hold a copy. It says so again in every sweep. */
function countedOn(turn: KeeperTurn, owner: Contact): void {
  turn.set({ countedAt: new Map(turn.state.countedAt).set(owner.id, turn.now) });
}

/** It says for what: for nothing else of what it claimed before. What it claimed and never came to own has to find its owner. */
export function freeOthers(turn: KeeperTurn, owner: Contact, territory: Territory): void {
  const { options, charter } = turn.state;
  const counted = charter.segments.filter((each) => each.isHolder && isOwnedBy(each, owner));
  const freed = without(options.space, counted, territory);
  if (freed.length > 0)
    setCharter(
      turn,
      overlay(options.space, charter, freed, (known) => ({ ...known, isHolder: false })),
    );
}

/** Somebody else acts for this part from now on. */
export function yieldPart(turn: KeeperTurn, territory: Territory): void {
  const { tenure, options } = turn.state;
  if (tenure === undefined) return;
  const rest = without(options.space, tenure.territory, territory);
  turn.set({ tenure: rest.length === 0 ? undefined : { ...tenure, territory: rest } });
}

function grant(turn: KeeperTurn, from: Contact, { territory, n, term, isHolder }: Said<'claim'>): void {
  const { options, charter } = turn.state;
  const next = overlay(options.space, charter, territory, (known) => granted(known, from, term, isHolder));
  const report = ownReport(turn, territory, next);
  setCharter(turn, next, { to: from, message: { kind: 'granted', n, term, report } });
  reconsider(turn);
}

function isOwnedBy({ owner }: Knowledge, contact: Contact): boolean {
  return owner !== null && isSameContact(owner, contact);
}

/** Somebody else is the owner to us. */
function contest(turn: KeeperTurn, from: Contact, n: number, territory: Territory): void {
  const terms = segmentsIn(turn.state.charter, territory).map((known) => known.term);
  const owner = nearerOwner(turn.state, from, territory) ?? null;
  // It may be dead: then the next claim is granted.
  if (owner !== null) turn.effects.push({ kind: 'doubt', contact: owner });
  turn.send(from, { kind: 'contested', n, term: Math.max(0, ...terms), owner });
}

/** Whoever comes first from a position on owns it: is there somebody who lives, to whom we granted part of it, and who comes before the one who claims it? */
function nearerOwner(
  state: KeeperState,
  from: Contact,
  territory: Territory,
  gone: readonly Contact[] = [],
): Contact | undefined {
  const { charter, self, options } = state;
  const isNearer = (owner: Contact, part: Territory): boolean =>
    owner.id !== from.id && doOverlap(arcOf(options.space, from.id, owner.id), part);
  if (isNearer(self, meet(ringTerritory(state), territory))) return self;
  const isThere = (owner: Contact): boolean =>
    !isGone(state, owner) && !gone.some(({ id, epoch }) => id === owner.id && epoch >= owner.epoch);
  const known = segmentsIn(charter, territory).find(
    (segment) => segment.owner !== null && isThere(segment.owner) && isNearer(segment.owner, [segment]),
  );
  return known?.owner ?? undefined;
}

/** The tenure that we granted begins. */
export function onOpen(turn: KeeperTurn, from: Contact, said: Said<'open'>): void {
  const { options, charter } = turn.state;
  const { n, term, territory, isHolder, isSure, isWhole } = said;
  if (!isGrantedTo(turn, from, territory, term)) return contest(turn, from, n, territory);
  const next = overlay(options.space, charter, territory, (known) => ({
    ...opened(known, term, isSure, isWhole),
    isHolder,
  }));
  setCharter(turn, next, { to: from, message: { kind: 'opened', n } });
}

/** Is it the owner to us, in that term, of all of it? */
function isGrantedTo(turn: KeeperTurn, owner: Contact, territory: Territory, term: number): boolean {
  const known = segmentsIn(turn.state.charter, territory);
  return known.length > 0 && known.every((each) => each.term === term && isOwnedBy(each, owner));
}

/** Is that peer, in that term, the one whose versions of the key we take? */
export function isOwnerToUs(turn: KeeperTurn, owner: Contact, key: Contact['id'], term: number): boolean {
  const known = knowledgeOf(turn.state.charter, key);
  return known.isHolder && known.term === term && isOwnedBy(known, owner);
}

/** The owner wants us to have everything that it has. */
export function onCopy(turn: KeeperTurn, from: Contact, { n, term, territory }: Said<'copy'>): void {
  if (!isGrantedTo(turn, from, territory, term)) return contest(turn, from, n, territory);
  countedOn(turn, from);
  freeOthers(turn, from, territory);
  startSync(turn, { source: from, territory, use: 'copy', replyTo: n });
}

export function onWhole(
  turn: KeeperTurn,
  from: Contact,
  { n, term, territory, isSure }: Said<'whole'>,
): void {
  const { options, charter } = turn.state;
  if (!isGrantedTo(turn, from, territory, term)) return contest(turn, from, n, territory);
  const next = overlay(options.space, charter, territory, (known) => held(known, term, isSure));
  confirm(turn, territory);
  setCharter(turn, next, { to: from, message: { kind: 'whole-heard', n } });
}
