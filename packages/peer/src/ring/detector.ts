// The failure detector: pings, the burst of probes, and the verdict. It never believes hearsay: only our own unanswered questions make a peer dead.
//
//   ALIVE    asked every T (succ[0], succ[1]) or asking us every T (pred)
//   PROBING  a question went unanswered for SRTT + 4 RTTVAR: a burst of probes, from half-way also on a stream and through others
//   DEAD     0.9 T after the first unanswered question and after enough probes; or, FAST, refused throughout min(600 ms, 0.9 T)

import { isSameContact, type Address, type Contact } from './contact.ts';
import {
  overdueMs,
  probeGapMs,
  probesNeeded,
  replyWaitMs,
  withAnswer,
  withLosses,
  withRtt,
} from './estimate.ts';
import { isHeldSilent, latestLife } from './lists.ts';
import type { Message } from './message.ts';
import { askThrough, isAskedThrough } from './proxies.ts';
import type { Millis, Watch } from './state.ts';
import { clearSuspect } from './suspects.ts';
import type { Turn } from './turn.ts';
import { isDead, isHalfWay } from './verdict.ts';

const doubtedMax = 8;
const refusedGapMs = 100;

/**
 * Watches whom the present lists say: succ[0] and succ[1] by our pings, pred by its own. Keeps what is known of those who stay,
 * and whoever is in doubt until the verdict, though somebody else's list has dropped it already.
 */
export function rewatch(turn: Turn): void {
  const { succ, pred, watches } = turn.state;
  const wanted: { contact: Contact; isPinged: boolean }[] = succ
    .slice(0, 2)
    .map((contact) => ({ contact, isPinged: true }));
  const nearest = pred[0];
  if (nearest !== undefined && !wanted.some(({ contact }) => contact.id === nearest.id)) {
    wanted.push({ contact: nearest, isPinged: false });
  }
  const next = wanted.map(({ contact, isPinged }) => {
    const kept = watches.find((watch) => isSameContact(watch.contact, contact));
    if (kept === undefined) return freshWatch(turn, contact, isPinged);
    return kept.isPinged === isPinged
      ? kept
      : { ...kept, isPinged, pingAt: isPinged ? turn.now : overdueAt(turn, turn.now, kept) };
  });
  const doubted = watches.filter(
    ({ contact, probeAt }) =>
      probeAt !== undefined &&
      !wanted.some((each) => each.contact.id === contact.id) &&
      !isHeldSilent(turn.state, contact) &&
      isSameContact(latestLife(turn.state, contact), contact),
  );
  turn.set({ watches: [...next, ...doubted.slice(-doubtedMax)] });
}

function freshWatch(turn: Turn, contact: Contact, isPinged: boolean): Watch {
  const watch: Watch = {
    contact,
    isPinged,
    heardAt: turn.now,
    pingAt: turn.now,
    askedAt: undefined,
    probeAt: undefined,
    probes: 0,
    enoughAt: Number.POSITIVE_INFINITY,
    isLinkLost: false,
    relay: undefined,
    isOutOfReach: false,
    refusedSince: undefined,
    refusals: 0,
    lastN: 0,
    lastAt: turn.now,
    smoothedRttMs: undefined,
    rttVarianceMs: 0,
    loss: 0,
  };
  return isPinged ? watch : { ...watch, pingAt: overdueAt(turn, turn.now, watch) };
}

/** When pred's own ping is overdue: an interval and a reply's time after it was last heard. */
function overdueAt(turn: Turn, heardAt: Millis, watch: Watch): Millis {
  return heardAt + turn.state.options.pingMs + overdueMs(watch);
}

function replaceWatch(turn: Turn, watch: Watch): void {
  turn.set({
    watches: turn.state.watches.map((each) => (each.contact.id === watch.contact.id ? watch : each)),
  });
}

/** Any authentic packet counts as heard, and ends all doubt; so does an answer through somebody else. */
export function heard(turn: Turn, from: Contact, isOutOfReach: boolean = false): void {
  // No walk gets to a peer that only others can reach.
  if (!isOutOfReach) clearSuspect(turn, from);
  const watch = turn.state.watches.find((each) => isSameContact(each.contact, from));
  if (watch === undefined) return;
  replaceWatch(turn, {
    // The last question may still be answered.
    ...withLosses(watch, watch.probes - 1),
    heardAt: turn.now,
    pingAt: watch.isPinged ? Math.max(watch.pingAt, turn.now) : overdueAt(turn, turn.now, watch),
    askedAt: undefined,
    probeAt: undefined,
    probes: 0,
    enoughAt: Number.POSITIVE_INFINITY,
    isLinkLost: false,
    relay: undefined,
    isOutOfReach,
    refusedSince: undefined,
    refusals: 0,
  });
  // One that was kept only for its verdict has got it.
  if (watch.probeAt !== undefined) rewatch(turn);
}

/** The answer to a ping or probe: the newest one also tells the round trip. */
export function onPong(turn: Turn, from: Contact, n: number): void {
  const watch = turn.state.watches.find((each) => isSameContact(each.contact, from));
  if (watch === undefined) return;
  const timed = watch.lastN === n ? withRtt(watch, turn.now - watch.lastAt) : watch;
  replaceWatch(turn, withAnswer(timed));
}

