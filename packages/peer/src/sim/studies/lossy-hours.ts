// Hours of a ring on a network that loses packets and nothing else: every verdict is a false one.

import { drawIds, seatIdealRing } from '../ideal-ring.ts';
import type { NetworkConditions } from '../network.ts';
import { Simulation } from '../simulation.ts';
import { VerdictLog } from './verdict-log.ts';

export interface LossyHours {
  readonly seed: number;
  readonly hours: number;
  readonly network: Pick<NetworkConditions, 'loss' | 'bursts'>;
}

export interface FalseVerdicts {
  /** Each peer watches three others. */
  readonly linkHours: number;
  readonly byPings: number;
  readonly byQuestion: number;
}

const bits = 16;
const pingMs = 3_000;
const hourMs = 3_600_000;
const watched = 3;

/** So many link-hours has an hour of this ring. */
export const peersOfHours = 16;
export const linksOfHours: number = peersOfHours * watched;

export function bearLoss({ seed, hours, network }: LossyHours): FalseVerdicts {
  const simulation = new Simulation({ seed, bits, pingMs, network });
  seatIdealRing(simulation, drawIds(simulation.chance, peersOfHours, 2 ** bits));
  const log = new VerdictLog(simulation);
  simulation.runFor(hours * hourMs);
  return {
    linkHours: linksOfHours * hours,
    byPings: log.count('pings'),
    byQuestion: log.count('question'),
  };
}
