// Questions that are asked again until they are answered. Connections break and peers die, so nothing is believed to have arrived that was not
// answered; whoever stays silent is doubted, and only the ring's detector says that it is dead.

import { isSameContact, type Contact } from '../../ring/contact.ts';
import type { KeeperMessage, KeeperMessageKind } from './message.ts';
import type { Ask, KeeperState } from './state.ts';
import type { KeeperTurn } from './turn.ts';

const againMs = 400;
/** After so long without an answer the detector is asked to look. */
const doubtMs = 300;
/** What broke is asked again so soon. */
const brokenMs = 50;

/** Asks `to`, and goes on asking. One question for each number and peer. */
export function ask(turn: KeeperTurn, to: Contact, message: KeeperMessage & { readonly n: number }): void {
  const { n } = message;
  const others = turn.state.asks.filter((each) => each.n !== n || !isSameContact(each.to, to));
  const entry = { n, to, message, since: turn.now, againAt: turn.now + againMs, isRepeated: false };
  turn.set({ asks: [...others, entry] });
  turn.send(to, message);
}

/** What is asked for each answer: one that comes twice must not be taken for the answer to the next question of that number. */
const questions: Readonly<Partial<Record<KeeperMessageKind, readonly KeeperMessageKind[]>>> = {
  granted: ['claim'],
  contested: ['claim', 'open', 'copy', 'whole'],
  opened: ['open'],
  copied: ['copy'],
  'whole-heard': ['whole'],
  differences: ['digest'],
  values: ['collect'],
  prepared: ['replicate'],
  committed: ['replicate', 'commit'],
  declined: ['replicate', 'commit'],
  held: ['ask-held'],
  relieved: ['depart'],
  'offer-heard': ['offer'],
  stored: ['store'],
  value: ['request'],
  moved: ['store', 'request'],
  refused: ['store', 'request'],
};

/** Takes the question that this answers away. Was there one? */
export function answered(
  turn: KeeperTurn,
  from: Contact,
  { kind, n }: Extract<KeeperMessage, { readonly n: number }>,
): boolean {
  const { asks } = turn.state;
  const asked = questions[kind] ?? [];
  const rest = asks.filter(
    (each) => each.n !== n || !asked.includes(each.message.kind) || !isSameContact(each.to, from),
  );
  if (rest.length === asks.length) return false;
  turn.set({ asks: rest });
  return true;
}

/** Nobody waits for answers with this number any more. */
export function forget(turn: KeeperTurn, n: number): void {
  turn.set({ asks: turn.state.asks.filter((each) => each.n !== n) });
}

/** Nobody waits for what this one says to it. */
export function forgetOne(turn: KeeperTurn, n: number, to: Contact): void {
  turn.set({ asks: turn.state.asks.filter((each) => each.n !== n || !isSameContact(each.to, to)) });
}

/** Questions to peers that are gone have no answer. */
export function forgetGone(turn: KeeperTurn): void {
  const { asks } = turn.state;
  const rest = asks.filter(({ to }) => !isGone(turn.state, to));
  if (rest.length < asks.length) turn.set({ asks: rest });
}

/** Is this life of that peer over, as far as the ring knows, or we have heard? */
export function isGone(
  { view: { silent, succ, pred }, lives }: Pick<KeeperState, 'view' | 'lives'>,
  { id, epoch }: Contact,
): boolean {
  const isLater = (each: Contact | undefined): boolean => each?.id === id && each.epoch > epoch;
  return (
    (lives.get(id) ?? 0) > epoch ||
    silent.some((each) => each.id === id && each.epoch >= epoch) ||
    isLater(pred) ||
    succ.some(isLater)
  );
}

export function askTick(turn: KeeperTurn): void {
  for (const each of turn.state.asks) {
    if (each.againAt > turn.now) continue;
    const isOther = each.to.id !== turn.state.self.id;
    if (isOther && turn.now - each.since >= doubtMs) turn.effects.push({ kind: 'doubt', contact: each.to });
    again(turn, each);
  }
}

function again(turn: KeeperTurn, asked: Ask): void {
  const next = { ...asked, againAt: turn.now + againMs, isRepeated: true };
  turn.set({ asks: turn.state.asks.map((each) => (each === asked ? next : each)) });
  turn.send(asked.to, asked.message);
}

/** It did not get there: ask again soon, and have the detector look. */
export function onUndelivered(turn: KeeperTurn, to: Contact, message: KeeperMessage): void {
  const n = 'n' in message ? message.n : undefined;
  const asked = turn.state.asks.find((each) => each.n === n && isSameContact(each.to, to));
  if (asked === undefined) return;
  turn.effects.push({ kind: 'doubt', contact: to });
  const next = { ...asked, againAt: turn.now + brokenMs };
  turn.set({ asks: turn.state.asks.map((each) => (each === asked ? next : each)) });
}

/** Whom at that address this message was for; undefined when nobody waits for its answer any more. */
export function askedAt(
  { asks }: Pick<KeeperState, 'asks'>,
  address: Contact['address'],
  message: KeeperMessage,
): Contact | undefined {
  const n = 'n' in message ? message.n : undefined;
  return asks.find((each) => each.to.address === address && each.n === n)?.to;
}

/** Of those whose death would change who owns or holds something of ours: who is at that address? */
export function partnerAt(
  { view, tenure, bid, charter, self }: KeeperState,
  address: Contact['address'],
): Contact | undefined {
  const { pred, succ } = view;
  const owners = charter.segments.flatMap(({ owner }) => (owner === null ? [] : [owner]));
  const around = [...(pred === undefined ? [] : [pred]), ...succ];
  const all = [
    ...(tenure?.holders ?? []),
    ...(bid?.holders ?? []),
    ...(bid?.others ?? []),
    ...around,
    ...owners,
  ];
  return all.find((each) => each.address === address && each.id !== self.id);
}