/** The target's answer to a question that went through `proxy`. Was it one of ours, and still open? */
export function onHeardThrough(
  turn: Turn,
  proxy: Contact,
  answer: Extract<Message, { kind: 'relay-pong' }>,
): boolean {
  const watch = turn.state.watches.find((each) => isSameContact(each.contact, answer.target));
  if (watch === undefined || !isAskedThrough(watch.relay, proxy, answer.n)) return false;
  heard(turn, watch.contact, true);
  return true;
}

/** Somebody has a reason to doubt this peer: ask it now, and judge as always. */
export function startProbing(turn: Turn, contact: Contact): void {
  const watch = turn.state.watches.find((each) => isSameContact(each.contact, contact));
  if (watch !== undefined && watch.probeAt === undefined) probe(turn, watch, true);
}

/** The same for one that nobody watches, as long as there is room: it is watched until it is heard, or judged. */
export function doubt(turn: Turn, contact: Contact, isForHost: boolean = false): void {
  const { watches } = turn.state;
  if (watches.length >= doubtedMax || watches.some((watch) => watch.contact.id === contact.id)) return;
  const fresh = freshWatch(turn, contact, true);
  const watch = isForHost ? { ...fresh, isForHost } : fresh;
  turn.set({ watches: [...watches, watch] });
  probe(turn, watch, isForHost);
}

/** Whoever does not answer somebody at ours is asked at once, watched or not; on a stream too, since a machine that is up says there that nobody listens. */
export function onDoubt(turn: Turn, contact: Contact): void {
  if (contact.id === turn.state.self.id || isHeldSilent(turn.state, contact)) return;
  const isWatched = turn.state.watches.some((watch) => isSameContact(watch.contact, contact));
  if (isWatched) startProbing(turn, contact);
  else doubt(turn, contact, true);
}

/** A kept connection with this address ended: reconnect and ask at once. */
export function onLinkLost(turn: Turn, address: Address): void {
  for (const watch of turn.state.watches) {
    if (watch.contact.address === address) probe(turn, { ...watch, isLinkLost: true }, true);
  }
}

/** Nobody listens at this address (any more). */
export function onRefused(turn: Turn, address: Address): void {
  const watch = turn.state.watches.find((each) => each.contact.address === address);
  if (watch === undefined) return;
  replaceWatch(turn, {
    ...watch,
    askedAt: watch.askedAt ?? turn.now,
    probeAt: Math.min(watch.probeAt ?? Number.POSITIVE_INFINITY, turn.now + refusedGap(turn)),
    isLinkLost: true,
    refusedSince: watch.refusedSince ?? turn.now,
    refusals: watch.refusals + 1,
  });
}

function refusedGap(turn: Turn): number {
  return Math.min(refusedGapMs, turn.state.options.pingMs / 8);
}

/** Sends what is due. Returns the peers whose time is up. */
export function watchTick(turn: Turn): Contact[] {
  const { pingMs } = turn.state.options;
  const dead: Contact[] = [];
  const pinged: Contact[] = [];
  for (const watch of turn.state.watches) {
    if (isDead(watch, pingMs, turn.now)) dead.push(watch.contact);
    else if (watch.probeAt !== undefined && watch.probeAt <= turn.now) probe(turn, watch, false);
    else if (
      watch.askedAt !== undefined &&
      watch.probeAt === undefined &&
      watch.askedAt + replyWaitMs(watch) <= turn.now
    ) {
      probe(turn, watch, false);
    } else if (watch.pingAt <= turn.now) {
      if (watch.isPinged) pinged.push(watch.contact);
      ask(turn, { ...watch, pingAt: nextPingAt(turn, watch) }, false);
    }
  }
  if (pinged.length > 0) turn.announce({ event: 'ping-sent', to: pinged.map((contact) => contact.id) });
  return dead;
}

/** In step with the interval: a late ping does not move the ones after it, except after a pause. */
function nextPingAt(turn: Turn, watch: Watch): Millis {
  const { pingMs } = turn.state.options;
  const next = watch.pingAt + pingMs;
  return next > turn.now ? next : turn.now + pingMs;
}

/** One of a burst. From half-way on also on a stream, and through others: there is more than one way to a peer that lives. */
function probe(turn: Turn, watch: Watch, isOnStream: boolean): void {
  const { pingMs } = turn.state.options;
  const gap = watch.isLinkLost ? refusedGap(turn) : probeGapMs(watch, pingMs);
  const isLate = isHalfWay(watch, pingMs, turn.now);
  // Every second one: through others it costs four messages.
  const isRelayed = (isLate || watch.isOutOfReach) && watch.probes % 2 === 1;
  ask(turn, { ...watch, probeAt: turn.now + gap }, isOnStream || isLate || watch.isLinkLost, isRelayed);
}

function ask(turn: Turn, watch: Watch, isOnStream: boolean, isRelayed: boolean = false): void {
  const n = turn.nextN();
  const probes = watch.probes + 1;
  replaceWatch(turn, {
    ...watch,
    askedAt: watch.askedAt ?? turn.now,
    relay: isRelayed ? askThrough(turn, watch.contact, watch.relay, n) : watch.relay,
    probes,
    enoughAt: probes >= probesNeeded(watch) ? Math.min(watch.enoughAt, turn.now) : watch.enoughAt,
    lastN: n,
    lastAt: turn.now,
  });
  const { pred, succ } = turn.state;
  // Our head knows that it is the one.
  const heads = succ.slice(0, 1).filter(({ id }) => id !== watch.contact.id);
  const message = { kind: 'ping', n, pred: pred[0] ?? null, succ: heads } as const;
  turn.send(watch.contact, message, 'datagram');
  if (isOnStream) turn.send(watch.contact, message, 'stream');
}
