// Stabilize, from Zave 2017 ("How to make Chord correct", section 4), for messages that take time. Also the check of any candidate for our successor.
//
//   head answers (p, s)       succ := head + s; p nearer than head: ask p first, else NOTIFY head
//   p answers, still nearer   succ := p + its s; NOTIFY p
//   p is dead                 NOTIFY head: a dead candidate changes no list
//   head is dead              succ := succ without head; nobody left: refill; else stabilize again at once

import { agree, askHead, isAgreed } from './agreement.ts';
import { isSameContact, type Contact } from './contact.ts';
import { believed, bury } from './bury.ts';
import { hasLeft, isNearerSuccessor, mayBeSuccessor, successorList, withoutSilent } from './lists.ts';
import type { Message } from './message.ts';
import { setSucc } from './neighbours.ts';
import type { ChangeReason } from './notice.ts';
import { askThrough, isAskedThrough, isOutOfReach } from './proxies.ts';
import { startRefill } from './refill.ts';
import type { Identifier } from './space.ts';
import type { Operation } from './state.ts';
import { takesPart } from './phase.ts';
import type { Turn } from './turn.ts';

type StateAnswer = Extract<Message, { kind: 'state' }>;
type Stabilizing = Extract<Operation, { kind: 'stabilize' }>;

const retryMs = 500;
/** A question may go unanswered for two intervals, and for so long at least: a lossy stream needs seconds. */
/** Through others a head does not say in which version its lists are. */
const notSaid = 0;
const silenceMinMs = 3_000;
const candidateLimitMs = 1_000;
const candidatesMax = 8;

/** Begins a round, or notes that one more is wanted when an operation is under way. */
export function startStabilize(turn: Turn, reason: ChangeReason, by: Identifier | null): void {
  const { state, now } = turn;
  const [head] = state.succ;
  if (!takesPart(state.phase)) return;
  // Also when the round has to wait: a deadline left in the past would look like a pause, and move every other one.
  turn.set({ stabilizeAt: now + turn.jitter(state.options.pingMs) });
  if (state.op !== undefined) return turn.set({ again: { reason, by } });
  if (head === undefined) {
    const [pred] = state.pred;
    // All others left, or so it seemed: whoever points at us is there. Once an interval is enough.
    if (state.isAlone && pred !== undefined && reason === 'stabilize') considerCandidate(turn, pred, reason);
    if (!state.isAlone && state.phase === 'member') startRefill(turn);
    return;
  }
  const n = turn.nextN();
  const retryAt = now + Math.min(retryMs, state.options.pingMs);
  const asked = { head, n, askedAt: now, retryAt, candidate: undefined, relay: undefined };
  turn.set({ op: { kind: 'stabilize', ...asked, reason, by } });
  askHead(turn, head, n);
}

/** A later life answers in place of the one that our question went to: ask that one. */
export function renewQuestion(turn: Turn, later: Contact): void {
  const { op } = turn.state;
  if (op?.kind !== 'stabilize') return;
  const asked = op.candidate ?? op.head;
  if (asked.id !== later.id || asked.epoch >= later.epoch) return;
  turn.set({ op: undefined });
  startStabilize(turn, op.reason, op.by);
}

/** Checks whether `contact` is our successor; adopts it only when it answers and is nearer than our head. */
export function considerCandidate(turn: Turn, contact: Contact, reason: ChangeReason): void {
  const { state } = turn;
  if (!takesPart(state.phase) || state.phase === 'leaving' || !isNearerSuccessor(state, contact)) return;
  if (!mayBeSuccessor(state, contact.id)) return;
  if (state.op !== undefined) {
    const others = state.candidates.filter((each) => each.contact.id !== contact.id);
    return turn.set({ candidates: [...others, { contact, reason }].slice(-candidatesMax) });
  }
  const n = turn.nextN();
  const giveUpAt = turn.now + Math.min(candidateLimitMs, state.options.pingMs);
  turn.set({ op: { kind: 'candidate', contact, n, giveUpAt, reason } });
  turn.send(contact, { kind: 'ask-state', n });
}

/** An answer to our operation; anything else was handled before or is dropped. */
export function onOperationState(turn: Turn, from: Contact, answer: StateAnswer): void {
  const { op } = turn.state;
  if (op === undefined || op.kind === 'refill' || op.n !== answer.n) return;
  const asked = op.kind === 'candidate' ? op.contact : (op.candidate ?? op.head);
  if (from.id !== asked.id) return;
  if (op.kind === 'candidate') return onCandidateAnswer(turn, from, answer, op.reason);
  if (op.candidate !== undefined) return onCandidateAnswer(turn, from, answer, op.reason, op.by);
  if (op.head.id !== turn.state.succ[0]?.id) return endOperation(turn);
  onHeadAnswer(turn, from, answer, op);
}

/** The head answers through somebody else. */
export function onStateThrough(
  turn: Turn,
  proxy: Contact,
  { n, target, phase, pred, succ }: Extract<Message, { kind: 'relay-pong' }>,
): void {
  const { op } = turn.state;
  if (op?.kind !== 'stabilize' || op.candidate !== undefined || !isSameContact(op.head, target)) return;
  if (!isAskedThrough(op.relay, proxy, n) || !takesPart(phase)) return;
  onOperationState(turn, op.head, { kind: 'state', n: op.n, version: notSaid, phase, pred, succ });
}

