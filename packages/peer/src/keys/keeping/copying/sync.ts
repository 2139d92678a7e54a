// Finding out what another peer has that we lack, and wanting it. Always on the side of whoever lacks; the other one only answers.

import { isSameContact, type Contact } from '../../../ring/contact.ts';
import { answers, differenceIn, holdsKey, questionOf, wholeRange, type Range } from '../../ledger/index.ts';
import { answered, ask, forget, isGone } from '../asks.ts';
import { hearAgain } from '../owning/absence.ts';
import { onPulled } from '../owning/bid.ts';
import type { Said } from '../message.ts';
import { onStraysCompared } from './strays.ts';
import { isActingIn, isProved } from '../owning/tenure.ts';
import type { KeeperTurn } from '../turn.ts';
import { want, wantsIn } from './want.ts';
import type { Sync } from './copying-state.ts';
import { onCompared } from '../owning/opening.ts';

const askedAtOnce = 4;

export interface SyncOrder extends Pick<Sync, 'source' | 'territory' | 'use'> {
  /** Whose question is answered when all is here. */
  readonly replyTo?: number;
}

/** Begins one; of one use there is one for each source. */
export function startSync(turn: KeeperTurn, { source, territory, use, replyTo }: SyncOrder): void {
  const under = turn.state.syncs.find((each) => each.use === use && isSameContact(each.source, source));
  // Whoever asks again for the same copy gets its answer when that is complete.
  if (under !== undefined && use === 'copy' && replyTo === under.replyTo) return;
  if (under !== undefined) drop(turn, under);
  const sync: Sync = {
    n: turn.nextN(),
    askN: 0,
    source,
    territory,
    use,
    replyTo,
    asked: [],
    queue: [wholeRange],
    isNews: false,
    ours: [],
    isActing: false,
    hint: null,
    isNew: false,
    isProved: false,
    isCompared: false,
  };
  turn.set({ syncs: [...turn.state.syncs, sync] });
  askNext(turn, sync);
}

function replace(turn: KeeperTurn, sync: Sync): void {
  turn.set({ syncs: turn.state.syncs.map((each) => (each.n === sync.n ? sync : each)) });
}

function drop(turn: KeeperTurn, { n, askN }: Sync): void {
  forget(turn, askN);
  turn.set({ syncs: turn.state.syncs.filter((each) => each.n !== n) });
}

export function forgetSyncs(turn: KeeperTurn, isMeant: (sync: Sync) => boolean): void {
  for (const sync of turn.state.syncs.filter(isMeant)) drop(turn, sync);
}

/** Whoever is gone cannot be compared with. */
export function forgetGoneSyncs(turn: KeeperTurn): void {
  forgetSyncs(turn, ({ source }) => isGone(turn.state, source));
}

function askNext(turn: KeeperTurn, sync: Sync): void {
  const { ledger } = turn.state;
  const asked = sync.queue.slice(0, askedAtOnce);
  const n = turn.nextN();
  replace(turn, { ...sync, askN: n, asked, queue: sync.queue.slice(askedAtOnce) });
  const questions = asked.map((range) => questionOf(ledger, sync.territory, range));
  ask(turn, sync.source, { kind: 'digest', n, territory: sync.territory, questions });
}

/** The side that answers. */
export function onDigest(turn: KeeperTurn, from: Contact, { n, territory, questions }: Said<'digest'>): void {
  const { tenure, bid, hint, charter, ledger, awakeSince } = turn.state;
  turn.send(from, {
    kind: 'differences',
    n,
    isActing: isActingIn(turn.state, territory),
    hint: bid?.acting ?? hint,
    isNew: tenure === undefined && !charter.isFounder,
    awakeMs: Math.floor(turn.now - awakeSince),
    isProved: isProved(turn.state),
    answers: answers(ledger, territory, questions),
  });
}

export function onDifferences(turn: KeeperTurn, from: Contact, said: Said<'differences'>): void {
  const sync = turn.state.syncs.find((each) => each.askN === said.n);
  if (!answered(turn, from, said)) return;
  hearAgain(turn, from, said);
  if (sync === undefined) return;
  const { asked, territory, source } = sync;
  const next: Range[] = asked.slice(said.answers.length);
  let { isNews } = sync;
  const ours = [...sync.ours];
  for (const [nth, answer] of said.answers.entries()) {
    const range = asked[nth];
    if (range === undefined) break;
    const difference = differenceIn(turn.state.ledger, territory, range, answer);
    next.push(...difference.next);
    ours.push(...difference.ours.map(({ name }) => name));
    // What belongs elsewhere is compared to be given away.
    if (sync.use === 'stray') continue;
    // Nobody can make us fetch what does not belong there.
    for (const item of difference.theirs.filter(({ key }) => holdsKey(territory, key))) {
      isNews = true;
      want(turn, item, source);
    }
  }
  const queue = [...next, ...sync.queue];
  const { isActing, hint, isNew, isProved: isProvedThere } = said;
  const after = { ...sync, queue, isNews, ours, isActing, hint, isNew, isProved: isProvedThere };
  if (queue.length > 0) {
    askNext(turn, after);
    return after.use === 'pull' ? onPulled(turn, after) : undefined;
  }
  replace(turn, { ...after, asked: [], isCompared: true });
  if (after.use === 'bid') onCompared(turn, source);
  endIfComplete(turn);
}

/** What was fetched has come, or is not to be had: who waited for that? */
export function endIfComplete(turn: KeeperTurn): void {
  for (const sync of turn.state.syncs.filter(({ isCompared }) => isCompared)) {
    const isWaiting = sync.use === 'pull' || sync.use === 'copy';
    if (isWaiting && wantsIn(turn.state, sync.territory).length > 0) continue;
    end(turn, sync);
  }
}

function end(turn: KeeperTurn, sync: Sync): void {
  drop(turn, sync);
  switch (sync.use) {
    case 'pull':
      return onPulled(turn, sync);
    case 'copy':
      if (sync.replyTo !== undefined) turn.send(sync.source, { kind: 'copied', n: sync.replyTo });
      return;
    case 'stray':
      return onStraysCompared(turn, sync);
    case 'bid':
    case 'sweep':
  }
}
