// The asker's side of a walk: attempts, traces, the limit, and whose question it was. Every lookup ends with an answer or a reason.

import type { Address, Contact } from './contact.ts';
import type { LookupFailure } from './effect.ts';
import type { Input } from './input.ts';
import { onFingerFound, onFingerLost } from './fingers.ts';
import { onJoinWalkFailed, onPlaceFound } from './join.ts';
import { onMergeFailed, onMergeFound } from './merge.ts';
import type { Message, Seek, StuckCode, WalkPurpose } from './message.ts';
import { hopLimit } from './routing.ts';
import type { Identifier } from './space.ts';
import type { Lookup } from './state.ts';
import { suspectAll } from './suspects.ts';
import type { Turn } from './turn.ts';
import { onWalk } from './walk.ts';

const lookupsMax = 1_024;
const attemptMs = 500;
const attemptMaxMs = 2_000;
const stuckPauseMs = 250;
const avoidMax = 16;
const viaLimitMs = 3_000;
const fingerLimitMs = 500;
/** A `lastHop` beyond every trace. */
const hasEnded = Number.POSITIVE_INFINITY;

/** A lookup as its owner asks for it. */
export interface Wanted {
  readonly use: Lookup['use'];
  readonly seek: Seek;
  readonly key: Identifier;
  readonly purpose: WalkPurpose;
  readonly name: string | null;
  /** Begin at this address and not here. */
  readonly via?: Address;
}

/** Begins a lookup. One over the bound is refused at once. */
export function startLookup(turn: Turn, wanted: Wanted): void {
  const n = turn.nextN();
  const isFinger = wanted.use.kind === 'finger';
  const limitMs = wanted.via === undefined ? lookupLimitMs(turn) : isFinger ? fingerLimitMs : viaLimitMs;
  const lookup: Lookup = {
    ...wanted,
    n,
    via: wanted.via,
    attempt: 1,
    // The ring's own questions come again by themselves; repeated under load they would only add to it.
    retryAt: wanted.purpose === 'upkeep' ? Number.POSITIVE_INFINITY : turn.now + attemptMs,
    giveUpAt: turn.now + limitMs,
    avoid: [],
    lastTo: undefined,
    lastHop: -1,
    lastStuck: undefined,
    route: [],
  };
  if (turn.state.lookups.length >= lookupsMax) return fail(turn, lookup, 'busy');
  turn.set({ lookups: [...turn.state.lookups, lookup] });
  send(turn, lookup);
}

/**
 * Walks for somebody at this peer. Asked once more with the same tag, the next attempt sets out at once, under the purpose and name that are given now; the
 * answer to any of them ends it.
 */
export function lookUp(
  turn: Turn,
  { tag, seek, key, purpose, name }: Extract<Input, { kind: 'lookup' }>,
): void {
  const known = turn.state.lookups.find(({ use }) => use.kind === 'host' && use.tag === tag);
  if (known === undefined) return startLookup(turn, { use: { kind: 'host', tag }, seek, key, purpose, name });
  const lastHop = known.lastHop === hasEnded ? hasEnded : -1;
  const next = { ...known, attempt: known.attempt + 1, lastTo: undefined, lastHop };
  replace(turn, next);
  send(turn, { ...next, purpose, name });
}

/** A lookup through our own routing ends within three intervals, at least 5 s. */
function lookupLimitMs(turn: Turn): number {
  return Math.max(3 * turn.state.options.pingMs, 5_000);
}

function send(turn: Turn, lookup: Lookup): void {
  const { n, attempt, seek, key, purpose, name, avoid, via, use } = lookup;
  // Whoever is our finger we hold for the owner; the question is worth no connection.
  const isToFinger = use.kind === 'finger' && via !== undefined;
  const { self } = turn.state;
  const hopsLeft = hopLimit(turn.state);
  const walk = {
    n,
    attempt,
    asker: self,
    seek,
    key,
    purpose,
    name,
    route: [],
    hopsLeft,
    isFinal: isToFinger,
    isTraced: attempt > 1,
    avoid,
  };
  if (via === undefined) onWalk(turn, walk);
  else turn.send(via, { kind: 'find', walk }, isToFinger ? 'datagram' : 'stream');
}

function take(turn: Turn, n: number): Lookup | undefined {
  const lookup = turn.state.lookups.find((each) => each.n === n);
  if (lookup !== undefined) turn.set({ lookups: turn.state.lookups.filter((each) => each !== lookup) });
  return lookup;
}

function replace(turn: Turn, lookup: Lookup): void {
  turn.set({ lookups: turn.state.lookups.map((each) => (each.n === lookup.n ? lookup : each)) });
}

