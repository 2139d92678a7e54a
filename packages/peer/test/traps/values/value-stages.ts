// Where traps of the keeper are played: small rings whose clients store and request all the time, while what the trap needs befalls them.

import {
  calmNetwork,
  Chance,
  drawIds,
  type ValueFault,
  type ValuePlan,
  type ValueStep,
} from '../../../src/sim/index.ts';
import type { ValueStage } from './value-trap.ts';

const whoMax = 1_000;

interface Frame extends Omit<ValuePlan, 'seed' | 'steps' | 'restMs'> {
  /** Clients are busy for about so long; as a rule until the last step. */
  readonly busyMs?: number;
}

const calm: Frame = {
  peers: 7,
  bits: 16,
  successorsMax: 8,
  replicas: 3,
  pingMs: 1_000,
  network: { ...calmNetwork, delayMs: [1, 10] },
  graceMs: 600_000,
  skewMs: 0,
  clients: 4,
  stores: 300,
  names: 40,
  largeShare: 0.1,
  requestShare: 0.4,
};

function staged(
  name: string,
  frame: Partial<Frame>,
  stepsOf: (chance: Chance, seed: number) => readonly ValueStep[],
): ValueStage {
  const plan = (seed: number): ValuePlan => {
    const { busyMs, ...whole } = { ...calm, ...frame };
    const steps = stepsOf(new Chance(Math.imul(seed, 0x9e3779b1)), seed);
    const lastsMs = busyMs ?? steps.reduce((sum, { afterMs }) => sum + afterMs, 0);
    const storeShare = 1 - whole.requestShare;
    return { ...whole, seed, steps, restMs: (lastsMs * whole.clients * storeShare) / whole.stores };
  };
  return { name, plan };
}

function times(count: number, stepOf: (nth: number) => readonly ValueStep[]): readonly ValueStep[] {
  return Array.from({ length: count }, (_, nth) => stepOf(nth)).flat();
}

function step(afterMs: number, fault: ValueFault): ValueStep {
  return { ...fault, afterMs: Math.round(afterMs) };
}

/** All disks are slow. */
const slowDisks = times(calm.peers, (who) => [step(0, { act: 'slow-disk', who, forMs: 60_000 })]);

function joinSomewhere(chance: Chance): ValueFault {
  return { act: 'join', id: chance.below(2 ** calm.bits), via: chance.below(whoMax) };
}

export const blackouts: ValueStage = staged(
  '5 power cuts of all, slow disks, R = 2',
  { replicas: 2, names: 300, clients: 12, stores: 500, requestShare: 0.2 },
  (chance) => [
    ...slowDisks,
    ...times(5, () => [step(3_000 + 1_000 * chance.next(), { act: 'blackout', backMs: 200 })]),
  ],
);

/** As soon as all copies are said to be complete, all of them but one are lost for good; then those who came in their place. */
export const disasters: ValueStage = staged(
  '4 disasters in one place',
  { peers: 12, names: 200, busyMs: 12_000 },
  (chance) => {
    const who = chance.below(whoMax);
    return times(4, () => [step(1_000, { act: 'disaster', who })]);
  },
);

export const comings: ValueStage = staged('30 joins and leaves', {}, (chance) =>
  times(30, () => {
    const who = chance.below(whoMax);
    if (chance.happens(0.4)) return [step(chance.pause(500), joinSomewhere(chance))];
    return [step(chance.pause(500), { act: chance.happens(0.7) ? 'leave' : 'return', who })];
  }),
);

/** Neighbours leave together. */
export const leavings: ValueStage = staged(
  'neighbours leave together, R = 2',
  { peers: 9, replicas: 2 },
  (chance) =>
    times(3, () => {
      const who = chance.below(whoMax);
      return [step(1_500, { act: 'leave', who }), step(20, { act: 'leave', who })];
    }),
);

/** Two hold each value, and are killed together soon after somebody came between; requests come all the while. */
export const pairs: ValueStage = staged(
  'pairs of holders killed after joins, R = 2',
  { replicas: 2, stores: 200, requestShare: 0.7, names: 20, clients: 6 },
  (chance) =>
    times(8, () => [
      step(300, joinSomewhere(chance)),
      step(1_500 + 500 * chance.next(), {
        act: 'neighbours',
        who: chance.below(whoMax),
        count: 2,
        backMs: 1_500,
      }),
      step(3_500, { act: 'kill', who: chance.below(whoMax), backMs: 500 }),
    ]),
);

