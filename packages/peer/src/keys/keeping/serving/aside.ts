// Beside the way to the owner. A request that waits too long asks those who stand around the key whether they have a copy, which may be old: so nobody
// has to wait for the verdict on an owner that has just died. Only an owner can say that a name is not stored.

import type { Contact } from '../../../ring/contact.ts';
import type { LookupOutcome } from '../../../ring/effect.ts';
import { clockwise } from '../../../ring/space.ts';
import { ask, forget, isGone } from '../asks.ts';
import type { KeeperTurn } from '../turn.ts';
import { replaceCall } from './calls.ts';
import type { Call } from './serving-state.ts';

/** Finds out who stands around the key; once more with the same tag, so that it is one lookup however often. */
export function lookAside(turn: KeeperTurn, call: Call): void {
  const { key, aside } = call;
  if (aside !== undefined) forget(turn, aside.n);
  // Below zero, where no client's calls are.
  const tag = aside?.tag ?? -turn.nextN();
  replaceCall(turn, { ...call, aside: { tag, n: turn.nextN(), since: turn.now } });
  turn.effects.push({ kind: 'find', tag, seek: 'near', key, purpose: 'upkeep', name: null });
}

/** They are known: the first R at or after the key are asked. False: it was no walk of ours. */
export function onNear(turn: KeeperTurn, tag: number, outcome: LookupOutcome): boolean {
  const call = [...turn.state.calls.values()].find(({ aside }) => aside?.tag === tag);
  if (call?.aside === undefined) return false;
  if (outcome.kind === 'failed') return true;
  const { n } = call.aside;
  const { name, key } = call;
  for (const contact of firstAfter(turn, key, [outcome.owner, ...outcome.succ]))
    ask(turn, contact, { kind: 'request', n, name, key, isActing: false, acceptsOld: true });
  return true;
}

function firstAfter(
  { state }: KeeperTurn,
  key: Call['key'],
  contacts: readonly Contact[],
): readonly Contact[] {
  const { space, replicas } = state.options;
  return contacts
    .filter((contact) => !isGone(state, contact))
    .toSorted((a, b) => clockwise(space, key, a.id) - clockwise(space, key, b.id))
    .slice(0, replicas);
}
