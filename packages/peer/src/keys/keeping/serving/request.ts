// Requests at the owner: what is here is given, what another holder has is fetched first, and "not stored" is said only when everything that was ever
// acknowledged in the arc is known, and every present holder agrees about this very name.

import { isSameContact, type Contact } from '../../../ring/contact.ts';
import { takesPart } from '../../../ring/phase.ts';
import type { Millis } from '../../../ring/state.ts';
import { holdsKey, stampOf, type Entry } from '../../ledger/index.ts';
import { answered, ask, forget, isGone } from '../asks.ts';
import { knowledgeOf } from '../owning/charter.ts';
import { ringTerritory } from '../owning/desire.ts';
import type { KeeperInput } from '../input.ts';
import type { RefusalCode, Said } from '../message.ts';
import { inlineMaxBytes, spoil } from '../copying/serve.ts';
import type { KeeperState } from '../state.ts';
import type { KeeperTurn } from '../turn.ts';
import { hurry, want } from '../copying/want.ts';
import { joinWrite } from './write.ts';
import { beginWrite, finishWrite } from './write-start.ts';
import { isQueued, refusalOf, writeOf } from './write-queue.ts';
import type { Waiting } from './serving-state.ts';

const waitMs = 5_000;
const waitingMax = 1_024;

type Asked = Said<'store'> | Said<'request'>;

export function refuse(turn: KeeperTurn, to: Contact, n: number, code: RefusalCode, message: string): void {
  turn.send(to, { kind: 'refused', n, code, isDefinite: true, message });
}

/** Sends whoever asks to the right peer, or away; true when it is ours to answer now. */
function isForUs(turn: KeeperTurn, from: Contact, { key, n, isActing }: Asked): boolean {
  const { tenure, bid, self, view, claims } = turn.state;
  if (tenure !== undefined && holdsKey(tenure.territory, key)) {
    const isGoing = claims.some(({ claim }) => holdsKey(claim.territory, key));
    if (!isGoing && !tenure.isSuspended) return true;
    refuse(turn, from, n, 'unready', `peer ${self.id} hands the key over, or claims it anew`);
    return false;
  }
  if (view.pred === undefined && view.succ.length === 0 && !view.isAlone) {
    refuse(turn, from, n, 'unready', `peer ${self.id} looks for its ring, and has found nobody yet`);
    return false;
  }
  if (!takesPart(view.phase) || !holdsKey(ringTerritory(turn.state), key)) {
    refuse(turn, from, n, 'not-owner', `peer ${self.id} does not own it`);
    return false;
  }
  const acting = bid?.acting;
  if (acting !== undefined && !isActing && !isGone(turn.state, acting))
    turn.send(from, { kind: 'moved', n, to: acting });
  else refuse(turn, from, n, 'unready', `peer ${self.id} is taking the key over`);
  return false;
}

export function onStore(turn: KeeperTurn, from: Contact, said: Said<'store'>): void {
  const { n, request, name } = said;
  const refusal = refusalOf(turn, from, n);
  if (refusal !== undefined) return turn.send(from, refusal);
  const under = writeOf(turn, request);
  if (under !== undefined) return joinWrite(turn, under, { contact: from, n });
  if (!isForUs(turn, from, said) || isQueued(turn, from, said)) return;
  if (turn.state.wants.has(name)) {
    // It may say that this very request was obeyed before.
    hurry(turn, name);
    return refuse(
      turn,
      from,
      n,
      'unready',
      `peer ${turn.state.self.id} fetches what is stored under ${name}`,
    );
  }
  const held = turn.state.ledger.get(name);
  const receipt = held?.receipts.find((each) => each.request === request);
  if (held === undefined || receipt === undefined) return beginWrite(turn, from, said);
  // It was obeyed before. What has replaced it since stands for it.
  finishWrite(turn, held, request, { contact: from, n });
}

