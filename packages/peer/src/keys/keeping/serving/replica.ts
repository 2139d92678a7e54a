// Holding copies for an owner: bytes on the disk first, unseen; shown when the owner says so. Only from whom we hold for the owner.

import type { Contact } from '../../../ring/contact.ts';
import { isNewer, isSameStamp, stampOf, type Entry } from '../../ledger/index.ts';
import { isOwnerToUs } from '../owning/grant.ts';
import type { Ending } from '../input.ts';
import type { DeclineCode, Said } from '../message.ts';
import { slotOf, slotOfStamp } from './slot.ts';
import type { KeeperTurn } from '../turn.ts';
import { formerOf, hold } from '../copying/want.ts';
import type { Staged } from './serving-state.ts';

/** What is not committed by then is forgotten: the owner brings it again. */
const stagedMs = 60_000;

function replace(turn: KeeperTurn, staged: Staged): void {
  turn.set({ staged: new Map(turn.state.staged).set(staged.token, staged) });
}

function remove(turn: KeeperTurn, token: string): void {
  const staged = new Map(turn.state.staged);
  staged.delete(token);
  turn.set({ staged });
}

function decline(turn: KeeperTurn, to: Contact, n: number, code: DeclineCode, message: string): void {
  turn.send(to, { kind: 'declined', n, code, message });
}

function declineStale(turn: KeeperTurn, to: Contact, n: number): void {
  decline(turn, to, n, 'stale', `peer ${turn.state.self.id} holds another peer for the owner`);
}

export function onReplicate(
  turn: KeeperTurn,
  from: Contact,
  { n, term, entry, bytes }: Said<'replicate'>,
): void {
  if (!isOwnerToUs(turn, from, entry.key, term)) return declineStale(turn, from, n);
  const held = turn.state.ledger.get(entry.name);
  const stamp = stampOf(entry);
  if (held !== undefined && isSameStamp(stampOf(held), stamp))
    return turn.send(from, { kind: 'committed', n });
  if (held !== undefined && isNewer(stampOf(held), stamp))
    return decline(turn, from, n, 'newer', 'a newer version is here');
  const token = slotOf(entry);
  const known = turn.state.staged.get(token);
  const asker = { contact: from, n };
  if (known?.isReady === true) {
    replace(turn, { ...known, until: turn.now + stagedMs });
    return turn.send(from, { kind: 'prepared', n });
  }
  if (known !== undefined)
    return replace(turn, { ...known, askers: [...known.askers.filter((each) => each.n !== n), asker] });
  stage(turn, entry, bytes, asker);
}

function stage(
  turn: KeeperTurn,
  entry: Entry,
  bytes: Uint8Array | null,
  asker: Staged['askers'][number],
): void {
  const token = slotOf(entry);
  const until = turn.now + stagedMs;
  replace(turn, { token, entry, isReady: false, askers: [asker], isCommitting: false, until });
  const content = bytes === null ? { parked: token } : { bytes };
  turn.effects.push({
    kind: 'stage',
    token: turn.begin({ kind: 'stage-replica', token }),
    slot: token,
    entry,
    content,
  });
}

export function onReplicaStaged(turn: KeeperTurn, token: string, ending: Ending): void {
  const staged = turn.state.staged.get(token);
  if (staged === undefined) return;
  if (ending.kind === 'done') {
    replace(turn, { ...staged, isReady: true, askers: [] });
    for (const { contact, n } of staged.askers) turn.send(contact, { kind: 'prepared', n });
    return;
  }
  remove(turn, token);
  const code = ending.code === 'gone' || ending.code === 'damaged' ? 'bytes' : ending.code;
  for (const { contact, n } of staged.askers) decline(turn, contact, n, code, ending.message);
}

export function onCommit(
  turn: KeeperTurn,
  from: Contact,
  { n, term, name, stamp, key }: Said<'commit'>,
): void {
  if (!isOwnerToUs(turn, from, key, term)) return declineStale(turn, from, n);
  const held = turn.state.ledger.get(name);
  if (held !== undefined && !isNewer(stamp, stampOf(held))) return turn.send(from, { kind: 'committed', n });
  const staged = turn.state.staged.get(slotOfStamp(name, stamp));
  if (staged?.isReady !== true) return decline(turn, from, n, 'bytes', 'nothing of that version is here');
  const askers = [...staged.askers.filter((each) => each.n !== n), { contact: from, n }];
  replace(turn, { ...staged, askers, isCommitting: true });
  if (staged.isCommitting) return;
  const token = turn.begin({ kind: 'commit-replica', token: staged.token });
  turn.effects.push({ kind: 'commit', token, slot: staged.token, former: formerOf(turn, staged.entry) });
}

export function onReplicaCommitted(turn: KeeperTurn, token: string, ending: Ending): void {
  const staged = turn.state.staged.get(token);
  if (staged === undefined) return;
  remove(turn, token);
  if (ending.kind === 'done') hold(turn, staged.entry);
  else turn.effects.push({ kind: 'drop', slot: token });
  for (const { contact, n } of staged.askers) {
    if (ending.kind === 'done') turn.send(contact, { kind: 'committed', n });
    else decline(turn, contact, n, ending.code === 'disk-full' ? 'disk-full' : 'disk-failed', ending.message);
  }
}

export function onAbandon(turn: KeeperTurn, { name, stamp }: Said<'abandon'>): void {
  const staged = turn.state.staged.get(slotOfStamp(name, stamp));
  if (staged !== undefined && !staged.isCommitting) drop(turn, staged);
}

function drop(turn: KeeperTurn, { token }: Staged): void {
  remove(turn, token);
  turn.effects.push({ kind: 'drop', slot: token });
}

export function stagedTick(turn: KeeperTurn): void {
  for (const staged of turn.state.staged.values()) {
    if (staged.until <= turn.now && staged.isReady && !staged.isCommitting) drop(turn, staged);
  }
}