/** Both holders of an arc are down while so many join in it that they find nobody whom they know when they come back. */
export const cutOff: ValueStage = staged(
  'both holders away while 6 join before them, R = 2',
  { replicas: 2, successorsMax: 4, graceMs: 1_000, names: 200, busyMs: 4_000 },
  (chance, seed) => {
    const ids = drawIds(new Chance(seed), calm.peers, 2 ** calm.bits);
    const place = chance.below(calm.peers - 2) + 1;
    const [from, to] = [ids[place - 1] ?? 0, ids[place] ?? 0];
    const inside = (nth: number): number => from + Math.floor(((to - from) * (nth + 1)) / 7);
    return [
      step(6_000, { act: 'neighbours', who: place, count: 2, backMs: 60_000 }),
      ...times(6, (nth) => [step(1_500, { act: 'join', id: inside(nth), via: 0 })]),
    ];
  },
);

/** Peers are stopped for a while, longer than others wait for them. */
export const pauses: ValueStage = staged(
  '25 pauses, R = 2',
  { replicas: 2, names: 8, clients: 6, stores: 400, requestShare: 0.6 },
  (chance) =>
    times(25, () => [
      step(chance.pause(800), {
        act: 'pause',
        who: chance.below(whoMax),
        forMs: 1_000 + 2_500 * chance.next(),
      }),
    ]),
);

/** One is away for some stores, and is back when all who took part in them are down. */
export const returns: ValueStage = staged(
  'one back when its 3 successors are down, R = 2',
  { peers: 8, replicas: 2, names: 20, requestShare: 0.7, clients: 8 },
  (chance) =>
    times(3, () => {
      const who = chance.below(7);
      return [
        step(2_000, { act: 'kill', who, backMs: 4_500 }),
        step(4_000, { act: 'neighbours', who, count: 3, backMs: 6_000 }),
        step(16_000, { act: 'kill', who: chance.below(7), backMs: 200 }),
      ];
    }),
);

/** Some byte of some copy changes twice a second. */
export const rotting: ValueStage = staged('30 copies go bad', {}, (chance) =>
  times(30, () => {
    const rot = { act: 'rot', who: chance.below(whoMax), name: chance.below(whoMax) } as const;
    return [step(chance.pause(500), rot)];
  }),
);

/** Clocks differ by a minute, and owners change. */
export const skewed: ValueStage = staged(
  'clocks 60 s apart, 20 joins and leaves, R = 1',
  { replicas: 1, skewMs: 60_000, names: 8 },
  (chance) =>
    times(20, () => {
      const who = chance.below(whoMax);
      return [step(chance.pause(1_000), chance.happens(0.5) ? joinSomewhere(chance) : { act: 'leave', who })];
    }),
);

/** On a slow network whoever leads a write is killed in the middle of it, together with the client that asked for it. */
export const leaders: ValueStage = staged(
  '15 kills in a ring of 4, slow network, 4 names',
  {
    peers: 4,
    names: 4,
    clients: 12,
    stores: 500,
    requestShare: 0.6,
    network: { ...calmNetwork, delayMs: [20, 80] },
    pingMs: 500,
  },
  (chance) => times(15, () => [step(2_500, { act: 'kill', who: chance.below(whoMax), backMs: 1_500 })]),
);

/** A holder is killed, and the disk of whoever comes in its place is full. */
export const fullDisks: ValueStage = staged(
  '8 holders killed before a full disk, slow disks',
  { peers: 5, pingMs: 500, names: 100, clients: 12, stores: 400, requestShare: 0.5 },
  (chance) =>
    times(8, () => {
      const who = chance.below(5);
      return [
        ...slowDisks,
        step(100, { act: 'full', who: (who + 1) % 5, forMs: 4_000 }),
        step(1_000, { act: 'kill', who, backMs: 4_000 }),
        step(5_000, { act: 'kill', who, backMs: 100 }),
      ];
    }),
);
