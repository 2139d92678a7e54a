// What an observer would hear if it asked every peer of a simulated ring in one instant. Pure.

import type { Observation, PeerStatus } from '@ringside/peer/survey';
import type { Seat, Simulation } from '@ringside/peer/sim';
import type { Look } from '../../scenario/index.ts';

export function lookAt(simulation: Simulation, seats: readonly Seat[]): Look {
  const { now } = simulation;
  const picture = seats
    .map(({ self, state }) => `${self.id}.${self.epoch}.${state.version}.${state.phase}`)
    .join(' ');
  return {
    startedAt: now,
    endedAt: now,
    observations: seats.map((seat) => observe(simulation, seat)),
    picture,
  };
}

function observe({ options }: Simulation, { self, state }: Seat): Observation {
  const { phase, version, pred, succ } = state;
  const { space, successorsMax, pingMs } = options;
  const stored = { keys: 0, bytes: 0, owned: 0, ownedBytes: 0, replicas: 1 };
  const about = { ...stored, ring: 'simulated', bits: space.bits, successorsMax, pingMs };
  const status: PeerStatus = { ...self, phase, version, pred, succ, ...about };
  return { id: self.id, isMonitored: true, status };
}
