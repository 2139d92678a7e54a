// Questions that are asked again until they are answered. Connections break and peers die, so nothing is believed to have arrived that was not
// answered; whoever stays silent is doubted, and only the ring's detector says that it is dead.

import { isSameContact, type Contact } from '../../ring/contact.ts';
import type { KeeperMessage } from './message.ts';
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

/** Takes the question that this answers away. Was there one? */
export function answered(turn: KeeperTurn, from: Contact, n: number): boolean {
  const { asks } = turn.state;
  const rest = asks.filter((each) => each.n !== n || !isSameContact(each.to, from));
  if (rest.length === asks.length) return false;
  turn.set({ asks: rest });
  return true;
}

/** Nobody waits for answers with this number any more. */
export function forget(turn: KeeperTurn, n: number): void {
  turn.set({ asks: turn.state.asks.filter((each) => each.n !== n) });
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
