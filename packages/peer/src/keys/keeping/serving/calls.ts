// The calls of clients under way, each known by its tag and by the numbers that it asks others with.

import type { Contact } from '../../../ring/contact.ts';
import { answered, forget } from '../asks.ts';
import type { Said } from '../message.ts';
import type { KeeperTurn } from '../turn.ts';
import type { Call } from './serving-state.ts';

export type Answer = Said<'stored'> | Said<'value'> | Said<'moved'> | Said<'refused'>;

export function replaceCall(turn: KeeperTurn, call: Call): Call {
  turn.set({ calls: new Map(turn.state.calls).set(call.tag, call) });
  return call;
}

/** The call whose question this answers; undefined when nobody waits for it any more. */
export function callOf(turn: KeeperTurn, from: Contact, answer: Answer): Call | undefined {
  const call = [...turn.state.calls.values()].find((each) => each.n === answer.n);
  return answered(turn, from, answer) ? call : undefined;
}

/** Nobody is asked any more for what this call wants. */
export function forgetAsked(turn: KeeperTurn, { n, aside }: Call): void {
  forget(turn, n);
  if (aside !== undefined) forget(turn, aside.n);
}
