// A plan: everything that will be done to one simulated ring, drawn from one seed before it begins. It is data, so that it can be kept, printed and shrunk.

import { Chance } from '../chance.ts';
import type { Routing } from '../../settings/settings.ts';
import { calmNetwork, type Bursts, type NetworkConditions } from '../network.ts';

/** `who`, `to` and `via` choose among whoever is there then: the remainder counts. */
export type Fault =
  | { readonly act: 'kill' | 'silence' | 'leave' | 'restart' | 'twin'; readonly who: number }
  | { readonly act: 'join'; readonly id: number; readonly via: number }
  | { readonly act: 'pause'; readonly who: number; readonly forMs: number }
  | { readonly act: 'slow'; readonly who: number; readonly lagMs: number; readonly forMs: number }
  | { readonly act: 'cut'; readonly who: number; readonly to: number; readonly forMs: number }
  | { readonly act: 'partition'; readonly parts: number; readonly forMs: number }
  | {
      readonly act: 'lose';
      readonly loss: number;
      readonly bursts: Bursts | undefined;
      readonly forMs: number;
    }
  | { readonly act: 'lookup'; readonly who: number; readonly key: number };

export type Act = Fault['act'];

/** A fault, `afterMs` after the one before. */
export type Step = Fault & { readonly afterMs: number };

export interface Plan {
  readonly seed: number;
  readonly peers: number;
  readonly bits: number;
  readonly successorsMax: number;
  readonly routing: Routing;
  readonly pingMs: number;
  readonly network: NetworkConditions;
  /** CHANGED never arrives: nothing may depend on it. */
  readonly isUntold: boolean;
  /** Losses that would break a peer's whole list are left out, so that every promise holds all the time. */
  readonly isGuarded: boolean;
  readonly steps: readonly Step[];
}

export interface Extent {
  readonly peers: number;
  readonly faults: number;
  /** By the successor alone unless it says otherwise. */
  readonly routing?: Routing;
}

const wideBits = 16;
const lookupsPerFault = 0.5;

/** The plan of this seed. Each seed draws its own mix of faults, and how thick they come (Groce et al. 2012, "Swarm testing"). */
export function drawPlan(seed: number, { peers, faults, routing = 'ring' }: Extent): Plan {
  const chance = new Chance(Math.imul(seed, 0x9e3779b1));
  const pingMs = chance.pick([3_000, 3_000, 1_000, 500]) ?? 3_000;
  const weights = drawWeights(chance);
  const meanMs = (chance.pick([0.02, 0.1, 0.3]) ?? 0.1) * pingMs;
  const draw = drawers(chance, pingMs);
  const steps: Step[] = [];
  for (let fault = 0; fault < faults; fault += 1) {
    const step = { ...draw[pickWeighted(chance, weights)](), afterMs: Math.round(chance.pause(meanMs)) };
    steps.push(step);
    if (chance.happens(lookupsPerFault))
      steps.push({ ...draw.lookup(), afterMs: Math.round(chance.pause(meanMs)) });
  }
  return {
    seed,
    peers,
    bits: seed % 10 === 9 ? narrowBits(peers) : wideBits,
    successorsMax: chance.pick([8, 8, 4, 3, 2]) ?? 8,
    routing,
    pingMs,
    network: drawNetwork(chance),
    isUntold: chance.happens(0.2),
    isGuarded: chance.happens(0.7),
    steps,
  };
}

/** Every tenth ring lies on a circle of which at least half is taken: ids touch, 0 and the last among them. */
function narrowBits(peers: number): number {
  return Math.ceil(Math.log2(peers)) + 1;
}

const acts = [
  'kill',
  'silence',
  'leave',
  'restart',
  'twin',
  'join',
  'pause',
  'slow',
  'cut',
  'partition',
  'lose',
] as const satisfies readonly Act[];

type Weights = readonly (readonly [act: (typeof acts)[number], weight: number])[];

/** Half of the kinds are left out; the others are seldom or frequent. */
function drawWeights(chance: Chance): Weights {
  const weights = acts.map((act) => [act, chance.happens(0.5) ? 0 : chance.next()] as const);
  return weights.some(([, weight]) => weight > 0) ? weights : acts.map((act) => [act, 1] as const);
}

function pickWeighted(chance: Chance, weights: Weights): (typeof acts)[number] {
  let left = chance.next() * weights.reduce((sum, [, weight]) => sum + weight, 0);
  for (const [act, weight] of weights) {
    left -= weight;
    if (left < 0) return act;
  }
  return 'join';
}

function drawers(chance: Chance, pingMs: number): { readonly [Name in Act]: () => Fault & { act: Name } } {
  const someone = (): number => chance.below(1_000);
  const key = (): number => chance.below(2 ** wideBits);
  const span = (): number =>
    Math.round(pingMs * (chance.pick([0.1, 0.5, 1, 3]) ?? 1) * (0.5 + chance.next()));
  return {
    kill: () => ({ act: 'kill', who: someone() }),
    silence: () => ({ act: 'silence', who: someone() }),
    leave: () => ({ act: 'leave', who: someone() }),
    restart: () => ({ act: 'restart', who: someone() }),
    twin: () => ({ act: 'twin', who: someone() }),
    join: () => ({ act: 'join', id: key(), via: someone() }),
    pause: () => ({ act: 'pause', who: someone(), forMs: span() }),
    slow: () => ({ act: 'slow', who: someone(), lagMs: 10 + chance.below(300), forMs: span() }),
    cut: () => ({ act: 'cut', who: someone(), to: someone(), forMs: span() }),
    partition: () => ({ act: 'partition', parts: 2 + chance.below(2), forMs: span() }),
    lose: () => {
      const bursts = chance.happens(0.5) ? { goodPackets: 50, badPackets: 5, loss: 0.9 } : undefined;
      return { act: 'lose', loss: chance.pick([0.05, 0.2, 0.5]) ?? 0.2, bursts, forMs: span() };
    },
    lookup: () => ({ act: 'lookup', who: someone(), key: key() }),
  };
}

function drawNetwork(chance: Chance): NetworkConditions {
  return {
    ...calmNetwork,
    delayMs: chance.pick<readonly [number, number]>([
      [1, 10],
      [1, 2],
      [1, 60],
      [20, 120],
    ]) ?? [1, 10],
    loss: chance.pick([0, 0, 0, 0.01, 0.05]) ?? 0,
    duplicates: chance.pick([0, 0, 0.1]) ?? 0,
  };
}
