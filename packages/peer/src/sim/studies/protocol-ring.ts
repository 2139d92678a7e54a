// A large ring with the whole protocol, ideal from the start: what does it cost, and does it stay as it is?

import { isIdeal, members } from '../census.ts';
import { drawIds, seatIdealRing } from '../ideal-ring.ts';
import { Simulation } from '../simulation.ts';
import type { Machine } from './study.ts';

export interface ProtocolRing {
  readonly seed: number;
  readonly peers: number;
  readonly seconds: number;
  readonly lookups: number;
}

export interface ProtocolCost {
  readonly peers: number;
  readonly events: number;
  readonly tookMs: number;
  readonly bytesPerPeer: number;
  /** Peers any of whose lists changed. */
  readonly changed: number;
  readonly isIdeal: boolean;
  readonly hops: readonly number[];
}

const bits = 32;
const sayEveryMs = 10_000;
const answerMs = 5_000;

export function runRing({ seed, peers, seconds, lookups }: ProtocolRing, machine: Machine): ProtocolCost {
  const emptyBytes = machine.usedBytes();
  const simulation = new Simulation({ seed, bits, routing: 'fingers' });
  seatIdealRing(simulation, drawIds(simulation.chance, peers, 2 ** bits));
  machine.say(`${peers} peers are seated`);
  const versions = simulation.seats.map(({ state }) => state.version);
  const startedMs = machine.cpuMs();
  const endMs = seconds * 1_000;
  for (let at = sayEveryMs; at < endMs; at += sayEveryMs) {
    simulation.runFor(at - simulation.now);
    machine.say(`${peers} peers: ${at / 1_000} of ${seconds} virtual seconds`);
  }
  simulation.runFor(endMs - simulation.now);
  const tookMs = machine.cpuMs() - startedMs;
  const { events } = simulation.history;
  const bytesPerPeer = (machine.usedBytes() - emptyBytes) / peers;
  return {
    peers,
    events,
    tookMs,
    bytesPerPeer,
    changed: members(simulation).filter(({ index, state }) => state.version !== versions[index]).length,
    isIdeal: isIdeal(simulation),
    hops: hopsOf(simulation, lookups),
  };
}

function hopsOf(simulation: Simulation, lookups: number): number[] {
  const { chance, seats, outcomes } = simulation;
  for (let count = 0; count < lookups; count += 1) {
    const seat = chance.pick(seats);
    if (seat !== undefined) simulation.lookup(seat, chance.below(simulation.options.space.size));
  }
  simulation.runFor(answerMs);
  return [...outcomes.values()].flatMap(({ outcome }) =>
    outcome.kind === 'found' ? [outcome.route.length - 1] : [],
  );
}
