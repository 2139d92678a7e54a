// What owners, and those who may have copies, answer to the calls of clients.

import { isSameContact, type Contact } from '../../../ring/contact.ts';
import { answered } from '../asks.ts';
import type { Ending } from '../input.ts';
import type { Said } from '../message.ts';
import type { KeeperTurn } from '../turn.ts';
import { bring, end, failed, pause } from './call.ts';
import { callOf, forgetAsked, replaceCall } from './calls.ts';
import type { Call } from './serving-state.ts';

export function onStored(turn: KeeperTurn, from: Contact, said: Said<'stored'>): void {
  const { stamp, holders, wanted } = said;
  const call = callOf(turn, from, said);
  if (call === undefined) return;
  end(turn, call, { kind: 'stored', owner: from.id, route: call.route, stamp, holders, wanted });
}

export function onValue(turn: KeeperTurn, from: Contact, said: Said<'value'>): void {
  const { entry, bytes, isSure } = said;
  const call = valueFor(turn, from, said);
  if (call === undefined) return;
  const { tag, name } = call;
  forgetAsked(turn, call);
  replaceCall(turn, { ...call, stage: 'delivering', to: from, aside: undefined, entry, isSure });
  if (!isSameContact(from, turn.state.self)) {
    turn.effects.push({ kind: 'announce', notice: { event: 'value-at', name, owner: from.id } });
    turn.effects.push({ kind: 'announce', notice: { event: 'receiving', name, owner: from.id } });
  }
  turn.effects.push({ kind: 'deliver', tag, entry, from: bytes === null ? { peer: from } : { bytes } });
}

/** Whoever comes first with it: the owner, or somebody who was asked beside it. */
function valueFor(turn: KeeperTurn, from: Contact, said: Said<'value'>): Call | undefined {
  const beside = [...turn.state.calls.values()].find(({ aside }) => aside?.n === said.n);
  if (beside === undefined) return callOf(turn, from, said);
  return answered(turn, from, said) ? beside : undefined;
}

export function onDelivered(turn: KeeperTurn, tag: number, ending: Ending): void {
  const call = turn.state.calls.get(tag);
  if (call?.stage !== 'delivering') return;
  const { to, route, entry, isSure } = call;
  if (ending.kind === 'done' && to !== undefined && entry !== undefined)
    return end(turn, call, { kind: 'delivered', owner: to.id, route, entry, isSure });
  if (ending.kind === 'failed' && (ending.code === 'disk-full' || ending.code === 'disk-failed'))
    return end(turn, call, failed(call, ending.code, true, ending.message));
  pause(turn, call, ending.kind === 'failed' ? ending.message : 'it did not arrive');
}

export function onMoved(turn: KeeperTurn, from: Contact, said: Said<'moved'>): void {
  const isRepeated = wasRepeated(turn, from, said.n);
  const call = callOf(turn, from, said);
  if (call !== undefined)
    bring(turn, { ...call, to: said.to, isActing: true, mayStand: call.isOld || isRepeated });
}

/** Was it asked more than once? Then one copy may be refused for now, and the next one obeyed. */
function wasRepeated({ state }: KeeperTurn, from: Contact, n: number): boolean {
  return state.asks.some((each) => each.n === n && isSameContact(each.to, from) && each.isRepeated);
}

export function onRefused(turn: KeeperTurn, from: Contact, said: Said<'refused'>): void {
  const isRepeated = wasRepeated(turn, from, said.n);
  const call = callOf(turn, from, said);
  if (call === undefined) return;
  const { code, isDefinite, message } = said;
  // What an owner before may have done is as uncertain as it was.
  const next = { ...call, mayStand: isDefinite ? call.isOld : true };
  if (code === 'not-owner' || code === 'unready') {
    return pause(turn, { ...next, mayStand: next.mayStand || isRepeated }, message);
  }
  end(turn, next, failed(next, code, !next.mayStand, message));
}