function onHeadAnswer(turn: Turn, head: Contact, answer: StateAnswer, op: Stabilizing): void {
  if (answer.phase === 'leaving') return dropHead(turn, answer.succ, 'left', head.id);
  const rest = believed(turn, answer.succ);
  setSucc(turn, successorList(turn.state, head, rest), op.reason, op.by);
  agree(turn, head, answer);
  const [nearer] = believed(turn, answer.pred.slice(0, 1));
  if (nearer !== undefined && isNearerSuccessor(turn.state, nearer)) {
    const n = turn.nextN();
    const retryAt = turn.now + Math.min(candidateLimitMs, turn.state.options.pingMs);
    turn.set({ op: { ...op, n, candidate: nearer, retryAt } });
    return turn.send(nearer, { kind: 'ask-state', n });
  }
  // In a quiet round it knows already that we point at it, and who our pred is.
  if (op.reason !== 'stabilize' || !isSameContact(answer.pred[0], turn.state.self)) notifyHead(turn);
  endOperation(turn);
}

/** The head's lists are as we know them. */
export function onHeadUnchanged(turn: Turn, from: Contact, n: number): void {
  const { op } = turn.state;
  if (op?.kind !== 'stabilize' || op.n !== n || op.candidate !== undefined || !isSameContact(op.head, from))
    return;
  // Ours have changed meanwhile, so that it has to be told whole.
  if (!isAgreed(turn, from)) return turn.send(from, { kind: 'ask-state', n });
  if (op.reason !== 'stabilize') notifyHead(turn);
  endOperation(turn);
}

function onCandidateAnswer(
  turn: Turn,
  from: Contact,
  answer: StateAnswer,
  reason: ChangeReason,
  by: Identifier | null = from.id,
): void {
  const isWelcome = answer.phase !== 'leaving' && isNearerSuccessor(turn.state, from);
  if (isWelcome) {
    const rest = believed(turn, answer.succ);
    setSucc(turn, successorList(turn.state, from, rest), reason, by);
    // It may know of somebody nearer still: walking back goes on at once, not one peer an interval.
    const [nearer] = answer.pred;
    if (nearer !== undefined && isNearerSuccessor(turn.state, nearer)) turn.set({ again: { reason, by } });
  }
  notifyHead(turn);
  endOperation(turn);
}

/** The head says or shows that it is going: its own list helps when ours is exhausted. */
export function dropHead(
  turn: Turn,
  itsSucc: readonly Contact[],
  reason: ChangeReason,
  gone: Identifier,
): void {
  const { state } = turn;
  const rest = state.succ.filter((contact) => contact.id !== gone);
  const others = itsSucc.filter(
    (contact) => contact.id !== gone && contact.id !== state.self.id && !hasLeft(state, contact),
  );
  const [next, ...further] = withoutSilent(state, rest.length > 0 ? rest : others);
  const succ = next === undefined ? [] : successorList(state, next, further);
  if (state.op?.kind === 'stabilize') turn.set({ op: undefined });
  setSucc(turn, succ, reason, gone);
  if (others.length + rest.length === 0 && reason === 'left' && state.phase !== 'isolated')
    turn.set({ isAlone: true });
  startStabilize(turn, reason, gone);
}

/** Tells our head that we hold it for our successor. */
export function notifyHead(turn: Turn): void {
  const [head] = turn.state.succ;
  if (head !== undefined && turn.state.phase !== 'leaving') {
    turn.send(head, { kind: 'notify', pred: turn.state.pred[0] ?? null });
  }
}

/** Ends the present operation and begins what waited for it: candidates first, then the round asked for meanwhile. */
export function endOperation(turn: Turn): void {
  turn.set({ op: undefined });
  while (turn.state.op === undefined) {
    const [next, ...rest] = turn.state.candidates;
    if (next === undefined) break;
    turn.set({ candidates: rest });
    considerCandidate(turn, next.contact, next.reason);
  }
  const { again, op } = turn.state;
  if (again === undefined || op !== undefined) return;
  turn.set({ again: undefined });
  startStabilize(turn, again.reason, again.by);
}

/** The peer we asked is no member, or could not be reached. */
export function onOperationRefused(turn: Turn, id: Identifier, n: number, isNoMember: boolean): void {
  const { op } = turn.state;
  if (op?.n !== n) return;
  if (op.kind === 'candidate' && op.contact.id === id) return endCandidate(turn);
  if (op.kind !== 'stabilize') return;
  if (op.candidate?.id === id) return endCandidate(turn);
  if (op.head.id === id && op.candidate === undefined && isNoMember)
    bury(turn, op.head, turn.now - op.askedAt);
}

function endCandidate(turn: Turn): void {
  notifyHead(turn);
  endOperation(turn);
}

/** Retries the question to the head until the detector's verdict, at most two intervals, at last also through others; lets a silent candidate go. */
export function operationTick(turn: Turn): void {
  const { op, options } = turn.state;
  if (op?.kind === 'candidate' && op.giveUpAt <= turn.now) return endCandidate(turn);
  if (op?.kind !== 'stabilize' || op.retryAt > turn.now) return;
  if (op.candidate !== undefined) return endCandidate(turn);
  const limitMs = Math.max(2 * options.pingMs, silenceMinMs);
  if (turn.now - op.askedAt >= limitMs) return bury(turn, op.head, turn.now - op.askedAt);
  const retryAt = turn.now + Math.min(retryMs, options.pingMs);
  const isRelayed = 2 * (turn.now - op.askedAt) >= limitMs || isOutOfReach(turn.state, op.head);
  const relay = isRelayed ? askThrough(turn, op.head, op.relay, op.n) : undefined;
  turn.set({ op: { ...op, retryAt, relay } });
  // The stream may wait for ever longer behind a lost packet.
  askHead(turn, op.head, op.n, 'datagram');
}
