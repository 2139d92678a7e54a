// A plan for a ring that keeps values: everything that will be done to it, and what clients will ask, drawn from one seed before it begins.

import { Chance } from '../chance.ts';
import { calmNetwork, type NetworkConditions } from '../network.ts';

/** `who` and `name` choose among whoever and whatever is there then: the remainder counts. */
export type ValueFault =
  | { readonly act: 'kill' | 'power-cut'; readonly who: number; readonly backMs: number }
  /** Some that stand next to each other, and come back at their own times. */
  | { readonly act: 'neighbours'; readonly who: number; readonly count: number; readonly backMs: number }
  /** As soon as all owners say that all holders have everything: one fewer than hold each value are lost for good. */
  | { readonly act: 'disaster'; readonly who: number }
  | { readonly act: 'leave'; readonly who: number }
  | { readonly act: 'return'; readonly who: number }
  | { readonly act: 'join'; readonly id: number; readonly via: number }
  | { readonly act: 'pause'; readonly who: number; readonly forMs: number }
  | { readonly act: 'blackout'; readonly backMs: number }
  | { readonly act: 'rot'; readonly who: number; readonly name: number }
  | { readonly act: 'full' | 'slow-disk' | 'lie'; readonly who: number; readonly forMs: number };

export type ValueStep = ValueFault & { readonly afterMs: number };

export interface ValuePlan {
  readonly seed: number;
  readonly peers: number;
  readonly bits: number;
  readonly successorsMax: number;
  readonly replicas: number;
  readonly pingMs: number;
  readonly network: NetworkConditions;
  /** Copies that nobody needs are dropped so soon. */
  readonly graceMs: number;
  readonly clients: number;
  /** So many stores in all; requests come beside them. */
  readonly stores: number;
  readonly names: number;
  /** Of the values: too large for a message. */
  readonly largeShare: number;
  readonly requestShare: number;
  /** A client rests so long between two operations, in the mean. */
  readonly restMs: number;
  readonly steps: readonly ValueStep[];
}

export interface ValueExtent {
  readonly peers: number;
  readonly faults: number;
  readonly stores: number;
}

const acts = [
  'kill',
  'power-cut',
  'neighbours',
  'disaster',
  'leave',
  'return',
  'join',
  'pause',
  'blackout',
  'rot',
  'full',
  'slow-disk',
  'lie',
] as const satisfies readonly ValueFault['act'][];

const wideBits = 16;
/** What befalls many at once is seldom. */
const weightOf: Partial<Record<ValueFault['act'], number>> = {
  blackout: 0.1,
  neighbours: 0.2,
  disaster: 0.2,
};
/** Narrow circles have several names on one key, and ids that touch. */
const narrowBits = 5;

export function drawValuePlan(seed: number, { peers, faults, stores }: ValueExtent): ValuePlan {
  const chance = new Chance(Math.imul(seed, 0x9e3779b1));
  const pingMs = chance.pick([3_000, 1_000, 500]) ?? 1_000;
  const isNarrow = seed % 10 === 9;
  const bits = isNarrow ? narrowBits : wideBits;
  const weights = acts.map((act) => (chance.happens(0.4) ? 0 : chance.next() * (weightOf[act] ?? 1)));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const meanMs = (chance.pick([0.1, 0.5, 2]) ?? 0.5) * pingMs;
  const pickAct = (): (typeof acts)[number] => {
    let left = chance.next() * total;
    for (const [nth, act] of acts.entries()) {
      left -= weights[nth] ?? 0;
      if (left < 0) return act;
    }
    return 'kill';
  };
  const span = (): number => Math.round(pingMs * (chance.pick([0.2, 1, 3]) ?? 1) * (0.5 + chance.next()));
  const someone = (): number => chance.below(1_000);
  const fault = (act: (typeof acts)[number]): ValueFault => {
    switch (act) {
      case 'kill':
      case 'power-cut':
        return { act, who: someone(), backMs: span() };
      case 'neighbours':
        return { act, who: someone(), count: 2 + chance.below(4), backMs: 3 * span() };
      case 'disaster':
      case 'leave':
      case 'return':
        return { act, who: someone() };
      case 'join':
        return { act, id: chance.below(2 ** bits), via: someone() };
      case 'blackout':
        return { act, backMs: span() };
      case 'rot':
        return { act, who: someone(), name: someone() };
      case 'pause':
      case 'full':
      case 'slow-disk':
      case 'lie':
        return { act, who: someone(), forMs: span() };
    }
  };
  const steps = Array.from({ length: faults }, () => ({
    ...fault(pickAct()),
    afterMs: Math.round(chance.pause(meanMs)),
  }));
  const lastsMs = steps.reduce((sum, { afterMs }) => sum + afterMs, 0);
  const clients = 1 + chance.below(6);
  return {
    seed,
    peers,
    bits,
    successorsMax: chance.pick([8, 8, 4]) ?? 8,
    replicas: chance.pick([3, 3, 3, 2, 5]) ?? 3,
    pingMs,
    network: {
      ...calmNetwork,
      delayMs: chance.pick<readonly [number, number]>([
        [1, 2],
        [1, 10],
        [1, 40],
      ]) ?? [1, 10],
      loss: chance.pick([0, 0, 0, 0.01]) ?? 0,
    },
    graceMs: chance.pick([600_000, 5_000]) ?? 600_000,
    clients,
    stores,
    names: chance.pick([8, 40, 200]) ?? 40,
    largeShare: chance.pick([0, 0.1, 0.5]) ?? 0,
    requestShare: 0.4,
    restMs: Math.max(2, (lastsMs * clients * 0.6) / Math.max(1, stores)),
    steps,
  };
}
