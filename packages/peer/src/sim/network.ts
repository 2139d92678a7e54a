// The network between simulated peers: how long a packet takes and whether it comes through. Faults are changes of these conditions.

import type { Chance } from './chance.ts';

/** Losses that come in runs (Gilbert 1960, Elliott 1963): a link is good or bad, and changes by chance with each packet. */
export interface Bursts {
  /** How many packets a good, and a bad, stretch lasts in the mean. */
  readonly goodPackets: number;
  readonly badPackets: number;
  /** The share lost while a link is bad. */
  readonly loss: number;
}

export interface NetworkConditions {
  /** One way. Between the two values by chance, so that datagrams overtake each other. */
  readonly delayMs: readonly [least: number, most: number];
  /** The share of packets lost, each way, one independent of the other. */
  readonly loss: number;
  readonly bursts: Bursts | undefined;
  /** The share of datagrams that arrive twice. */
  readonly duplicates: number;
}

/** What one way suffers beside all that the whole network does. */
export interface WayConditions {
  readonly isCut: boolean;
  readonly loss: number;
  readonly duplicates: number;
  /** The share of datagrams that later ones overtake. */
  readonly reorder: number;
  readonly delayMs: readonly [least: number, most: number] | undefined;
}

export const calmNetwork: NetworkConditions = {
  delayMs: [1, 10],
  loss: 0,
  bursts: undefined,
  duplicates: 0,
};

const indexSpace = 2 ** 21;
/** A datagram that others overtake is so much later. */
const overtakenMs: readonly [number, number] = [20, 100];

/** One number for a way from one address to another. */
export function wayOf(from: number, to: number): number {
  return from * indexSpace + to;
}

export class Network {
  conditions: NetworkConditions;
  readonly #chance: Chance;
  readonly #cuts = new Set<number>();
  readonly #bad = new Set<number>();
  #ways: ReadonlyMap<number, WayConditions> = new Map();
  /** Which part of a partitioned network an address is in; nobody is in another part unless named. */
  #parts: ReadonlyMap<number, number> | undefined;

  constructor(conditions: NetworkConditions, chance: Chance) {
    this.conditions = conditions;
    this.#chance = chance;
  }

  /** Nothing comes through this way any more; the way back is another one. */
  cut(from: number, to: number): void {
    this.#cuts.add(wayOf(from, to));
  }

  /** Ends one cut. */
  mendWay(from: number, to: number): void {
    this.#cuts.delete(wayOf(from, to));
  }

  /** From now on these ways (`wayOf`) suffer this, and no others. */
  setWays(ways: ReadonlyMap<number, WayConditions>): void {
    this.#ways = ways;
  }

  /** Nothing comes through from one part to another. */
  partition(parts: readonly (readonly number[])[]): void {
    this.#parts = new Map(parts.flatMap((part, n) => part.map((index) => [index, n])));
  }

  /** Ends the partition. */
  unite(): void {
    this.#parts = undefined;
  }

  /** Ends all cuts and the partition. Losses and delays stay. */
  mend(): void {
    this.#cuts.clear();
    this.unite();
  }

  isCut(from: number, to: number): boolean {
    if (this.#cuts.size > 0 && this.#cuts.has(wayOf(from, to))) return true;
    if (this.#way(from, to)?.isCut === true) return true;
    const parts = this.#parts;
    return parts !== undefined && (parts.get(from) ?? 0) !== (parts.get(to) ?? 0);
  }

  /** Does this packet come through? */
  passes(from: number, to: number): boolean {
    const { loss, bursts } = this.conditions;
    if (this.isCut(from, to) || this.#chance.happens(loss)) return false;
    if (this.#chance.happens(this.#way(from, to)?.loss ?? 0)) return false;
    return bursts === undefined || !this.#isLostInBurst(wayOf(from, to), bursts);
  }

  #isLostInBurst(way: number, { goodPackets, badPackets, loss }: Bursts): boolean {
    const isBad = this.#bad.has(way);
    if (this.#chance.happens(1 / (isBad ? badPackets : goodPackets))) {
      if (isBad) this.#bad.delete(way);
      else this.#bad.add(way);
    }
    return isBad && this.#chance.happens(loss);
  }

  /** How long a packet is under way, in ms. */
  delay(from: number, to: number): number {
    const own = this.#way(from, to)?.delayMs;
    return this.#drawn(this.conditions.delayMs) + (own === undefined ? 0 : this.#drawn(own));
  }

  /** How much later a datagram is, so that others overtake it. */
  overtaken(from: number, to: number): number {
    return this.#chance.happens(this.#way(from, to)?.reorder ?? 0) ? this.#drawn(overtakenMs) : 0;
  }

  isDoubled(from: number, to: number): boolean {
    return (
      this.#chance.happens(this.conditions.duplicates) ||
      this.#chance.happens(this.#way(from, to)?.duplicates ?? 0)
    );
  }

  #way(from: number, to: number): WayConditions | undefined {
    return this.#ways.size === 0 ? undefined : this.#ways.get(wayOf(from, to));
  }

  #drawn([least, most]: readonly [number, number]): number {
    return most > least ? this.#chance.between(least, most) : least;
  }
}
