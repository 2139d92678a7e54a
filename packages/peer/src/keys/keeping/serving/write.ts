// Writes that this owner leads, in two rounds: all holders have the bytes on their disks, unseen, before the first of them shows them. The owner itself
// shows them last, so that nobody reads here what a crash could still take back.
//
//   preparing   staged here and at every holder
//   committing  every holder was told to show it: from now on it may stand
//   keeping     all have; now here, and then it is acknowledged
//   stalled     a holder was lost, or takes no more from us, or the ring has come to offer more of them: begins anew when the next tenure opens

import { isSameContact, type Contact } from '../../../ring/contact.ts';
import { holdsKey, stampOf, type Territory } from '../../ledger/index.ts';
import { ask, forget } from '../asks.ts';
import type { RefusalCode } from '../message.ts';
import { copiesWanted, isShort } from '../owning/desire.ts';
import { onStore, retryRequests } from './request.ts';
import { slotOf } from './slot.ts';
import type { KeeperTurn } from '../turn.ts';
import { formerOf } from '../copying/want.ts';
import { nextQueued, rememberRefusal } from './write-queue.ts';
import type { Write } from './serving-state.ts';

export function replaceWrite(turn: KeeperTurn, write: Write): Write {
  turn.set({ writes: new Map(turn.state.writes).set(write.n, write) });
  return write;
}

function remove(turn: KeeperTurn, { n, askN, entry }: Write): void {
  const writes = new Map(turn.state.writes);
  writes.delete(n);
  turn.set({ writes });
  forget(turn, askN);
  nextInQueue(turn, entry.name);
}

/**
 * Writes there are given up, to be asked for again at whoever owns them then. What stands at some holder will be found there, and whoever asks
 * again with the same number hears of it.
 */
export function endWritesIn(turn: KeeperTurn, territory: Territory): void {
  for (const write of turn.state.writes.values()) {
    if (holdsKey(territory, write.entry.key))
      giveUp(turn, write, 'unready', `peer ${turn.state.self.id} hands the key over`);
  }
}

function nextInQueue(turn: KeeperTurn, name: string): void {
  const next = nextQueued(turn, name);
  if (next !== undefined) onStore(turn, next.from, next.said);
}

export function joinWrite(turn: KeeperTurn, write: Write, asker: Write['askers'][number]): void {
  const others = write.askers.filter(({ contact }) => contact.id !== asker.contact.id);
  replaceWrite(turn, { ...write, askers: [...others, asker] });
}

/** Brings it to the present holders. Whoever has it already says so. */
export function dispatch(turn: KeeperTurn, write: Write): void {
  const { tenure, bid } = turn.state;
  // While others wait for us to let them go first, too few or too many may be holders: this store ends that.
  if (tenure === undefined || bid?.stage === 'sparing' || isShort(turn.state))
    return void replaceWrite(turn, { ...write, stage: 'stalled' });
  forget(turn, write.askN);
  // Another number than before: an answer to a question of the former tenure may still come.
  const fresh = replaceWrite(turn, {
    ...write,
    askN: turn.nextN(),
    stage: 'preparing',
    term: tenure.term,
    holders: tenure.holders,
    prepared: new Set(),
    committed: new Set(),
  });
  for (const holder of tenure.holders) bring(turn, fresh, holder);
  goOnWriting(turn, fresh.n);
}

export function bring(turn: KeeperTurn, write: Write, holder: Contact): void {
  const { entry, content, n, askN, term, isStaged } = write;
  if ('bytes' in content)
    return ask(turn, holder, { kind: 'replicate', n: askN, term, entry, bytes: content.bytes });
  // Bytes that travel by themselves are read off our own disk: they have to be there.
  // One transfer to each at a time: a second one would only take the place of the first.
  if (!isStaged || isOnItsWay(turn, n, holder)) return;
  const token = turn.begin({ kind: 'ship-replica', write: n, holder });
  turn.effects.push({
    kind: 'ship',
    token,
    to: holder,
    id: slotOf(entry),
    entry,
    from: { slot: slotOf(entry) },
  });
}

