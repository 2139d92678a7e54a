// Refill: our list is exhausted. Ask whom we ever knew, nearest first, eight at a time; a peer never silently becomes a ring of one.

import { isSameContact, type Contact } from './contact.ts';
import { believed } from './bury.ts';
import { mayBeSuccessor, nearestFirst, successorList } from './lists.ts';
import { setSucc } from './neighbours.ts';
import { endOperation, notifyHead, startStabilize } from './stabilize.ts';
import type { Identifier } from './space.ts';
import { refillPauseMaxMs, type Operation } from './state.ts';
import type { Turn } from './turn.ts';

type Refilling = Extract<Operation, { kind: 'refill' }>;

const askedAtOnce = 8;
const decideMs = 500;
const pauseMinMs = 100;
const patientPauseMs = 1_000;

/** Begins with the eight clockwise-nearest known peers. */
export function startRefill(turn: Turn): void {
  turn.set({ refillAt: Number.POSITIVE_INFINITY });
  askNextPeers(turn, []);
}

function askNextPeers(turn: Turn, tried: readonly Identifier[]): void {
  const { known, self } = turn.state;
  const untried = [...known.values()].filter(
    ({ id }) => id !== self.id && !tried.includes(id) && mayBeSuccessor(turn.state, id),
  );
  const asked = nearestFirst(turn.state, untried).slice(0, askedAtOnce);
  if (asked.length === 0) return isolate(turn);
  const n = turn.nextN();
  turn.set({
    op: {
      kind: 'refill',
      n,
      asked,
      silent: [],
      answers: [],
      tried: [...tried, ...asked.map((contact) => contact.id)],
      decideAt: turn.now + decideMs,
    },
  });
  for (const contact of asked) turn.send(contact, { kind: 'ask-state', n });
}

function isolate(turn: Turn): void {
  const { phase, refillPauseMs } = turn.state;
  const pause = Math.min(refillPauseMaxMs, Math.max(pauseMinMs, refillPauseMs * 2));
  turn.set({ refillPauseMs: pause, refillAt: turn.now + turn.jitter(pause) });
  if (phase === 'member') {
    turn.set({ phase: 'isolated', version: turn.state.version + 1 });
    turn.announce({ event: 'phase-changed', phase: 'isolated', was: phase, why: 'nobody it knew answers' });
  }
  endOperation(turn);
}

/** A known peer answered our question. */
export function onRefillState(
  turn: Turn,
  from: Contact,
  n: number,
  succ: readonly Contact[],
  isLeaving: boolean,
): void {
  const { op } = turn.state;
  if (op?.kind !== 'refill' || op.n !== n || !op.asked.some((contact) => contact.id === from.id)) return;
  if (isLeaving) return onRefillSilence(turn, from.id, n);
  const before = op.answers.filter((answer) => answer.contact.id !== from.id);
  const next = { ...op, answers: [...before, { contact: from, succ }] };
  turn.set({ op: next });
  decide(turn, next, false);
}

/** A known peer is no member, or nobody listens there. */
export function onRefillSilence(turn: Turn, id: Identifier, n: number): void {
  const { op } = turn.state;
  if (
    op?.kind !== 'refill' ||
    op.n !== n ||
    op.silent.includes(id) ||
    !op.asked.some((contact) => contact.id === id)
  )
    return;
  const next = { ...op, silent: [...op.silent, id] };
  turn.set({ op: next });
  decide(turn, next, false);
}

/** The nearest that answers is adopted once all before it are known to be silent, or time is up. While isolated nothing is lost by hearing all. */
function decide(turn: Turn, op: Refilling, isTimeUp: boolean): void {
  const heardAll = op.answers.length + op.silent.length >= op.asked.length;
  if (turn.state.phase === 'isolated' && !heardAll && !isTimeUp) return;
  // The first successor given to `init` gets a moment to start before the second one is taken in its place.
  const { given, refillPauseMs } = turn.state;
  const isEarly = given.length > 0 && refillPauseMs < patientPauseMs;
  for (const contact of op.asked) {
    const answer = op.answers.find((each) => each.contact.id === contact.id);
    if (answer !== undefined && isEarly && contact.id !== given[0]) return isolate(turn);
    if (answer !== undefined)
      return adopt(turn, answer.contact, answer.succ.length > 0 ? answer.succ : others(op, contact));
    if (!isTimeUp && !op.silent.includes(contact.id)) return;
  }
  askNextPeers(turn, op.tried);
}

/** When the head knows nobody yet, the others that answered stand behind it. */
function others(op: Refilling, head: Contact): readonly Contact[] {
  const answered = op.asked.map(
    (contact) => op.answers.find((each) => each.contact.id === contact.id)?.contact,
  );
  return answered.filter((contact) => contact !== undefined).filter((contact) => contact.id !== head.id);
}

function adopt(turn: Turn, head: Contact, succ: readonly Contact[]): void {
  const { phase } = turn.state;
  turn.set({ refillPauseMs: 0 });
  setSucc(
    turn,
    successorList(turn.state, head, believed(turn, succ)),
    phase === 'isolated' ? 'init' : 'refill',
    head.id,
  );
  notifyHead(turn);
  endOperation(turn);
  if (isSameContact(turn.state.succ[0], head)) startStabilize(turn, 'refill', head.id);
}

/** Decides when time is up; tries again while isolated. */
export function refillTick(turn: Turn): void {
  const { op } = turn.state;
  if (op?.kind === 'refill' && op.decideAt <= turn.now) decide(turn, op, true);
  const { phase, refillAt, succ } = turn.state;
  if (refillAt > turn.now) return;
  if (turn.state.op !== undefined) turn.set({ refillAt: turn.now + pauseMinMs });
  else if (phase === 'isolated' && succ.length === 0) startRefill(turn);
  else turn.set({ refillAt: Number.POSITIVE_INFINITY, refillPauseMs: 0 });
}
