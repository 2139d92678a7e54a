// Stores that have to wait for another one of the same name, and those that were refused: nobody hears two answers to one question.

import type { Contact } from '../../../ring/contact.ts';
import type { Said } from '../message.ts';
import type { KeeperState } from '../state.ts';
import type { KeeperTurn } from '../turn.ts';
import type { Write } from './serving-state.ts';

const queueMax = 256;

const refusedMs = 60_000;

/** One write of a name after the other: each knows of those before it. */
export function isQueued(turn: KeeperTurn, from: Contact, said: Said<'store'>): boolean {
  const { writes, queue } = turn.state;
  if (![...writes.values()].some(({ entry }) => entry.name === said.name)) return false;
  const others = queue.filter((each) => each.from.id !== from.id || each.said.n !== said.n);
  turn.set({ queue: [...others, { from, said }].slice(-queueMax) });
  return true;
}

/** The next store of that name, taken out of the queue. */
export function nextQueued(turn: KeeperTurn, name: string): KeeperState['queue'][number] | undefined {
  const next = turn.state.queue.find(({ said }) => said.name === name);
  if (next !== undefined) turn.set({ queue: turn.state.queue.filter((each) => each !== next) });
  return next;
}

export function rememberRefusal(turn: KeeperTurn, to: Contact, answer: Said<'refused'>): void {
  const others = turn.state.refused.filter(({ until }) => until > turn.now);
  const by = askerOf(to, answer.n);
  turn.set({ refused: [...others, { by, answer, until: turn.now + refusedMs }].slice(-queueMax) });
}

/** The same question once more, after it was refused for certain. */
export function refusalOf(turn: KeeperTurn, from: Contact, n: number): Said<'refused'> | undefined {
  const by = askerOf(from, n);
  return turn.state.refused.find((each) => each.by === by)?.answer;
}

function askerOf({ id, epoch }: Contact, n: number): string {
  return `${id}.${epoch}.${n}`;
}

/** A write under way for this request, if there is one: whoever asks again waits for the same answer. */
export function writeOf(turn: KeeperTurn, request: string): Write | undefined {
  return [...turn.state.writes.values()].find((write) => write.request === request);
}
