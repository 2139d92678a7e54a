// What a client of this peer wants: find the owner, ask it, and again until there is an answer or the time is up. The same request may reach several
// owners one after the other; its number sees to it that it is obeyed once.

import { isSameContact, type Contact } from '../../../ring/contact.ts';
import type { LookupOutcome } from '../../../ring/effect.ts';
import { answered, ask, forget } from '../asks.ts';
import type { CallOutcome } from '../effect.ts';
import type { Ending, KeeperInput } from '../input.ts';
import type { KeeperMessage, Said } from '../message.ts';
import type { KeeperTurn } from '../turn.ts';
import { isUnderWay, patience, sureMs, transferMs } from './call-patience.ts';
import type { Call } from './serving-state.ts';

/** An owner that is not ready yet is asked again so soon. */
const pauseMs = 40;
/** A walk may be lost with whoever was to pass it on: so soon the next one sets out. The first that ends counts. */
const walkMs = 200;
const walksMax = 8;
const never = Number.POSITIVE_INFINITY;
function replace(turn: KeeperTurn, call: Call): Call {
  turn.set({ calls: new Map(turn.state.calls).set(call.tag, call) });
  return call;
}

export function startCall(turn: KeeperTurn, input: Extract<KeeperInput, { kind: 'call' }>): void {
  const { tag, name, key, wish, limitMs } = input;
  const call = replace(turn, {
    tag,
    n: turn.nextN(),
    name,
    key,
    wish,
    stage: 'finding',
    to: undefined,
    isActing: false,
    route: [],
    unreadySince: never,
    walks: 0,
    againAt: never,
    giveUpAt: turn.now + limitMs,
    limitMs,
    lastAt: turn.now + limitMs + patience * transferMs(wish),
    mayStand: false,
    isOld: false,
    entry: undefined,
    isSure: false,
    why: 'its owner was not found',
  });
  find(turn, call, wish.kind);
}

/** `purpose`: who looks again looks for itself, and tells nobody on the way what for. */
function find(turn: KeeperTurn, call: Call, purpose: Call['wish']['kind'] | 'upkeep'): void {
  const walks = call.stage === 'finding' ? call.walks + 1 : 1;
  const againAt = walks < walksMax ? turn.now + walkMs : never;
  replace(turn, { ...call, stage: 'finding', walks, againAt, isActing: false });
  const { tag, key, name } = call;
  turn.effects.push({ kind: 'find', tag, key, purpose, name });
}

export function onOwner(turn: KeeperTurn, tag: number, outcome: LookupOutcome): void {
  const call = turn.state.calls.get(tag);
  if (call?.stage !== 'finding') return;
  if (outcome.kind === 'failed') return pause(turn, { ...call, route: outcome.route }, outcome.message);
  bring(turn, { ...call, to: outcome.owner, route: outcome.route, againAt: never });
}

/** To the owner, with the bytes if there are any: large ones go before. */
function bring(turn: KeeperTurn, call: Call): void {
  const { to, wish, tag, name } = call;
  if (to === undefined) return;
  const isLarge = wish.kind === 'store' && 'parked' in wish.content;
  if (!isLarge || to.id === turn.state.self.id) return put(turn, call);
  replace(turn, { ...call, stage: 'shipping' });
  const token = turn.begin({ kind: 'ship-call', tag });
  const { request, bytes, sha256 } = wish;
  turn.effects.push({
    kind: 'ship',
    token,
    to,
    id: request,
    entry: { name, bytes, sha256 },
    from: { parked: request },
  });
}

export function onCallShipped(turn: KeeperTurn, tag: number, ending: Ending): void {
  const call = turn.state.calls.get(tag);
  if (call?.stage !== 'shipping') return;
  if (ending.kind === 'done') return put(turn, call);
  if (ending.code === 'disk-full')
    return end(turn, call, failed(call, 'disk-full', !call.mayStand, ending.message));
  pause(turn, call, ending.message);
}

function put(turn: KeeperTurn, call: Call): void {
  const { to, name, key, wish, isActing } = call;
  if (to === undefined) return;
  // Another number each time: what was asked before has an answer of its own, which may still come.
  const n = turn.nextN();
  const giveUpAt = Math.max(call.giveUpAt, Math.min(call.lastAt, turn.now + call.limitMs + transferMs(wish)));
  replace(turn, {
    ...call,
    n,
    giveUpAt,
    why: `peer ${to.id} has not answered`,
    stage: 'asking',
    mayStand: call.mayStand || wish.kind === 'store',
  });
  const about = { n, name, key, isActing } as const;
  const message: KeeperMessage & { readonly n: number } =
    wish.kind === 'request'
      ? { kind: 'request', ...about, acceptsOld: turn.now - call.unreadySince >= sureMs }
      : {
          kind: 'store',
          ...about,
          request: wish.request,
          bytes: wish.bytes,
          sha256: wish.sha256,
          content: 'bytes' in wish.content ? wish.content.bytes : null,
        };
  ask(turn, to, message);
}

