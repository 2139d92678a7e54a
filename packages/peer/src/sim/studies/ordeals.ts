// One peer of a small calm ring suffers one thing at a moment that chance chooses: what do the others make of it, and when?

import { living } from '../census.ts';
import { drawIds, seatIdealRing } from '../ideal-ring.ts';
import type { Seat } from '../seat.ts';
import { Simulation } from '../simulation.ts';
import { VerdictLog } from './verdict-log.ts';

/** `stop`: the process stands still for less than 2.5 s. `sleep`: it does for a minute. `suspend`: all of them do, as on one machine. */
export type OrdealKind = 'kill' | 'silence' | 'stop' | 'sleep' | 'suspend';

export interface Ordeal {
  readonly kind: OrdealKind;
  readonly seed: number;
}

export interface OrdealOutcome {
  /** Until the peer before it, which has to mend the ring, held it dead; Infinity = not within the patience. */
  readonly noticedMs: number;
  /** Until the last of those who watched it did. */
  readonly lastMs: number;
  /** Verdicts on living peers; of a sleeper, only its own. */
  readonly falseVerdicts: number;
}

const bits = 16;
const peers = 8;
const pingMs = 3_000;
const settleMs = 20_000;
const patienceMs = 12_000;
const stopMostMs = 2_500;
const sleepMs = 60_000;
/** How many watch a peer: the two before it and the one after it. */
const watchers = 3;

export function suffer({ kind, seed }: Ordeal): OrdealOutcome {
  const simulation = new Simulation({ seed, bits, pingMs });
  seatIdealRing(simulation, drawIds(simulation.chance, peers, 2 ** bits));
  const log = new VerdictLog(simulation);
  simulation.runFor(settleMs + simulation.chance.between(0, pingMs));
  const [victim] = simulation.seats;
  const before = simulation.seats.at(-1);
  if (victim === undefined || before === undefined) throw new RangeError('the ring is empty');
  const startedAt = simulation.now;
  inflict(simulation, kind, victim);
  simulation.runFor(patienceMs);
  const own = kind === 'sleep' ? log.verdicts.filter(({ by }) => by === victim.self.id) : log.verdicts;
  const deaths = log.verdicts.filter(({ isFalse, on }) => !isFalse && on === victim.self.id);
  const noticed = deaths.find(({ by }) => by === before.self.id);
  const last = deaths.length >= watchers ? deaths.at(-1) : undefined;
  return {
    noticedMs: (noticed?.at ?? Infinity) - startedAt,
    lastMs: (last?.at ?? Infinity) - startedAt,
    falseVerdicts: own.filter(({ isFalse }) => isFalse).length,
  };
}

function inflict(simulation: Simulation, kind: OrdealKind, victim: Seat): void {
  switch (kind) {
    case 'kill':
      return simulation.crash(victim, 'killed');
    case 'silence':
      return simulation.crash(victim, 'silent');
    case 'stop':
      return stop(simulation, [victim], simulation.chance.between(0, stopMostMs));
    case 'sleep':
      return stop(simulation, [victim], sleepMs);
    case 'suspend':
      return stop(simulation, living(simulation), sleepMs);
  }
}

function stop(simulation: Simulation, seats: readonly Seat[], forMs: number): void {
  for (const seat of seats) simulation.pause(seat);
  simulation.runFor(forMs);
  for (const seat of seats) simulation.resume(seat);
}
