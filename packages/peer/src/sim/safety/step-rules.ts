// What no single step of one peer may do, whatever it heard: take a successor unasked, give up a predecessor unprobed, hold somebody dead who was
// not asked, go back to a former life, put off the end of its own question, be without a successor and ask nobody.

import {
  between,
  type Contact,
  type Effect,
  type Identifier,
  type Input,
  type Message,
  type RingState,
} from '../../ring/index.ts';
import type { Seat } from '../seat.ts';
import type { Rule, Violation } from './violation.ts';

/** A peer is refused for so long, or silent for 0.9 intervals, before it is held dead. */
const refusedMs = 600;
/** A question may go unanswered for two intervals, and for so long at least. */
const silenceMinMs = 3_000;
/** It is repeated every half second, and looked after as late as a host may be. */
const retryMs = 500;
const lateMs = 100;

export function stepViolations(
  { self, state, lagMs }: Pick<Seat, 'self' | 'state' | 'lagMs'>,
  before: RingState,
  input: Input,
  effects: readonly Effect[],
  now: number,
): Violation[] {
  const broken: Violation[] = [];
  const say = (rule: Rule, words: string): void =>
    void broken.push({ rule, words: `peer ${self.id} ${words}` });
  const [head] = state.succ;
  if (head !== undefined && head.id !== before.succ[0]?.id && !mayBecomeHead(before, input, head))
    say('candidates', `took peer ${head.id} for its successor unasked`);
  const [was] = before.pred;
  if (was !== undefined && was.id !== state.pred[0]?.id && !mayGiveWay(was, state, effects))
    say('rectify', `gave up its predecessor ${was.id} for ${state.pred[0]?.id ?? 'nobody'} unprobed`);
  for (const effect of effects) {
    const peer = heldDead(effect);
    if (peer !== undefined && !isOwnVerdict(before, input, peer, now))
      say('verdicts', `held peer ${peer} dead without asking it`);
  }
  if (state.known !== before.known)
    for (const id of sunkEpochs(before, state)) say('epochs', `went back to a former life of peer ${id}`);
  if (input.kind !== 'slept' && isPutOff(before, state)) say('bounds', 'put off the end of its question');
  const { op, options } = state;
  const limitMs = silenceMaxMs(options.pingMs) + 2 * retryMs + lateMs + lagMs;
  if (op?.kind === 'stabilize' && now - op.askedAt > limitMs)
    say('bounds', `waits ${now - op.askedAt} ms for an answer`);
  if (isResigned(before, state)) say('refill', 'has lost its whole list and asks nobody it knew');
  return broken;
}

/** It stood in the list before, or answered us itself; only one that leaves may name somebody in its own place. */
function mayBecomeHead({ succ, op }: RingState, input: Input, head: Contact): boolean {
  const isIt = ({ id }: Contact): boolean => id === head.id;
  if (succ.some(isIt)) return true;
  if (op?.kind === 'refill' && op.answers.some(({ contact }) => isIt(contact))) return true;
  if (input.kind !== 'received') return false;
  const { from, message } = input;
  if (message.kind === 'state' && isIt(from)) return true;
  const farewell = farewellIn(from, message);
  return farewell !== undefined && farewell.from.id === succ[0]?.id && farewell.succ.some(isIt);
}

/** Who leaves, and whom it names in its place. Its state may also have come through somebody else. */
function farewellIn(
  from: Contact,
  message: Message,
): { readonly from: Contact; readonly succ: readonly Contact[] } | undefined {
  if (message.kind === 'leave') return { from, succ: message.succ };
  if (message.kind !== 'state' && message.kind !== 'relay-pong') return undefined;
  const { phase, succ } = message;
  if (phase !== 'leaving') return undefined;
  return { from: message.kind === 'state' ? from : message.target, succ };
}

function mayGiveWay(was: Contact, { pred, self, options }: RingState, effects: readonly Effect[]): boolean {
  const [is] = pred;
  if (is !== undefined && between(options.space, was.id, is.id, self.id)) return true;
  return effects.some(
    (effect) =>
      effect.kind === 'announce' &&
      (effect.notice.event === 'died' || effect.notice.event === 'departed') &&
      effect.notice.peer === was.id,
  );
}

function heldDead(effect: Effect): Identifier | undefined {
  return effect.kind === 'announce' && effect.notice.event === 'died' ? effect.notice.peer : undefined;
}

/** Our own questions to it went unanswered for long enough, or it says itself that it is no member, or lives a later life. */
function isOwnVerdict(
  { watches, op, options }: RingState,
  input: Input,
  id: Identifier,
  now: number,
): boolean {
  const { pingMs } = options;
  const watch = watches.find(({ contact }) => contact.id === id);
  const askedAt = Math.min(watch?.askedAt ?? now, watch?.refusedSince ?? now);
  if (now - askedAt >= Math.min(refusedMs, 0.9 * pingMs)) return true;
  if (input.kind === 'received' && input.from.id === id) {
    if (input.message.kind === 'not-member') return true;
    if (watch !== undefined && input.from.epoch > watch.contact.epoch) return true;
  }
  return op?.kind === 'stabilize' && op.head.id === id && now - op.askedAt >= silenceMaxMs(pingMs);
}

function silenceMaxMs(pingMs: number): number {
  return Math.max(2 * pingMs, silenceMinMs);
}

/** Whom it knows in an earlier life than before. */
function* sunkEpochs(before: RingState, { known }: RingState): Iterable<Identifier> {
  for (const [id, { epoch }] of before.known) if (epoch > (known.get(id)?.epoch ?? epoch)) yield id;
}

/** Has the question that is still the same one got a later end? */
function isPutOff({ op }: RingState, { op: next }: RingState): boolean {
  return op !== undefined && next !== undefined && op.n === next.n && endOf(next) > endOf(op);
}

/** Moves with the end of the question. To the head it is the time since it was asked that counts. */
function endOf(op: NonNullable<RingState['op']>): number {
  switch (op.kind) {
    case 'stabilize':
      return op.candidate === undefined ? op.askedAt : op.retryAt;
    case 'candidate':
      return op.giveUpAt;
    case 'refill':
      return op.decideAt;
  }
}

/** A whole list is lost only once everybody known was asked; who is alone by right has nobody to ask. */
function isResigned(before: RingState, { phase, succ, isAlone, op, known, self }: RingState): boolean {
  if (succ.length > 0 || isAlone) return false;
  if (phase === 'member') return op === undefined;
  if (phase !== 'isolated' || before.phase !== 'member' || before.op?.kind === 'refill') return false;
  return [...known.keys()].some((id) => id !== self.id);
}