function isOnItsWay({ state }: KeeperTurn, n: number, holder: Contact): boolean {
  return [...state.works.values()].some(
    (work) => work.kind === 'ship-replica' && work.write === n && isSameContact(work.holder, holder),
  );
}

export function goOnWriting(turn: KeeperTurn, n: number): void {
  const write = turn.state.writes.get(n);
  if (write === undefined || !write.isStaged) return;
  const { entry, term, holders, prepared, committed, stage } = write;
  if (stage === 'preparing' && holders.every(({ id }) => prepared.has(id))) {
    replaceWrite(turn, { ...write, stage: 'committing', mayStand: write.mayStand || holders.length > 0 });
    const commit = {
      kind: 'commit',
      n: write.askN,
      term,
      name: entry.name,
      stamp: stampOf(entry),
      key: entry.key,
    } as const;
    for (const holder of holders.filter(({ id }) => !committed.has(id))) ask(turn, holder, commit);
    return goOnWriting(turn, n);
  }
  if (stage === 'committing' && holders.every(({ id }) => committed.has(id))) {
    replaceWrite(turn, { ...write, stage: 'keeping', mayStand: true });
    if ('held' in write.content) return acknowledge(turn, n);
    const token = turn.begin({ kind: 'commit-write', write: n });
    turn.effects.push({ kind: 'commit', token, slot: slotOf(entry), former: formerOf(turn, entry) });
  }
}

export function acknowledge(turn: KeeperTurn, n: number): void {
  const write = turn.state.writes.get(n);
  const { tenure, self } = turn.state;
  if (write === undefined) return;
  // Somebody else has to hold it by now: to them as well, before it is said.
  if (tenure === undefined || tenure.term !== write.term || isShort(turn.state)) {
    return dispatch(turn, replaceWrite(turn, { ...write, content: { held: true }, isStaged: true }));
  }
  const holders = [self.id, ...write.holders.map(({ id }) => id)];
  for (const { contact, n: asked } of write.askers) {
    turn.send(contact, {
      kind: 'stored',
      n: asked,
      stamp: stampOf(write.entry),
      holders,
      wanted: copiesWanted(turn.state),
    });
  }
  remove(turn, write);
  retryRequests(turn);
}

export function giveUp(turn: KeeperTurn, write: Write, code: RefusalCode, message: string): void {
  const { entry, askers, holders, mayStand } = write;
  const stamp = stampOf(entry);
  if (!mayStand) {
    for (const holder of holders) turn.send(holder, { kind: 'abandon', name: entry.name, stamp });
    turn.effects.push({ kind: 'drop', slot: slotOf(entry) });
  }
  for (const { contact, n: asked } of askers) {
    const answer = { kind: 'refused', n: asked, code, isDefinite: !mayStand, message } as const;
    turn.send(contact, answer);
    if (!mayStand) rememberRefusal(turn, contact, answer);
  }
  remove(turn, write);
}

/** No other tenure is on its way after all: what waits for it goes to the present holders. */
export function unstall(turn: KeeperTurn): void {
  const { tenure, bid, writes } = turn.state;
  if (tenure === undefined || tenure.isSuspended || bid !== undefined) return;
  for (const write of writes.values()) if (write.stage === 'stalled') dispatch(turn, write);
}

/** The next tenure is open: what was under way goes to its holders. Whoever has it already says so. */
export function redispatch(turn: KeeperTurn): void {
  const { tenure } = turn.state;
  if (tenure === undefined) return;
  for (const write of turn.state.writes.values()) {
    if (!holdsKey(tenure.territory, write.entry.key))
      giveUp(turn, write, 'not-owner', 'the key has another owner');
    else if (write.stage !== 'keeping') dispatch(turn, write);
  }
}
