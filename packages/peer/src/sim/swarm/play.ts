// Plays a plan: an ideal ring, the faults, then quiet, in which the ring must become ideal again and stay so.

import { drawRing, isContested, hasIdealMembers, isFindable, living } from '../census.ts';
import type { Core } from '../core.ts';
import { drawIds, seatIdealRing } from '../ideal-ring.ts';
import { SafetyWatch, type Found } from '../safety/safety-watch.ts';
import { Simulation } from '../simulation.ts';
import { Chance } from '../chance.ts';
import { perform, release } from './perform.ts';
import type { Plan } from './plan.ts';

/** Within so many intervals the ring must be ideal again. */
export const roundsMax = 12;
/** Merge, isolation and joins wait for seconds, however short the interval; a partition may take twice 5 s and 10 s more. */
const recoveryMinMs = 20_000;
const joinMaxMs = 61_000;
/** Nothing may change any more for so many intervals after that. */
const restRounds = 5;

export interface PlayOptions {
  readonly core?: Core;
  /** Look after every event whether the rules hold (default: yes). */
  readonly isChecked?: boolean;
}

export interface Outcome {
  readonly plan: Plan;
  /** The first rule that was broken. */
  readonly found: Found | undefined;
  /** The ring at that moment, drawn. */
  readonly drawn: string;
  readonly events: number;
  readonly hash: string;
  /** Steps that were possible when their time came. */
  readonly performed: number;
  /** From the end of all faults until ideal, in intervals. */
  readonly rounds: number;
  /** How often the assumption of the promises ended. */
  readonly doubts: number;
  readonly lookups: number;
}

export function play(plan: Plan, { core, isChecked = true }: PlayOptions = {}): Outcome {
  const { seed, bits, successorsMax, pingMs, network } = plan;
  const muted = plan.isUntold ? (['changed'] as const) : [];
  const simulation = new Simulation({
    seed,
    bits,
    successorsMax,
    pingMs,
    network,
    muted,
    ...(core && { core }),
  });
  const watch = new SafetyWatch(simulation);
  seatIdealRing(simulation, drawIds(new Chance(seed), plan.peers, 2 ** bits));
  watch.begin();
  if (isChecked) simulation.observer = watch;
  let performed = 0;
  for (const { afterMs, ...fault } of plan.steps) {
    simulation.runFor(afterMs);
    if (watch.found.length > 0) break;
    if (perform(simulation, watch, fault, plan)) performed += 1;
  }
  const rounds = watch.found.length > 0 ? 0 : recover(simulation, watch);
  const { events } = simulation.history;
  return {
    plan,
    found: watch.found[0],
    drawn: drawRing(simulation),
    events,
    hash: simulation.history.hash(),
    performed,
    rounds,
    doubts: watch.doubts,
    lookups: watch.lookups.checked,
  };
}

/** Ends all faults, and waits for the ideal ring. Returns how many intervals it took. */
function recover(simulation: Simulation, watch: SafetyWatch): number {
  const { network } = simulation;
  network.mend();
  network.conditions = { ...network.conditions, loss: 0, bursts: undefined };
  for (const seat of living(simulation)) release(simulation, seat);
  if (!isFindable(simulation) || isContested(simulation)) return 0;
  const rounds = becomeIdeal(simulation, watch);
  // Whoever still joins then, since nobody it knew lives any more, has a minute to say so.
  const isJoining = (): boolean => living(simulation).some(({ state }) => state.phase === 'joining');
  if (simulation.runUntil(() => !isJoining(), joinMaxMs) > joinMaxMs)
    watch.report({ rule: 'joins', words: 'a join did not end' });
  becomeIdeal(simulation, watch);
  return rounds;
}

function becomeIdeal(simulation: Simulation, watch: SafetyWatch): number {
  const { options } = simulation;
  const start = simulation.now;
  const limitMs = Math.max(roundsMax * options.pingMs, recoveryMinMs);
  const isDone = (): boolean => watch.found.length > 0 || hasIdealMembers(simulation);
  for (;;) {
    simulation.runUntil(isDone, start + 10 * limitMs - simulation.now);
    const tookMs = simulation.now - start;
    const rounds = tookMs / options.pingMs;
    if (tookMs > limitMs)
      watch.report({ rule: 'recovery', words: `ideal after ${rounds.toFixed(1)} rounds` });
    // What was in doubt when the faults ended may still bring a verdict; after that nothing may change any more.
    if (watch.found.length > 0 || staysSo(simulation)) return rounds;
  }
}

function staysSo(simulation: Simulation): boolean {
  const lists = living(simulation).map(({ state }) => state.version);
  simulation.runFor(restRounds * simulation.options.pingMs);
  return living(simulation).every(({ state }, place) => state.version === lists[place]);
}
