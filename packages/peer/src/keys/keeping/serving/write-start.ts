// How a write begins: with a version newer than every one of that name that is known of here, or with one that stands somewhere already.

import type { Contact } from '../../../ring/contact.ts';
import { isNewer, nextReceipts, nextVersion, type Entry, type Version } from '../../ledger/index.ts';
import type { Said } from '../message.ts';
import type { KeeperTurn } from '../turn.ts';
import { slotOf } from './slot.ts';
import { dispatch, replaceWrite } from './write.ts';
import type { Write } from './serving-state.ts';

/** Begins to store what `from` brings. The owner's tenure is open. */
export function beginWrite(turn: KeeperTurn, from: Contact, said: Said<'store'>): void {
  const { self, ledger } = turn.state;
  const { name, key, request, bytes, sha256, content } = said;
  const version = nextVersion(latest(turn, name), { by: self.id, life: self.epoch, wallMs: turn.wallMs });
  const { at, by, life } = version;
  const receipts = nextReceipts(ledger.get(name), { request, stamp: { at, by, life } });
  const entry: Entry = { name, key, version, bytes, sha256, receipts };
  begin(turn, entry, request, content === null ? { parked: request } : { bytes: content }, [
    { contact: from, n: said.n },
  ]);
}

/** What is acknowledged must be at all holders: a version that stands somewhere is brought to the others under its own number. */
export function finishWrite(
  turn: KeeperTurn,
  entry: Entry,
  request: string,
  asker: Write['askers'][number],
): void {
  begin(turn, entry, request, { held: true }, [asker]);
}

function begin(
  turn: KeeperTurn,
  entry: Entry,
  request: string,
  content: Write['content'],
  askers: Write['askers'],
): void {
  const isHeld = 'held' in content;
  const write = replaceWrite(turn, {
    n: turn.nextN(),
    askN: 0,
    request,
    entry,
    content,
    askers,
    term: 0,
    holders: [],
    isStaged: isHeld,
    prepared: new Set(),
    committed: new Set(),
    stage: 'preparing',
    mayStand: isHeld,
    since: turn.now,
  });
  if (!('held' in content)) {
    const token = turn.begin({ kind: 'stage-write', write: write.n });
    turn.effects.push({ kind: 'stage', token, slot: slotOf(entry), entry, content });
  }
  dispatch(turn, write);
}

/** The newest version of that name that is known of here: held, wanted, or being written. */
function latest(turn: KeeperTurn, name: string): Version | undefined {
  const { ledger, wants, writes, missing } = turn.state;
  const known: Version[] = [...writes.values()]
    .filter(({ entry }) => entry.name === name)
    .map(({ entry }) => entry.version);
  const held = ledger.get(name);
  if (held !== undefined) known.push(held.version);
  const lacked = missing.get(name);
  if (lacked !== undefined) known.push(lacked.version);
  const wanted = wants.get(name);
  if (wanted !== undefined) known.push({ ...wanted.stamp, knew: held === undefined ? [] : [held.version] });
  return known.reduce<Version | undefined>((best, each) => (isNewer(each, best) ? each : best), undefined);
}