export function onRequest(turn: KeeperTurn, from: Contact, said: Said<'request'>): void {
  if (said.acceptsOld && isGivenUnsure(turn, from, said)) return;
  if (!isForUs(turn, from, said)) return;
  const { name, key, n } = said;
  const isSaidAgain = turn.state.waiting.some((each) => each.n === n && isSameContact(each.contact, from));
  if (isSaidAgain) return;
  consider(turn, { name, key, contact: from, n, until: turn.now + waitMs, unasked: undefined });
}

/**
 * We are not the owner, or nobody is yet, and whoever asks takes a copy that may be old: one is given that we hold for the owner, or that is ours by what
 * the ring says, or may be ours, since nobody knows where our arc begins. So what an owner had that has just died is there before anybody has
 * compared it.
 */
function isGivenUnsure(turn: KeeperTurn, from: Contact, { name, key, n }: Said<'request'>): boolean {
  const { state } = turn;
  const { tenure, bid, ledger, view } = state;
  if (tenure !== undefined && holdsKey(tenure.territory, key)) return false;
  if (!takesPart(view.phase)) return false;
  const isOurs = view.pred === undefined || holdsKey(ringTerritory(state), key);
  if (!isOurs && !isCountedOn(state, key)) return false;
  const isServed = bid?.acting !== undefined && !isGone(state, bid.acting);
  const entry = ledger.get(name);
  if (isServed || entry === undefined) return false;
  give(turn, entry, { name, key, contact: from, n, until: turn.now, unasked: undefined });
  return true;
}

/** The owner of that position, as far as we know, has said in this life of ours that it counts on us: we have heard of every store since. */
function isCountedOn({ charter, countedAt }: KeeperState, key: Entry['key']): boolean {
  const { isHolder, owner } = knowledgeOf(charter, key);
  return isHolder && owner !== null && countedAt.has(owner.id);
}

/** What can be said of a request now. */
type Verdict =
  | { readonly kind: 'give'; readonly entry: Entry }
  | { readonly kind: 'wait' | 'ask' }
  | { readonly kind: 'refuse'; readonly code: RefusalCode; readonly message: string };

function verdictOn(
  { ledger, wants, missing, tenure, self }: KeeperState,
  waiting: Waiting,
  now: Millis,
): Verdict {
  const { name, key, until, unasked } = waiting;
  if (tenure === undefined || tenure.isSuspended || !holdsKey(tenure.territory, key))
    return { kind: 'refuse', code: 'unready', message: `peer ${self.id} does not own ${name} any more` };
  const entry = ledger.get(name);
  if (entry !== undefined && !wants.has(name)) return { kind: 'give', entry };
  const unavailable = { kind: 'refuse', code: 'unavailable' } as const;
  if (until <= now) return { ...unavailable, message: `no holder that has ${name} answers; try again` };
  if (wants.has(name)) return { kind: 'wait' };
  if (missing.has(name))
    return {
      ...unavailable,
      message: `${name} is damaged here or only at peers that are gone, and no other copy of it is known`,
    };
  if (!tenure.isSure)
    return { ...unavailable, message: `peers that may hold ${name} are gone or have not come back` };
  if (unasked === undefined) return { kind: 'ask' };
  if (tenure.holders.some(({ id }) => unasked.has(id))) return { kind: 'wait' };
  const message = `${name} is not stored: peer ${self.id} owns it and does not have it`;
  return { kind: 'refuse', code: 'not-found', message };
}

/** Answers as far as it can be said now; otherwise it waits. */
function consider(turn: KeeperTurn, waiting: Waiting): void {
  const verdict = verdictOn(turn.state, waiting, turn.now);
  const { contact, n, name, askN } = waiting;
  switch (verdict.kind) {
    case 'wait':
      hurry(turn, name);
      return wait(turn, waiting);
    case 'ask':
      return askHolders(turn, waiting);
    case 'give':
      if (askN !== undefined) forget(turn, askN);
      return give(turn, verdict.entry, waiting);
    case 'refuse':
      if (askN !== undefined) forget(turn, askN);
      return refuse(turn, contact, n, verdict.code, verdict.message);
  }
}

