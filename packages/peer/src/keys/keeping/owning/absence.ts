// We slept so long that others may have held us dead, and gone on without us: the first of our successors that lived, or somebody before us. Whoever did has
// told the next 2 (R - 1) peers, and each of them tells us when we claim what is ours. So what we knew is evidence again as soon as one of the next R - 1
// answers that was awake all the time; or, when all have slept, as soon as everybody around us has answered in the same life. Until then it is like what
// we knew in a former life of our own.

import { isSameContact, type Contact } from '../../../ring/contact.ts';
import { nowhere, without, type Territory } from '../../ledger/territory.ts';
import { ask, forget, isGone } from '../asks.ts';
import type { Said } from '../message.ts';
import type { KeeperTurn } from '../turn.ts';
import { renew } from './bid.ts';
import { segmentsIn, type Charter, type Segment } from './charter.ts';
import type { Millis } from '../../../ring/state.ts';

export interface Absence {
  /** What we knew when we woke up, but for what was confirmed since. */
  readonly known: Charter;
  /** Who stood around us and would have been told, and has not answered since. */
  readonly unheard: readonly Contact[];
  /** Of these, whose word is enough. */
  readonly enough: readonly Contact[];
  readonly sleptAt: Millis;
  readonly since: Millis;
  /** The question to them, and when to ask it; the last one may have been asked before we slept once more. */
  readonly n: number;
  readonly askAt: Millis;
}

/** So long a claim waits for those who stood around us. */
const waitMs = 1_000;
/** Whoever is late all the time does not ask all the time: one question in such a part of an interval. */
const askShare = 0.5;

/** We woke up `lateMs` too late. */
export function startAbsence(turn: KeeperTurn, lateMs: number): void {
  const { view, charter, absence, options } = turn.state;
  const { replicas } = options;
  const enough = absence?.enough ?? view.succ.slice(0, Math.max(1, replicas - 1));
  const next = view.succ.slice(0, Math.max(1, 2 * (replicas - 1)));
  const around = [...(view.pred === undefined ? [] : [view.pred]), ...next];
  // A former life among them never answers: nobody else knows what it was told.
  const before = (absence?.unheard ?? []).filter((former) =>
    around.every((each) => !isSameContact(each, former)),
  );
  const unheard = [...before, ...around];
  turn.set({ awakeSince: turn.now });
  if (unheard.length === 0) return;
  if (absence !== undefined) forget(turn, absence.n);
  const askAt = Math.max(turn.now, absence?.askAt ?? 0);
  const sleptAt = absence?.sleptAt ?? turn.now - lateMs;
  const n = turn.nextN();
  turn.set({ absence: { known: charter, unheard, enough, sleptAt, since: turn.now, n, askAt } });
  absenceTick(turn);
}

/** Only an answer counts: what else comes in may have been said before we slept. */
export function absenceTick(turn: KeeperTurn): void {
  const { absence, options } = turn.state;
  if (absence === undefined || absence.askAt > turn.now) return;
  turn.set({ absence: { ...absence, askAt: turn.now + askShare * options.pingMs } });
  // Asked again by itself until it is answered. Any question will do.
  const question = { kind: 'digest', n: absence.n, territory: nowhere, questions: [] } as const;
  const isAsked = (to: Contact): boolean =>
    turn.state.asks.some((each) => each.n === absence.n && isSameContact(each.to, to));
  for (const contact of absence.unheard)
    if (!isAsked(contact) && !isGone(turn.state, contact)) ask(turn, contact, question);
}

/** Somebody has answered a question with that number. */
export function hearAgain(turn: KeeperTurn, from: Contact, { n, awakeMs }: Said<'differences'>): void {
  const { absence, tenure } = turn.state;
  if (absence?.n !== n) return;
  const unheard = absence.unheard.filter((each) => !isSameContact(each, from));
  const isEnough =
    awakeMs >= turn.now - absence.sleptAt && absence.enough.some((each) => isSameContact(each, from));
  const isOver = isEnough || unheard.length === 0;
  if (isOver) forget(turn, n);
  turn.set({ absence: isOver ? undefined : { ...absence, unheard } });
  if (isOver && tenure?.isSure === false) renew(turn);
}

/** The owner says that what we know of its territory holds. */
export function confirm(turn: KeeperTurn, territory: Territory): void {
  const { absence, options } = turn.state;
  if (absence === undefined) return;
  const segments = absence.known.segments.flatMap((segment) =>
    without(options.space, [segment], territory).map((span) => ({ ...segment, ...span })),
  );
  turn.set({ absence: { ...absence, known: { ...absence.known, segments } } });
}

/** Will those who stood around us have answered in a moment? `since`: when we began to wait for them. */
export function isWaking({ state, now }: KeeperTurn, since: Millis): boolean {
  const { absence } = state;
  if (absence === undefined || now - since >= waitMs) return false;
  const isAnswering = (each: Contact): boolean => !isGone(state, each);
  return absence.unheard.every(isAnswering) || absence.enough.some(isAnswering);
}

/** What of a piece is no evidence now: that we hold everything up to a tenure of a sure owner, and what unsure owners acknowledged since. */
export function inDoubt(
  absence: Absence | undefined,
  segment: Segment,
): { readonly isWhole: boolean; readonly isPart: boolean } {
  const then = absence === undefined ? [] : segmentsIn(absence.known, [segment]);
  return {
    isWhole: then.some(({ wholeTerm }) => wholeTerm === segment.wholeTerm),
    isPart: then.some(({ partTerm }) => partTerm === segment.partTerm),
  };
}
