// What the disk and the holders say to a write.

import type { Contact } from '../../../ring/contact.ts';
import { startSync } from '../copying/sync.ts';
import { hold } from '../copying/want.ts';
import { answered, ask } from '../asks.ts';
import type { Ending } from '../input.ts';
import type { RefusalCode, Said } from '../message.ts';
import { renew } from '../owning/bid.ts';
import type { KeeperTurn } from '../turn.ts';
import { acknowledge, bring, dispatch, giveUp, goOnWriting, replaceWrite } from './write.ts';
import type { Write } from './serving-state.ts';

/** The write that a holder answers. */
function writeAsked(turn: KeeperTurn, from: Contact, askN: number): Write | undefined {
  const write = [...turn.state.writes.values()].find((each) => each.askN === askN);
  return answered(turn, from, askN) ? write : undefined;
}

/** The bytes are at the holder, or the connection broke. */
export function onShipped(turn: KeeperTurn, n: number, holder: Contact, ending: Ending): void {
  const write = turn.state.writes.get(n);
  if (write === undefined || !write.holders.some(({ id }) => id === holder.id)) return;
  if (ending.kind === 'failed' && ending.code === 'disk-full')
    return onRefusedBy(turn, write, holder, 'disk-full', ending.message);
  // Bytes or not: the holder says what it lacks, and has them brought again.
  const { askN, term, entry } = write;
  ask(turn, holder, { kind: 'replicate', n: askN, term, entry, bytes: null });
}

export function onStaged(turn: KeeperTurn, n: number, ending: Ending): void {
  const write = turn.state.writes.get(n);
  if (write === undefined) return;
  if (ending.kind === 'failed') {
    const code = ending.code === 'disk-full' ? 'disk-full' : 'disk-failed';
    return giveUp(turn, write, code, ending.message);
  }
  const staged = replaceWrite(turn, { ...write, isStaged: true });
  if (!('bytes' in staged.content)) for (const holder of staged.holders) bring(turn, staged, holder);
  goOnWriting(turn, n);
}

export function onPrepared(turn: KeeperTurn, from: Contact, { n }: Said<'prepared'>): void {
  const write = writeAsked(turn, from, n);
  if (write === undefined) return;
  replaceWrite(turn, { ...write, prepared: new Set([...write.prepared, from.id]) });
  goOnWriting(turn, write.n);
}

export function onCommitted(turn: KeeperTurn, from: Contact, { n }: Said<'committed'>): void {
  const write = writeAsked(turn, from, n);
  if (write === undefined) return;
  const committed = new Set([...write.committed, from.id]);
  const prepared = new Set([...write.prepared, from.id]);
  replaceWrite(turn, { ...write, committed, prepared, mayStand: true });
  goOnWriting(turn, write.n);
}

export function onDeclined(turn: KeeperTurn, from: Contact, { n, code, message }: Said<'declined'>): void {
  const write = writeAsked(turn, from, n);
  if (write === undefined) return;
  switch (code) {
    case 'bytes':
      return write.stage === 'preparing' ? bring(turn, write, from) : dispatch(turn, write);
    case 'stale':
      // Another tenure is on its way: then it goes on.
      replaceWrite(turn, { ...write, stage: 'stalled' });
      return renew(turn);
    case 'newer':
      if (turn.state.tenure !== undefined)
        startSync(turn, { source: from, territory: turn.state.tenure.territory, use: 'sweep' });
      return giveUp(turn, write, 'unready', `peer ${from.id} holds a newer version`);
    case 'disk-full':
    case 'disk-failed':
      return onRefusedBy(turn, write, from, code, message);
  }
}

/** One holder that cannot is enough: not acknowledged, and as long as nobody was told to commit, nowhere. */
function onRefusedBy(
  turn: KeeperTurn,
  write: Write,
  holder: Contact,
  code: RefusalCode,
  message: string,
): void {
  giveUp(turn, write, code, `peer ${holder.id} cannot hold a copy: ${message}`);
}

/** Shown here too, or the disk failed at the last step. */
export function onOwnCommit(turn: KeeperTurn, n: number, ending: Ending): void {
  const write = turn.state.writes.get(n);
  if (write === undefined) return;
  if (ending.kind === 'failed') return giveUp(turn, write, 'disk-failed', ending.message);
  hold(turn, write.entry);
  acknowledge(turn, n);
}