function wait(turn: KeeperTurn, waiting: Waiting): void {
  const { contact, n } = waiting;
  if (turn.state.waiting.length >= waitingMax)
    return refuse(turn, contact, n, 'unavailable', 'too many requests wait here already; try again later');
  turn.set({ waiting: [...turn.state.waiting, waiting] });
}

function give(turn: KeeperTurn, entry: Entry, waiting: Waiting): void {
  const { name } = waiting;
  turn.effects.push({ kind: 'announce', notice: { event: 'value-here', name } });
  if (entry.bytes > inlineMaxBytes) return sendValue(turn, waiting, entry, null);
  const token = turn.begin({ kind: 'read-value', entry, waiting });
  turn.effects.push({ kind: 'read', token, names: [name] });
}

function sendValue(turn: KeeperTurn, { contact, n }: Waiting, entry: Entry, bytes: Uint8Array | null): void {
  const { tenure, missing } = turn.state;
  const isOurs = tenure !== undefined && !tenure.isSuspended && holdsKey(tenure.territory, entry.key);
  const isSure = isOurs && tenure.isSure && !missing.has(entry.name);
  turn.send(contact, { kind: 'value', n, entry, bytes, isSure });
}

export function onReadForClient(
  turn: KeeperTurn,
  waiting: Waiting,
  { values, failed }: Extract<KeeperInput, { kind: 'read' }>,
): void {
  const [value] = values;
  const { contact, name } = waiting;
  if (value !== undefined) {
    if (isSameContact(contact, turn.state.self)) return sendValue(turn, waiting, value.entry, value.bytes);
    turn.effects.push({ kind: 'announce', notice: { event: 'sending', name, to: contact.id } });
    sendValue(turn, waiting, value.entry, value.bytes);
    const { bytes } = value.entry;
    turn.effects.push({ kind: 'announce', notice: { event: 'sent', name, bytes } });
    return;
  }
  if (failed.some(({ isDamaged }) => isDamaged)) spoil(turn, name);
  // Damaged, or replaced meanwhile: either way there is something new to say.
  consider(turn, waiting);
}

/** Does any of the present holders have it after all? */
function askHolders(turn: KeeperTurn, waiting: Waiting): void {
  const holders = turn.state.tenure?.holders ?? [];
  const n = turn.nextN();
  wait(turn, { ...waiting, unasked: new Set(holders.map(({ id }) => id)), askN: n });
  for (const holder of holders) ask(turn, holder, { kind: 'ask-held', n, name: waiting.name });
  if (holders.length === 0) retryRequests(turn);
}

/** The holder's side. */
export function onAskHeld(turn: KeeperTurn, from: Contact, { n, name }: Said<'ask-held'>): void {
  const entry = turn.state.ledger.get(name);
  turn.send(from, { kind: 'held', n, stamp: entry === undefined ? null : stampOf(entry) });
}

export function onHeld(turn: KeeperTurn, from: Contact, said: Said<'held'>): void {
  const { n, stamp } = said;
  if (!answered(turn, from, said)) return;
  const asked = turn.state.waiting.find(({ askN }) => askN === n);
  if (asked === undefined) return;
  if (stamp !== null) want(turn, { name: asked.name, key: asked.key, stamp }, from);
  const unasked = new Set([...(asked.unasked ?? [])].filter((id) => id !== from.id));
  turn.set({ waiting: turn.state.waiting.map((each) => (each === asked ? { ...asked, unasked } : each)) });
  retryRequests(turn);
}

/** Something has changed: who can be answered now? */
export function retryRequests(turn: KeeperTurn): void {
  const { waiting } = turn.state;
  if (waiting.length === 0) return;
  turn.set({ waiting: [] });
  for (const each of waiting) consider(turn, each);
}

export function requestTick(turn: KeeperTurn): void {
  if (turn.state.waiting.some(({ until }) => until <= turn.now)) retryRequests(turn);
}
