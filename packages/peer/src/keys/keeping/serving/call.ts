// What a client of this peer wants: find the owner, ask it, and again until there is an answer or the time is up. The same request may reach several
// owners one after the other; its number sees to it that it is obeyed once. What they answer is in call-answers.ts.

import { isSameContact, type Contact } from '../../../ring/contact.ts';
import type { LookupOutcome } from '../../../ring/effect.ts';
import { ask, forget, forgetOne } from '../asks.ts';
import type { CallOutcome } from '../effect.ts';
import type { Ending, KeeperInput } from '../input.ts';
import type { KeeperMessage } from '../message.ts';
import type { KeeperTurn } from '../turn.ts';
import { lookAside } from './aside.ts';
import { asideAt, isUnderWay, patience, sureMs, transferMs } from './call-patience.ts';
import { forgetAsked, replaceCall } from './calls.ts';
import type { Call } from './serving-state.ts';

/** An owner that is not ready yet is asked again so soon. */
const pauseMs = 40;
/** A walk may be lost with whoever was to pass it on: so soon the next one sets out. The first that ends counts. */
const walkMs = 200;
const walksMax = 8;
const never = Number.POSITIVE_INFINITY;

export function startCall(turn: KeeperTurn, input: Extract<KeeperInput, { kind: 'call' }>): void {
  const { tag, name, key, wish, limitMs } = input;
  const call = replaceCall(turn, {
    tag,
    n: turn.nextN(),
    name,
    key,
    wish,
    stage: 'finding',
    to: undefined,
    isActing: false,
    route: [],
    since: turn.now,
    askedAt: turn.now,
    aside: undefined,
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
  replaceCall(turn, { ...call, stage: 'finding', walks, againAt, isActing: false });
  const { tag, key, name } = call;
  turn.effects.push({ kind: 'find', tag, seek: 'owner', key, purpose, name });
}

export function onOwner(turn: KeeperTurn, tag: number, outcome: LookupOutcome): void {
  const call = turn.state.calls.get(tag);
  if (call?.stage !== 'finding') return;
  if (outcome.kind === 'failed') return pause(turn, { ...call, route: outcome.route }, outcome.message);
  bring(turn, { ...call, to: outcome.owner, route: outcome.route, againAt: never });
}

/** To the owner, with the bytes if there are any: large ones go before. */
export function bring(turn: KeeperTurn, call: Call): void {
  const { to, wish, tag, name } = call;
  if (to === undefined) return;
  const isLarge = wish.kind === 'store' && 'parked' in wish.content;
  if (!isLarge || to.id === turn.state.self.id) return put(turn, call);
  replaceCall(turn, { ...call, stage: 'shipping' });
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
  replaceCall(turn, {
    ...call,
    n,
    giveUpAt,
    why: `peer ${to.id} has not answered`,
    stage: 'asking',
    askedAt: turn.now,
    mayStand: call.mayStand || wish.kind === 'store',
  });
  const about = { n, name, key, isActing } as const;
  const message: KeeperMessage & { readonly n: number } =
    wish.kind === 'request'
      ? { kind: 'request', ...about, acceptsOld: turn.now - call.since >= sureMs }
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

export function pause(turn: KeeperTurn, call: Call, why: string): void {
  forget(turn, call.n);
  replaceCall(turn, {
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
  const isBeside = [...turn.state.calls.values()].some(({ aside }) => aside?.n === message.n);
  if (isBeside) return forgetOne(turn, message.n, to);
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
      continue;
    }
    if (asideAt(call) <= turn.now) lookAside(turn, call);
    const present = turn.state.calls.get(call.tag);
    if (present !== undefined && present.againAt <= turn.now) find(turn, present, 'upkeep');
  }
}

export function failed(
  { route, name }: Call,
  code: Extract<CallOutcome, { kind: 'failed' }>['code'],
  isDefinite: boolean,
  message: string,
): CallOutcome {
  const words = message.startsWith(name) ? message : `${name}: ${message}`;
  return { kind: 'failed', code, isDefinite, message: words, route };
}

export function end(turn: KeeperTurn, call: Call, outcome: CallOutcome): void {
  forgetAsked(turn, call);
  const calls = new Map(turn.state.calls);
  calls.delete(call.tag);
  turn.set({ calls });
  turn.effects.push({ kind: 'call-ended', tag: call.tag, outcome });
}
