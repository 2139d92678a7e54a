// Where traps are played: plans of faults, small ones, so that a test can afford many. Most are the swarm's own; some traps need a circle, a ring or a
// fault that the swarm seldom draws.

import {
  Chance,
  calmNetwork,
  drawPlan,
  type Fault,
  type NetworkConditions,
  type Plan,
  type Step,
} from '../../src/sim/index.ts';
import type { Stage } from './trap.ts';

/** What the swarm does, to a ring of eight. */
export const swarm: Stage = {
  name: 'swarm of 8 peers, 25 faults',
  plan: (seed) => drawPlan(seed, { peers: 8, faults: 25 }),
};

/** The same on a circle of 16 ids, where the first and the last id are somebody's. */
export const smallCircle: Stage = {
  name: 'swarm of 6 peers, 25 faults, on 16 ids',
  plan: (seed) => ({ ...drawPlan(seed, { peers: 6, faults: 25 }), bits: 4 }),
};

const slowNetwork: NetworkConditions = { ...calmNetwork, delayMs: [20, 120] };

const calm = {
  bits: 16,
  routing: 'ring',
  pingMs: 3_000,
  network: calmNetwork,
  isUntold: false,
  isGuarded: true,
} as const;

/** Nothing befalls two peers on a slow line; now and then each asks the other at the same moment. */
export const ringOfTwo: Stage = {
  name: 'ring of 2, left alone for a minute',
  plan: (seed) => {
    const two = { ...calm, seed, peers: 2, successorsMax: 8, steps: [pause(60_000)] };
    return { ...two, pingMs: 1_000, network: slowNetwork };
  },
};

/** The network falls apart for longer than anybody doubts that the others are dead. */
export const longPartition: Stage = {
  name: '8 peers, in 2 parts for a minute',
  plan: (seed) => {
    const partition = { act: 'partition', parts: 2, forMs: 60_000, afterMs: 1_000 } as const;
    return { ...calm, seed, peers: 8, successorsMax: 8, steps: [partition, pause(65_000)] };
  },
};

/** More die at once than a list has entries. */
export const massDeath: Stage = {
  name: '12 peers with lists of 2, 8 fall silent at once',
  plan: (seed) => {
    const chance = new Chance(seed);
    const steps = Array.from(
      { length: 8 },
      () => ({ act: 'silence', who: chance.below(1_000), afterMs: 1 }) as const,
    );
    return { ...calm, seed, peers: 12, successorsMax: 2, isGuarded: false, steps: [...steps, pause(20_000)] };
  },
};

/** Peers die and come back at once, again and again, on slow lines, so that others hear of their lives in any order. */
export const rebirths: Stage = {
  name: '8 peers, 60 deaths, births and rebirths',
  plan: (seed) => ({
    ...drawn(seed, 60, 100, (chance) => {
      const who = chance.below(1_000);
      if (chance.happens(0.25)) return { act: 'join', id: chance.below(2 ** calm.bits), via: who };
      return { act: chance.happens(0.4) ? 'kill' : 'restart', who };
    }),
    network: slowNetwork,
  }),
};

/** Others take the ids of peers that nobody can reach. */
export const twins: Stage = {
  name: '8 peers, 30 pauses, partitions and twins',
  plan: (seed) =>
    drawn(seed, 30, 300, (chance) => {
      const who = chance.below(1_000);
      const forMs = 10_000 * chance.next();
      if (chance.happens(0.5)) return { act: 'twin', who };
      return chance.happens(0.5) ? { act: 'pause', who, forMs } : { act: 'partition', parts: 2, forMs };
    }),
};

function drawn(seed: number, count: number, meanMs: number, draw: (chance: Chance) => Fault): Plan {
  const chance = new Chance(Math.imul(seed, 0x9e3779b1));
  const steps: Step[] = Array.from({ length: count }, () => ({
    ...draw(chance),
    afterMs: Math.round(chance.pause(meanMs)),
  }));
  return { ...calm, seed, peers: 8, successorsMax: 8, isGuarded: false, steps };
}

/** A lookup that comes so late: until then nothing happens. */
function pause(afterMs: number): Step {
  return { act: 'lookup', who: 0, key: 1, afterMs };
}