type Answer = Said<'stored'> | Said<'value'> | Said<'moved'> | Said<'refused'>;

function callOf(turn: KeeperTurn, from: Contact, answer: Answer): Call | undefined {
  const call = [...turn.state.calls.values()].find((each) => each.n === answer.n);
  return answered(turn, from, answer) ? call : undefined;
}

export function onStored(turn: KeeperTurn, from: Contact, said: Said<'stored'>): void {
  const { stamp, holders, wanted } = said;
  const call = callOf(turn, from, said);
  if (call === undefined) return;
  end(turn, call, { kind: 'stored', owner: from.id, route: call.route, stamp, holders, wanted });
}

export function onValue(turn: KeeperTurn, from: Contact, said: Said<'value'>): void {
  const { entry, bytes, isSure } = said;
  const call = callOf(turn, from, said);
  if (call === undefined) return;
  const { tag, name } = call;
  replace(turn, { ...call, stage: 'delivering', to: from, entry, isSure });
  if (!isSameContact(from, turn.state.self)) {
    turn.effects.push({ kind: 'announce', notice: { event: 'value-at', name, owner: from.id } });
    turn.effects.push({ kind: 'announce', notice: { event: 'receiving', name, owner: from.id } });
  }
  turn.effects.push({ kind: 'deliver', tag, entry, from: bytes === null ? { peer: from } : { bytes } });
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
    const unreadySince = code === 'unready' ? Math.min(call.unreadySince, turn.now) : never;
    return pause(turn, { ...next, unreadySince, mayStand: next.mayStand || isRepeated }, message);
  }
  end(turn, next, failed(next, code, !next.mayStand, message));
}

function pause(turn: KeeperTurn, call: Call, why: string): void {
  forget(turn, call.n);
  replace(turn, {
    ...call,
    stage: 'pausing',
    againAt: turn.now + turn.jitter(pauseMs),
    why,
    isOld: call.mayStand,
  });
}

/** Nobody listens there any more, as when the owner has just left: whoever is the owner now is found once more. */
export function onCallUndelivered(turn: KeeperTurn, to: Contact, message: KeeperMessage): void {
  if (message.kind !== 'store' && message.kind !== 'request') return;
  const call = [...turn.state.calls.values()].find((each) => each.n === message.n);
  if (call?.stage === 'asking' && isSameContact(call.to, to))
    pause(turn, call, `peer ${to.id} cannot be reached`);
}

/** Whoever was asked is gone: ask the one that comes after it. */
export function forgetGoneCalls(turn: KeeperTurn, isGone: (contact: Contact) => boolean): void {
  for (const call of turn.state.calls.values()) {
    const isAsking = call.stage === 'asking' || call.stage === 'shipping';
    if (isAsking && call.to !== undefined && isGone(call.to)) pause(turn, call, `peer ${call.to.id} is gone`);
  }
}

export function callTick(turn: KeeperTurn): void {
  for (const call of turn.state.calls.values()) {
    if (call.giveUpAt <= turn.now && !isUnderWay(call)) {
      const isStore = call.wish.kind === 'store';
      const words = `no answer in time (${call.why})`;
      end(
        turn,
        call,
        failed(call, isStore && call.mayStand ? 'timeout' : 'unavailable', !call.mayStand, words),
      );
    } else if (call.againAt <= turn.now) find(turn, call, 'upkeep');
  }
}

function failed(
  { route, name }: Call,
  code: Extract<CallOutcome, { kind: 'failed' }>['code'],
  isDefinite: boolean,
  message: string,
): CallOutcome {
  const words = message.startsWith(name) ? message : `${name}: ${message}`;
  return { kind: 'failed', code, isDefinite, message: words, route };
}

function end(turn: KeeperTurn, call: Call, outcome: CallOutcome): void {
  forget(turn, call.n);
  const calls = new Map(turn.state.calls);
  calls.delete(call.tag);
  turn.set({ calls });
  turn.effects.push({ kind: 'call-ended', tag: call.tag, outcome });
}
