// Beginning to take part: the timers of a member start here, whichever way it came in.

import type { Contact } from './contact.ts';
import { rewatch } from './detector.ts';
import { startMerging } from './merge.ts';
import { startStabilize } from './stabilize.ts';
import { initialState } from './initial-state.ts';
import type { Millis, RingOptions, RingState } from './state.ts';
import { Turn } from './turn.ts';

/** The first merge, and the first finger, wait until the ring had a moment to settle. */
const firstMergeMs = 5_000;
const firstFingerMs = 100;

/** Takes part from now on; `isolated` while nobody is known to live. */
export function becomeMember(turn: Turn, phase: 'member' | 'isolated' = 'member'): void {
  const { now } = turn;
  const { pingMs, routing } = turn.state.options;
  turn.set({
    phase,
    version: turn.state.version + 1,
    stabilizeAt: now + turn.jitter(pingMs),
    fingerAt: routing === 'fingers' ? now + firstFingerMs : Number.POSITIVE_INFINITY,
  });
  startMerging(turn, now + turn.jitter(firstMergeMs));
}

/** A first member: its next peers are known by id and address, and are asked until they answer. */
export function startInit(turn: Turn, succ: readonly Contact[]): void {
  turn.set({ known: new Map(succ.map((contact) => [contact.id, contact])), refillAt: turn.now });
  const announced = succ.map((contact) => contact.id);
  turn.set({ announced, given: announced });
  turn.announce({ event: 'launched', succ: announced });
  becomeMember(turn, 'isolated');
}

/** A ring of one. */
export function startRing(turn: Turn): void {
  turn.set({ isAlone: true });
  turn.announce({ event: 'launched', succ: [] });
  becomeMember(turn);
  startStabilize(turn, 'init', null);
}

/** A member that has had these neighbours for a while: what simulations begin with. Its rounds begin by chance within one interval. */
export function settledMember(
  options: RingOptions,
  self: Contact,
  seed: number,
  { pred, succ }: Pick<RingState, 'pred' | 'succ'>,
  now: Millis,
): RingState {
  const turn = new Turn(initialState(options, self, seed), now);
  const known = new Map([...pred.slice(0, 1), ...succ].map((contact) => [contact.id, contact]));
  const announced = succ.slice(0, 2).map(({ id }) => id);
  turn.set({ pred, succ, known, announced });
  becomeMember(turn);
  turn.set({
    stabilizeAt: now + options.pingMs * turn.chance(),
    merge: { ...turn.state.merge, at: now + firstMergeMs * turn.chance() },
  });
  rewatch(turn);
  return turn.state;
}
