// A share of an ideal ring crashes in one instant: whose whole successor list is dead?

import { drawIds, seatIdealRing } from '../ideal-ring.ts';
import { isLiving } from '../seat.ts';
import { Simulation } from '../simulation.ts';

export interface ListLoss {
  readonly seed: number;
  readonly rings: number;
  readonly peers: number;
  readonly share: number;
  readonly successorsMax: number;
}

/** Peers whose successors are all dead. */
export interface Lost {
  readonly living: number;
  readonly dead: number;
}

const bits = 32;

export function loseLists({ seed, rings, ...rest }: ListLoss): Lost[] {
  return Array.from({ length: rings }, (_, nth) => crashSome({ ...rest, seed: seed + nth }));
}

function crashSome({ seed, peers, share, successorsMax }: Omit<ListLoss, 'rings'>): Lost {
  const simulation = new Simulation({ seed, bits, successorsMax });
  seatIdealRing(simulation, drawIds(simulation.chance, peers, 2 ** bits));
  const standing = [...simulation.seats];
  for (let count = 0; count < Math.round(peers * share); count += 1) {
    const [victim] = standing.splice(simulation.chance.below(standing.length), 1);
    if (victim !== undefined) simulation.crash(victim, 'silent');
  }
  const alive = new Set(standing.map(({ self }) => self.id));
  const without = simulation.seats.filter(({ state }) => !state.succ.some(({ id }) => alive.has(id)));
  const living = without.filter(isLiving).length;
  return { living, dead: without.length - living };
}
