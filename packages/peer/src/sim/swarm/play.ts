// Plays a plan: an ideal ring, the faults, then quiet, in which the ring must become ideal again and stay so.

import { drawRing, isContested, hasIdealMembers, isFindable, living, members } from '../census.ts';
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
/** How many times the limit to wait before it is called never. */
const patience = 5;
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
  /** Events at which it held. */
  readonly sureEvents: number;
  readonly lookups: number;
  /** Answers that came from peers on their way into the ring. */
  readonly unsure: number;
  /** Nobody alive knew the others in the end, or two had had one id: nothing could make it whole. */
  readonly isLost: boolean;
}

export function play(plan: Plan, { core, isChecked = true }: PlayOptions = {}): Outcome {
  const { seed, bits, successorsMax, routing, pingMs, network } = plan;
  const muted = plan.isUntold ? (['changed'] as const) : [];
  const simulation = new Simulation({
    seed,
    bits,
    successorsMax,
    routing,
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
  endFaults(simulation);
  const rounds = watch.found.length > 0 || isLost(simulation) ? 0 : recover(simulation, watch);
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
    sureEvents: watch.sureEvents,
    lookups: watch.lookups.checked,
    unsure: watch.lookups.unsure,
    isLost: isLost(simulation),
  };
}

function endFaults(simulation: Simulation): void {
  const { network } = simulation;
  network.mend();
  network.conditions = { ...network.conditions, loss: 0, bursts: undefined };
  for (const seat of living(simulation)) release(simulation, seat);
}

/** Is there nothing that could make it one ring? That may also show later, when somebody who knew both halves has left. */
function isLost(simulation: Simulation): boolean {
  return !isFindable(simulation) || isContested(simulation);
}

/** Waits for the ideal ring. Returns how many intervals it took. */
function recover(simulation: Simulation, watch: SafetyWatch): number {
  const rounds = becomeIdeal(simulation, watch);
  // Whoever still joins then, since nobody it knew lives any more, has a minute to say so.
  const isJoining = (): boolean => living(simulation).some(({ state }) => state.phase === 'joining');
  if (simulation.runUntil(() => !isJoining(), joinMaxMs) > joinMaxMs)
    watch.report({ rule: 'joins', words: 'a join did not end' });
  becomeIdeal(simulation, watch);
  return rounds;
}

/** How many intervals it took, from the end of the faults, or from the last join or end of a peer. */
function becomeIdeal(simulation: Simulation, watch: SafetyWatch): number {
  const { pingMs } = simulation.options;
  const limitMs = Math.max(roundsMax * pingMs, recoveryMinMs);
  let start = simulation.now;
  let taking = members(simulation).length;
  let isIdeal = false;
  // Most of the time nothing changes, and there is nothing to look at.
  let lookedAt: number | undefined;
  const look = (): void => {
    const present = members(simulation).length;
    if (present !== taking) start = simulation.now;
    taking = present;
    isIdeal = hasIdealMembers(simulation);
    lookedAt = simulation.changes;
  };
  const isDone = (): boolean => {
    if (lookedAt !== simulation.changes) look();
    return watch.found.length > 0 || isIdeal || simulation.now - start > patience * limitMs;
  };
  for (;;) {
    simulation.runUntil(isDone, Number.POSITIVE_INFINITY);
    const tookMs = simulation.now - start;
    const rounds = tookMs / pingMs;
    if (tookMs > limitMs && isLost(simulation)) return rounds;
    if (tookMs > limitMs)
      watch.report({ rule: 'recovery', words: `ideal after ${rounds.toFixed(1)} rounds` });
    // What was in doubt when the faults ended may still bring a verdict; after that nothing may change any more.
    if (watch.found.length > 0 || staysSo(simulation)) return rounds;
  }
}

function staysSo(simulation: Simulation): boolean {
  const versions = members(simulation).map((seat) => [seat, seat.state.version] as const);
  simulation.runFor(restRounds * simulation.options.pingMs);
  return versions.every(([seat, version]) => seat.state.version === version);
}