/** The owner, or the peer before the place, answers. */
export function onFound(turn: Turn, from: Contact, found: Extract<Message, { kind: 'found' }>): void {
  const lookup = turn.state.lookups.find((each) => each.n === found.n && each.seek === found.seek);
  if (lookup === undefined) return;
  take(turn, lookup.n);
  const { use, purpose, name, attempt, seek } = lookup;
  const { route, succ } = found;
  switch (use.kind) {
    case 'join':
      return onPlaceFound(turn, from, found);
    case 'merge':
      return onMergeFound(turn, lookup.via, from, found.succ);
    case 'finger':
      return onFingerFound(turn, use.index, from);
    case 'host':
      turn.effects.push({
        kind: 'lookup-ended',
        tag: use.tag,
        outcome: { kind: 'found', owner: from, route, attempts: attempt, succ },
      });
      if (purpose !== 'upkeep' && seek === 'owner')
        turn.announce({ event: 'found', purpose, name, owner: from.id, route });
  }
}

/** A walk ended in a place where nobody could say more: ask again soon, from the start. */
export function onStuck(
  turn: Turn,
  from: Contact,
  n: number,
  code: StuckCode,
  route: readonly Identifier[],
): void {
  const lookup = turn.state.lookups.find((each) => each.n === n);
  if (lookup === undefined) return;
  if (lookup.purpose === 'upkeep') {
    take(turn, n);
    return fail(turn, lookup, code === 'not-member' ? code : 'timeout', from);
  }
  const avoid =
    code === 'not-member' && from.id !== turn.state.self.id
      ? [...lookup.avoid, from.id].slice(-avoidMax)
      : code === 'unsettled'
        ? lookup.avoid
        : [];
  const retryAt = turn.now + (code === 'not-member' && avoid.length > 0 ? 0 : stuckPauseMs);
  replace(turn, {
    ...lookup,
    avoid,
    route,
    retryAt,
    lastTo: undefined,
    // Traces of the attempt that has ended may still come.
    lastHop: hasEnded,
    lastStuck: `${code} at peer ${from.id}`,
  });
  if (lookup.via !== undefined && code === 'not-member' && route.length === 1) {
    take(turn, n);
    fail(turn, lookup, 'not-member', from);
  }
}

/** The trace of a walk: remember the farthest. */
export function onPassed(turn: Turn, message: Extract<Message, { kind: 'passed' }>): void {
  const lookup = turn.state.lookups.find((each) => each.n === message.n);
  if (lookup === undefined || lookup.attempt !== message.attempt || message.hop <= lookup.lastHop) return;
  replace(turn, { ...lookup, lastTo: message.to, lastHop: message.hop });
}

/** The first peer of a walk could not be reached. */
export function onViaUndelivered(turn: Turn, n: number): void {
  const lookup = take(turn, n);
  if (lookup !== undefined) fail(turn, lookup, 'timeout');
}

/** Repeats what has waited long enough, without whoever swallowed it; gives up at the limit. */
export function lookupTick(turn: Turn): void {
  for (const lookup of turn.state.lookups) {
    if (lookup.giveUpAt <= turn.now) {
      take(turn, lookup.n);
      fail(turn, lookup, 'timeout');
    } else if (lookup.retryAt <= turn.now) repeat(turn, lookup);
  }
}

function repeat(turn: Turn, lookup: Lookup): void {
  // Nobody said why it ended: somebody on the way is silent.
  if (lookup.lastHop !== hasEnded) suspectAll(turn);
  const attempt = lookup.attempt + 1;
  const suspect = lookup.lastTo;
  const avoid = suspect === undefined ? lookup.avoid : [...lookup.avoid, suspect].slice(-avoidMax);
  // Whoever swallowed it is known: the next attempt goes another way, and need not wait longer than the first.
  const waitMs = suspect === undefined ? Math.min(attemptMs * attempt, attemptMaxMs) : attemptMs;
  const retryAt = turn.now + waitMs;
  const next = { ...lookup, attempt, avoid, retryAt, lastTo: undefined, lastHop: -1 };
  replace(turn, next);
  send(turn, next);
}

function fail(turn: Turn, lookup: Lookup, code: LookupFailure, from?: Contact): void {
  const { use, route, lastStuck } = lookup;
  switch (use.kind) {
    case 'join':
      return onJoinWalkFailed(turn, code, from);
    case 'merge':
      return onMergeFailed(turn, lookup.via);
    case 'finger':
      return onFingerLost(turn, use.index, lookup.via);
    case 'host': {
      const why = lastStuck === undefined ? '' : ` (last: ${lastStuck})`;
      const message =
        code === 'busy'
          ? `${lookupsMax} lookups are under way at this peer already; try again later`
          : `no answer from the owner within ${lookupLimitMs(turn) / 1_000} s${why}`;
      turn.effects.push({
        kind: 'lookup-ended',
        tag: use.tag,
        outcome: { kind: 'failed', code, message, route },
      });
    }
  }
}
