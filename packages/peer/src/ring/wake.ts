// When the core wants to be woken, and what a pause does to its deadlines: both look at every deadline there is, so they live side by side.

import type { Millis, Operation, RingState, Watch } from './state.ts';
import { watchWakeAt } from './verdict.ts';

/** The next moment at which something is due; Infinity when nothing is. */
export function wakeAt(state: RingState): Millis {
  const { op, join, leave, options } = state;
  let next = Math.min(state.stabilizeAt, state.merge.at, state.fingerAt, state.refillAt, state.tellAt);
  if (op?.kind === 'stabilize') next = Math.min(next, op.retryAt);
  if (op?.kind === 'candidate') next = Math.min(next, op.giveUpAt);
  if (op?.kind === 'refill') next = Math.min(next, op.decideAt);
  if (join !== undefined) next = Math.min(next, join.retryAt, join.giveUpAt);
  if (leave !== undefined) next = Math.min(next, leave.retryAt);
  for (const watch of state.watches) next = Math.min(next, watchWakeAt(watch, options.pingMs));
  for (const lookup of state.lookups) next = Math.min(next, lookup.retryAt, lookup.giveUpAt);
  return next;
}

/** The same state after a pause of `ms` in which this peer could do nothing: no deadline has come nearer. */
export function postponed(state: RingState, ms: number): RingState {
  const { op, join, leave } = state;
  return {
    ...state,
    stabilizeAt: state.stabilizeAt + ms,
    merge: { ...state.merge, at: state.merge.at + ms },
    fingerAt: state.fingerAt + ms,
    refillAt: state.refillAt + ms,
    tellAt: state.tellAt + ms,
    op: op === undefined ? undefined : postponedOperation(op, ms),
    join:
      join === undefined ? undefined : { ...join, retryAt: join.retryAt + ms, giveUpAt: join.giveUpAt + ms },
    leave: leave === undefined ? undefined : { ...leave, retryAt: leave.retryAt + ms },
    watches: state.watches.map((watch) => postponedWatch(watch, ms)),
    silent: state.silent.map((each) => ({ ...each, until: each.until + ms, askAt: each.askAt + ms })),
    suspects: state.suspects.map(({ id, since, until }) => ({ id, since: since + ms, until: until + ms })),
    lookups: state.lookups.map((each) => ({
      ...each,
      retryAt: each.retryAt + ms,
      giveUpAt: each.giveUpAt + ms,
    })),
  };
}

function postponedOperation(op: Operation, ms: number): Operation {
  switch (op.kind) {
    case 'stabilize':
      return { ...op, askedAt: op.askedAt + ms, retryAt: op.retryAt + ms };
    case 'candidate':
      return { ...op, giveUpAt: op.giveUpAt + ms };
    case 'refill':
      return { ...op, decideAt: op.decideAt + ms };
  }
}

function postponedWatch(watch: Watch, ms: number): Watch {
  const shift = (at: Millis | undefined): Millis | undefined => (at === undefined ? undefined : at + ms);
  return {
    ...watch,
    heardAt: watch.heardAt + ms,
    pingAt: watch.pingAt + ms,
    askedAt: shift(watch.askedAt),
    probeAt: shift(watch.probeAt),
    enoughAt: watch.enoughAt + ms,
    refusedSince: shift(watch.refusedSince),
    lastAt: watch.lastAt + ms,
  };
}

/** After a long pause every neighbour is unknown: each is asked again, from the start, before it is judged. */
export function doubtful(state: RingState, now: Millis): RingState {
  const watches = state.watches.map((watch) => ({
    ...watch,
    askedAt: undefined,
    probeAt: undefined,
    probes: 0,
    enoughAt: Number.POSITIVE_INFINITY,
    isLinkLost: false,
    relay: undefined,
    refusedSince: undefined,
    refusals: 0,
    pingAt: now,
  }));
  return { ...state, watches };
}
